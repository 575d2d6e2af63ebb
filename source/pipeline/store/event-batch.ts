import type { ColumnOps } from '../columns/column-ops.ts';
import { PLAIN_COLUMN_OPS } from './plain-column-ops.ts';

/** Of a whole number of either sign, however large, the part above its 32 lowest bits. */
export const ABOVE_32_BITS = 0x1_0000_0000;

/**
 * Valid events as a scan finds them, before they have their places in a store: a few thousand rows of columns that are
 * used over and over. Offsets and lines are kept as distances from `byteBase` and `lineBase`, so that events can be
 * scanned before it is known on which line of the file they stand.
 */
export class EventBatch {
  count = 0;
  /** What `offset` and `line` are counted from. */
  byteBase = 0;
  lineBase = 0;
  /** Whether any row so far has a time with a fraction, or one outside of 1970 to 2106. */
  hasNanoseconds = false;
  hasSecondsHigh = false;

  /** The lowest 32 bits of the seconds since the Unix epoch, and what is above them (-15 to 58). */
  secondsLow!: Uint32Array; // set by `attach`, as are all columns
  secondsHigh!: Int8Array;
  nanoseconds!: Uint32Array;
  user!: Uint32Array;
  type!: Uint32Array;
  offset!: Uint32Array;
  line!: Uint32Array;

  /**
   * The columns lie one after the other in `buffer`, from `byteOffset` on: `bytesFor(capacity)` bytes. `arithmetic`:
   * of the kernel, where that is its memory.
   */
  constructor(
    readonly capacity: number,
    buffer: ArrayBufferLike = new ArrayBuffer(EventBatch.bytesFor(capacity)),
    byteOffset = 0,
    readonly arithmetic: ColumnOps = PLAIN_COLUMN_OPS,
  ) {
    this.attach(buffer, byteOffset);
  }

  static bytesFor(capacity: number): number {
    return 25 * capacity;
  }

  /** Goes on with the same columns where their memory has been given another buffer. */
  attach(buffer: ArrayBufferLike, byteOffset: number): void {
    const { capacity } = this;
    const column = (place: number): Uint32Array =>
      new Uint32Array(buffer, byteOffset + 4 * place * capacity, capacity);
    this.user = column(0);
    this.type = column(1);
    this.secondsLow = column(2);
    this.nanoseconds = column(3);
    this.offset = column(4);
    this.line = column(5);
    this.secondsHigh = new Int8Array(buffer, byteOffset + 24 * capacity, capacity);
  }

  get isFull(): boolean {
    return this.count === this.capacity;
  }

  /** Empties the rows. Those to come are less than 4 GiB, and as many lines, behind these bases. */
  begin(byteBase: number, lineBase: number): void {
    this.count = 0;
    this.byteBase = byteBase;
    this.lineBase = lineBase;
    this.hasNanoseconds = false;
    this.hasSecondsHigh = false;
  }

  /** Only where it is not full. `byteOffset` and `line` as in the file. */
  append(
    user: number,
    type: number,
    seconds: number,
    nanoseconds: number,
    byteOffset: number,
    line: number,
  ): void {
    const row = this.count++;
    const high = Math.floor(seconds / ABOVE_32_BITS);
    this.user[row] = user;
    this.type[row] = type;
    this.secondsLow[row] = seconds - high * ABOVE_32_BITS;
    this.secondsHigh[row] = high;
    this.nanoseconds[row] = nanoseconds;
    this.offset[row] = byteOffset - this.byteBase;
    this.line[row] = line - this.lineBase;
    if (nanoseconds !== 0) this.hasNanoseconds = true;
    if (high !== 0) this.hasSecondsHigh = true;
  }
}
