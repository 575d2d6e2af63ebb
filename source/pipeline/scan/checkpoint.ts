import type { FileStart } from '../store/file-table.ts';
import { beginPlace, copyCounters, ScanCounters } from '../store/scan-counters.ts';

/**
 * A place between two records, with the counts up to it: everything that resuming there depends on. Offset and lines count
 * within the file `file`, which begins at the bases; everything else counts through all files.
 */
export interface Checkpoint extends Readonly<ScanCounters>, FileStart {
  readonly byteOffset: number;
  readonly validEvents: number;
  readonly rejections: number;
  /** The file ends here. */
  readonly ended: boolean;
}

/** Where reading begins. */
export const FIRST_CHECKPOINT: Checkpoint = {
  ...new ScanCounters(),
  file: 0,
  byteBase: 0,
  lineBase: 0,
  byteOffset: 0,
  validEvents: 0,
  rejections: 0,
  ended: false,
};

/**
 * Returns the checkpoint where the next file begins, from the one at the end of a file that holds records. It is at offset 0
 * of line 1, whatever file follows.
 */
export function nextFile(checkpoint: Checkpoint): Checkpoint {
  const { file, byteBase, byteOffset, lineBase, line } = checkpoint;
  const counters = copyCounters(checkpoint);
  beginPlace(counters);
  return {
    ...checkpoint,
    ...counters,
    file: file + 1,
    byteBase: byteBase + byteOffset,
    lineBase: lineBase + line,
    byteOffset: 0,
    ended: false,
  };
}

/** How much of the input lies before a checkpoint: the files before it, and its own up to there. */
export function inputBytesAt({ byteBase, byteOffset }: Checkpoint): number {
  return byteBase + byteOffset;
}

/** The fields of a checkpoint, each a number or a flag, in the order in which threads share them. */
const FIELDS = Object.keys(FIRST_CHECKPOINT) as (keyof Checkpoint)[];

/** The length of a checkpoint in memory that threads share, in numbers. */
export const CHECKPOINT_NUMBERS = FIELDS.length;

/** Writes a checkpoint to `numbers`, CHECKPOINT_NUMBERS of them. */
export function writeCheckpoint(numbers: Float64Array, checkpoint: Checkpoint): void {
  FIELDS.forEach((field, i) => {
    numbers[i] = Number(checkpoint[field]);
  });
}

/** Reads what `writeCheckpoint` has written. */
export function readCheckpoint(numbers: Float64Array): Checkpoint {
  const read = Object.fromEntries(FIELDS.map((field, i) => [field, numbers[i]]));
  return { ...FIRST_CHECKPOINT, ...read, ended: read.ended === 1 };
}
