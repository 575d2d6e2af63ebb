import { ByteTable } from './byte-table.ts';
import { decodeUtf8 } from './bytes.ts';
import { Users } from './users.ts';

/** Columns come in segments of this many rows, so that they grow without copying and keep fixed views. */
export const SEGMENT_BITS = 16;
export const SEGMENT_ROWS = 1 << SEGMENT_BITS;
export const SEGMENT_MASK = SEGMENT_ROWS - 1;

/** Lines are kept in 32 bits as the distance from a base; past this, long before the bits end, comes a new base. */
const FARTHEST_LINE = 0x80000000;

/** The columns of 65,536 events in file order: 32 bytes an event. */
export class EventSegment {
  readonly user = new Uint32Array(SEGMENT_ROWS);
  readonly type = new Uint32Array(SEGMENT_ROWS);
  readonly seconds = new Float64Array(SEGMENT_ROWS);
  /** Never written where 0: pages nobody touches take no memory. */
  readonly nanoseconds = new Uint32Array(SEGMENT_ROWS);
  readonly byteOffset = new Float64Array(SEGMENT_ROWS);
  /** Lines after `lineBase`, as it was when the row was written. */
  readonly lineDelta = new Uint32Array(SEGMENT_ROWS);
  private readonly lineBases: { fromRow: number; line: number }[] = [];

  constructor(public lineBase: number) {
    this.rebaseLines(0, lineBase);
  }

  /** From row `fromRow` on, lines are counted from `line`. */
  rebaseLines(fromRow: number, line: number): void {
    this.lineBase = line;
    this.lineBases.push({ fromRow, line });
  }

  lineOf(row: number): number {
    const base = this.lineBases.findLast(({ fromRow }) => fromRow <= row);
    return (base?.line ?? 0) + this.lineDelta[row];
  }
}

/**
 * All valid events, in file order, as columns; users and types by number. An event's number among all records is
 * not kept: it follows from the rejections between (`eventNumberOf`). Raw text is not kept either: the offset is.
 */
export class EventStore {
  count = 0;
  readonly users: Users;
  readonly types: ByteTable;
  readonly segments: EventSegment[] = [];

  /** `seed`: of the hash tables; changes no result. */
  constructor(seed: number) {
    this.users = new Users(seed);
    this.types = new ByteTable(seed);
  }

  append(
    user: number,
    type: number,
    seconds: number,
    nanoseconds: number,
    byteOffset: number,
    line: number,
  ): void {
    const segment = this.segmentFor(line);
    const row = this.count & SEGMENT_MASK;
    segment.user[row] = user;
    segment.type[row] = type;
    segment.seconds[row] = seconds;
    if (nanoseconds !== 0) segment.nanoseconds[row] = nanoseconds;
    segment.byteOffset[row] = byteOffset;
    segment.lineDelta[row] = line - segment.lineBase;
    this.count++;
  }

  /** The segment that the next event goes into; a new one when the last is full. */
  segmentFor(line: number): EventSegment {
    const row = this.count & SEGMENT_MASK;
    if (row === 0 && this.count >>> SEGMENT_BITS === this.segments.length) {
      this.segments.push(new EventSegment(line));
    }
    const segment = this.segments[this.segments.length - 1];
    if (line - segment.lineBase > FARTHEST_LINE) segment.rebaseLines(row, line);
    return segment;
  }

  userOf(index: number): number {
    return this.segments[index >>> SEGMENT_BITS].user[index & SEGMENT_MASK];
  }

  typeOf(index: number): number {
    return this.segments[index >>> SEGMENT_BITS].type[index & SEGMENT_MASK];
  }

  secondsOf(index: number): number {
    return this.segments[index >>> SEGMENT_BITS].seconds[index & SEGMENT_MASK];
  }

  nanosecondsOf(index: number): number {
    return this.segments[index >>> SEGMENT_BITS].nanoseconds[index & SEGMENT_MASK];
  }

  byteOffsetOf(index: number): number {
    return this.segments[index >>> SEGMENT_BITS].byteOffset[index & SEGMENT_MASK];
  }

  lineOf(index: number): number {
    return this.segments[index >>> SEGMENT_BITS].lineOf(index & SEGMENT_MASK);
  }

  typeText(type: number): string {
    return decodeUtf8(this.types.bytesOf(type));
  }

  /** The places in the store of the earliest and the latest event; -1 where there is none. */
  timeRange(): { first: number; last: number } {
    let first = -1;
    let last = -1;
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let start = 0; start < this.count; start += SEGMENT_ROWS) {
      const { seconds } = this.segments[start >>> SEGMENT_BITS];
      const rows = Math.min(SEGMENT_ROWS, this.count - start);
      for (let row = 0; row < rows; row++) {
        if (seconds[row] < least || (seconds[row] === least && this.compareTimes(start + row, first) < 0)) {
          least = seconds[row];
          first = start + row;
        }
        if (seconds[row] > most || (seconds[row] === most && this.compareTimes(start + row, last) > 0)) {
          most = seconds[row];
          last = start + row;
        }
      }
    }
    return { first, last };
  }

  /** Below, at or above 0 as event `a` is earlier than, at the same nanosecond as or later than event `b`. */
  compareTimes(a: number, b: number): number {
    return this.secondsOf(a) - this.secondsOf(b) || this.nanosecondsOf(a) - this.nanosecondsOf(b);
  }
}
