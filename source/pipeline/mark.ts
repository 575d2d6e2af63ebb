import { Tally } from './tally.ts';

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

/** A mark takes this many numbers where threads share it. */
export const MARK_NUMBERS = 10;

export function writeMark(numbers: Float64Array, mark: Mark): void {
  numbers[0] = mark.byteOffset;
  numbers[1] = mark.validEvents;
  numbers[2] = mark.rejections;
  numbers[3] = mark.ended ? 1 : 0;
  numbers[4] = mark.records;
  numbers[5] = mark.recordBytes;
  numbers[6] = mark.separatorBytes;
  numbers[7] = mark.strayBytes;
  numbers[8] = mark.line;
  numbers[9] = mark.lineStartOffset;
}

export function readMark(numbers: Float64Array): Mark {
  return {
    byteOffset: numbers[0],
    validEvents: numbers[1],
    rejections: numbers[2],
    ended: numbers[3] === 1,
    records: numbers[4],
    recordBytes: numbers[5],
    separatorBytes: numbers[6],
    strayBytes: numbers[7],
    line: numbers[8],
    lineStartOffset: numbers[9],
  };
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
