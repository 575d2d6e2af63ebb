import { ByteTable } from './byte-table.ts';
import { decodeUtf8, encodeUtf8 } from './bytes.ts';
import { Users } from './users.ts';

/** Columns come in segments of this many rows, so that they grow without copying and keep fixed views. */
export const SEGMENT_BITS = 16;
export const SEGMENT_ROWS = 1 << SEGMENT_BITS;
export const SEGMENT_MASK = SEGMENT_ROWS - 1;

/** Lines are counted in 32 bits from a segment's first; a window of bytes adds far less than the difference. */
const MOST_LINES = 0xf0000000;

/** The columns of 65,536 events in file order: 32 bytes an event, and the bytes of nanoseconds only where used. */
export class EventSegment {
  readonly user = new Uint32Array(SEGMENT_ROWS);
  readonly type = new Uint32Array(SEGMENT_ROWS);
  readonly seconds = new Float64Array(SEGMENT_ROWS);
  /** Never written where 0: pages nobody touches take no memory. */
  readonly nanoseconds = new Uint32Array(SEGMENT_ROWS);
  readonly byteOffset = new Float64Array(SEGMENT_ROWS);
  /** Lines after `firstLine`. */
  readonly lineDelta = new Uint32Array(SEGMENT_ROWS);

  constructor(readonly firstLine: number) {}
}

/**
 * All valid events, in file order, as columns; users and types by number. An event's number among all records is
 * not kept: it follows from the rejections between (`eventNumbers`). Raw text is not kept either: the offset is.
 */
export class EventStore {
  count = 0;
  readonly users = new Users();
  readonly types = new ByteTable();
  readonly segments: EventSegment[] = [];

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
    segment.lineDelta[row] = line - segment.firstLine;
    this.count++;
  }

  /**
   * The segment that the next event goes into; a new one when the last is full. Throws RangeError when a segment
   * would span more lines than its column can count.
   */
  segmentFor(line: number): EventSegment {
    if ((this.count & SEGMENT_MASK) === 0 && this.count >>> SEGMENT_BITS === this.segments.length) {
      this.segments.push(new EventSegment(line));
    }
    const segment = this.segments[this.segments.length - 1];
    if (line - segment.firstLine > MOST_LINES)
      throw new RangeError(`more than ${MOST_LINES} lines within ${SEGMENT_ROWS} events`);
    return segment;
  }

  internType(text: string): number {
    const bytes = encodeUtf8(text);
    return this.types.intern(
      bytes,
      new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      0,
      bytes.length,
    );
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
    const segment = this.segments[index >>> SEGMENT_BITS];
    return segment.firstLine + segment.lineDelta[index & SEGMENT_MASK];
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
