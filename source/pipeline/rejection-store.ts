import { REASONS } from './reasons.ts';

const SEGMENT_ROWS = 4096;
/** Records are numbered in 32 bits. */
const MOST_RECORDS = 0xffffffff;

class RejectionSegment {
  readonly event = new Uint32Array(SEGMENT_ROWS);
  readonly code = new Uint8Array(SEGMENT_ROWS);
  readonly byteOffset = new Float64Array(SEGMENT_ROWS);
  readonly byteLength = new Float64Array(SEGMENT_ROWS);
  readonly line = new Float64Array(SEGMENT_ROWS);
}

/**
 * All rejections, in file order, as columns of 29 bytes each. Text is not kept: the address is, and `describeRejection` makes
 * the detail again from the record's bytes.
 */
export class RejectionStore {
  count = 0;
  /** How many there are for each place in REASONS. */
  readonly countByCode = new Float64Array(REASONS.length);
  private readonly segments: RejectionSegment[] = [];

  append(event: number, code: number, byteOffset: number, byteLength: number, line: number): void {
    if (event > MOST_RECORDS) throw new RangeError(`more than ${MOST_RECORDS} records`);
    const row = this.count % SEGMENT_ROWS;
    if (row === 0) this.segments.push(new RejectionSegment());
    const segment = this.segments[this.segments.length - 1];
    segment.event[row] = event;
    segment.code[row] = code;
    segment.byteOffset[row] = byteOffset;
    segment.byteLength[row] = byteLength;
    segment.line[row] = line;
    this.countByCode[code]++;
    this.count++;
  }

  /** The rejected record's number among all records, from 1. */
  eventOf(index: number): number {
    return this.segment(index).event[index % SEGMENT_ROWS];
  }

  /** The reason, as a place in REASONS. */
  codeOf(index: number): number {
    return this.segment(index).code[index % SEGMENT_ROWS];
  }

  byteOffsetOf(index: number): number {
    return this.segment(index).byteOffset[index % SEGMENT_ROWS];
  }

  byteLengthOf(index: number): number {
    return this.segment(index).byteLength[index % SEGMENT_ROWS];
  }

  lineOf(index: number): number {
    return this.segment(index).line[index % SEGMENT_ROWS];
  }

  private segment(index: number): RejectionSegment {
    return this.segments[Math.floor(index / SEGMENT_ROWS)];
  }
}

/**
 * The number among all records of valid event `index` (from 0): one more than the valid events and the rejections
 * before it. A binary search over the rejections.
 */
export function eventNumberOf(rejections: RejectionStore, index: number): number {
  let low = 0;
  let high = rejections.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    // Rejection `middle` has this many valid events before it.
    if (rejections.eventOf(middle) - 1 - middle <= index) low = middle + 1;
    else high = middle;
  }
  return index + low + 1;
}
