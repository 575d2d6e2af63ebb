import type { ColumnOps } from '../columns/column-ops.ts';
import { DIMENSIONS } from '../validate/dimensions.ts';
import type { FileStart } from './file-table.ts';
import { PLAIN_COLUMN_OPS } from './plain-column-ops.ts';

/** 2^32: the unit of the part of a number above its lowest 32 bits. */
export const ABOVE_32_BITS = 0x1_0000_0000;

/**
 * Valid events as a scan finds them, before a store takes them: columns of a few thousand rows that are reused. Offsets
 * and lines are distances from `byteBase` and `lineBase`, so that events can be scanned before their line in the file is
 * known.
 */
export class EventBatch {
  count = 0;
  /** What `offset` and `line` are counted from. */
  byteBase = 0;
  lineBase = 0;
  /** Whether some row has a time with a fraction of a second, or one outside 1970 to 2106. */
  hasNanoseconds = false;
  hasSecondsHigh = false;
  /** Whether some row has an id of its own: `idLow` and `idHigh` are not both 0. */
  hasIds = false;
  /** Whether the record of some row that the kernel has read may hold more than plain ASCII, which has no backslash. */
  hasUnplainRow = false;
  /** How many rows were appended, and of how many of these the record is plain ASCII. */
  private appendedRows = 0;
  plainRows = 0;

  /** The lowest 32 bits of the seconds since the Unix epoch, and the bits above them (-15 to 58). */
  secondsLow!: Uint32Array; // set by `attach`, as are all columns
  secondsHigh!: Int8Array;
  nanoseconds!: Uint32Array;
  user!: Uint32Array;
  offset!: Uint32Array;
  line!: Uint32Array;
  /** The numbers of each dimension. */
  dimensions!: readonly Uint32Array[];
  /** The hash of the event's own id in two halves; 0 and 0 for an event that has none. */
  idLow!: Uint32Array;
  idHigh!: Uint32Array;

  /**
   * The columns lie end to end in `buffer`, from `byteOffset` on, and take `bytesFor(capacity)` bytes. `columnOps`: the
   * kernel's, where `buffer` is its memory.
   */
  constructor(
    readonly capacity: number,
    buffer: ArrayBufferLike = new ArrayBuffer(EventBatch.bytesFor(capacity)),
    byteOffset = 0,
    readonly columnOps: ColumnOps = PLAIN_COLUMN_OPS,
  ) {
    this.attach(buffer, byteOffset);
  }

  /** Returns the bytes that the columns take. */
  static bytesFor(capacity: number): number {
    return (29 + 4 * DIMENSIONS) * capacity;
  }

  /** Points the columns at their memory again after it has moved to another buffer. */
  attach(buffer: ArrayBufferLike, byteOffset: number): void {
    const { capacity } = this;
    const column = (place: number): Uint32Array =>
      new Uint32Array(buffer, byteOffset + 4 * place * capacity, capacity);
    this.user = column(0);
    this.dimensions = Array.from({ length: DIMENSIONS }, (_, dimension) => column(1 + dimension));
    this.secondsLow = column(1 + DIMENSIONS);
    this.nanoseconds = column(2 + DIMENSIONS);
    this.offset = column(3 + DIMENSIONS);
    this.line = column(4 + DIMENSIONS);
    this.idLow = column(5 + DIMENSIONS);
    this.idHigh = column(6 + DIMENSIONS);
    this.secondsHigh = new Int8Array(buffer, byteOffset + (28 + 4 * DIMENSIONS) * capacity, capacity);
  }

  /** Whether there is no room for another event. */
  get isFull(): boolean {
    return this.count === this.capacity;
  }

  /** Removes all rows. The next ones must lie less than 2^32 bytes and lines after these bases. */
  begin(byteBase: number, lineBase: number): void {
    this.count = 0;
    this.byteBase = byteBase;
    this.lineBase = lineBase;
    this.hasNanoseconds = false;
    this.hasSecondsHigh = false;
    this.hasIds = false;
    this.hasUnplainRow = false;
    this.appendedRows = 0;
    this.plainRows = 0;
  }

  /** Whether the record of some row may hold more than plain ASCII. */
  get hasUncheckedText(): boolean {
    return this.hasUnplainRow || this.plainRows < this.appendedRows;
  }

  /** Turns offsets and lines within a file into those of the whole input, as stores keep them. */
  moveTo({ byteBase, lineBase }: FileStart): void {
    this.byteBase += byteBase;
    this.lineBase += lineBase;
  }

  /**
   * Adds an event; there must be room. `numbers`: its number in each dimension. `byteOffset` and `line` are counted from
   * the beginning of the file.
   */
  append(
    user: number,
    numbers: readonly number[],
    seconds: number,
    nanoseconds: number,
    byteOffset: number,
    line: number,
    idLow = 0,
    idHigh = 0,
  ): void {
    const row = this.count++;
    const high = Math.floor(seconds / ABOVE_32_BITS);
    this.user[row] = user;
    for (let dimension = 0; dimension < DIMENSIONS; dimension++) {
      this.dimensions[dimension][row] = numbers[dimension];
    }
    this.secondsLow[row] = seconds - high * ABOVE_32_BITS;
    this.secondsHigh[row] = high;
    this.nanoseconds[row] = nanoseconds;
    this.offset[row] = byteOffset - this.byteBase;
    this.line[row] = line - this.lineBase;
    if (nanoseconds !== 0) this.hasNanoseconds = true;
    if (high !== 0) this.hasSecondsHigh = true;
    this.idLow[row] = idLow;
    this.idHigh[row] = idHigh;
    if ((idLow | idHigh) !== 0) this.hasIds = true;
    this.appendedRows++;
  }
}
