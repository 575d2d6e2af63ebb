import { ScanCounters } from '../store/scan-counters.ts';

/** A place between two records, and what all before it amounts to: all that reading on from there depends on. */
export interface Checkpoint extends Readonly<ScanCounters> {
  readonly byteOffset: number;
  readonly validEvents: number;
  readonly rejections: number;
  /** The input ends here. */
  readonly ended: boolean;
}

/** Where reading begins. */
export const FIRST_CHECKPOINT: Checkpoint = {
  ...new ScanCounters(),
  byteOffset: 0,
  validEvents: 0,
  rejections: 0,
  ended: false,
};

/** What a checkpoint says, each a number or a flag, in the order in which threads share them. */
const FIELDS = Object.keys(FIRST_CHECKPOINT) as (keyof Checkpoint)[];

/** A checkpoint takes this many numbers where threads share it. */
export const CHECKPOINT_NUMBERS = FIELDS.length;

export function writeCheckpoint(numbers: Float64Array, checkpoint: Checkpoint): void {
  FIELDS.forEach((field, i) => {
    numbers[i] = Number(checkpoint[field]);
  });
}

export function readCheckpoint(numbers: Float64Array): Checkpoint {
  const read = Object.fromEntries(FIELDS.map((field, i) => [field, numbers[i]]));
  return { ...FIRST_CHECKPOINT, ...read, ended: read.ended === 1 };
}

/** What was counted up to the checkpoint, to count on. */
export function countersOf({
  records,
  recordBytes,
  separatorBytes,
  strayBytes,
  strayBytesOnLine,
  line,
  lineStartOffset,
}: Checkpoint): ScanCounters {
  return { records, recordBytes, separatorBytes, strayBytes, strayBytesOnLine, line, lineStartOffset };
}
