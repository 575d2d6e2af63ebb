import { Tally } from './counters.ts';

/** A place between two records, and what all before it amounts to: all that reading on from there depends on. */
export interface Mark extends Readonly<Tally> {
  readonly byteOffset: number;
  readonly validEvents: number;
  readonly rejections: number;
  /** The input ends here. */
  readonly ended: boolean;
}

/** Where reading begins. */
export const FIRST_MARK: Mark = {
  ...new Tally(),
  byteOffset: 0,
  validEvents: 0,
  rejections: 0,
  ended: false,
};

/** What a mark says, each a number or a flag, in the order in which threads share them. */
const FIELDS = Object.keys(FIRST_MARK) as (keyof Mark)[];

/** A mark takes this many numbers where threads share it. */
export const MARK_NUMBERS = FIELDS.length;

export function writeMark(numbers: Float64Array, mark: Mark): void {
  FIELDS.forEach((field, i) => {
    numbers[i] = Number(mark[field]);
  });
}

export function readMark(numbers: Float64Array): Mark {
  const read = Object.fromEntries(FIELDS.map((field, i) => [field, numbers[i]]));
  return { ...FIRST_MARK, ...read, ended: read.ended === 1 };
}

/** What was counted up to the mark, to count on. */
export function tallyOf({
  records,
  recordBytes,
  separatorBytes,
  strayBytes,
  line,
  lineStartOffset,
}: Mark): Tally {
  return { records, recordBytes, separatorBytes, strayBytes, line, lineStartOffset };
}
