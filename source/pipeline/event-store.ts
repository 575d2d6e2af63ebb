import { ByteTable } from './byte-table.ts';
import { decodeUtf8, encodeUtf8 } from './bytes.ts';
import { Users } from './users.ts';

/** Columns come in segments of this many rows, so that they grow without copying and keep fixed views. */
export const SEGMENT_BITS = 16;
export const SEGMENT_ROWS = 1 << SEGMENT_BITS;
export const SEGMENT_MASK = SEGMENT_ROWS - 1;

/** Where a record stands: bytes from the start of the input, and its line, counted from 1. */
export interface RecordPlace {
  readonly byteOffset: number;
  readonly line: number;
}

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
    const row = this.count & SEGMENT_MASK;
    if (row === 0) this.segments.push(new EventSegment(line));
    const segment = this.segments[this.segments.length - 1];
    const lineDelta = line - segment.firstLine;
    if (lineDelta > 0xffffffff)
      throw new RangeError('more than 4,294,967,295 line feeds within 65,536 events');
    segment.user[row] = user;
    segment.type[row] = type;
    segment.seconds[row] = seconds;
    if (nanoseconds !== 0) segment.nanoseconds[row] = nanoseconds;
    segment.byteOffset[row] = byteOffset;
    segment.lineDelta[row] = lineDelta;
    this.count++;
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

  /** Below, at or above 0 as event `a` is earlier than, at the same nanosecond as or later than event `b`. */
  compareTimes(a: number, b: number): number {
    return this.secondsOf(a) - this.secondsOf(b) || this.nanosecondsOf(a) - this.nanosecondsOf(b);
  }
}
