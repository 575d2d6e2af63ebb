import type { ColumnOps } from '../columns/column-ops.ts';
import { allocate } from '../columns/memory.ts';
import { DIMENSIONS, TYPE_DIMENSION } from '../validate/dimensions.ts';
import { ABOVE_32_BITS, type EventBatch } from './event-batch.ts';

/** Columns come in segments of this many rows, so that they grow without copying and keep fixed views. */
export const SEGMENT_BITS = 16;
export const SEGMENT_ROWS = 1 << SEGMENT_BITS;
export const SEGMENT_MASK = SEGMENT_ROWS - 1;

/** One cache line, so that the columns begin on one. */
const HEADER_BYTES = 64;
const ROW_BYTES = 37 + 4 * DIMENSIONS;

/** The numbers of a dimension: low + high * 2^16. */
export interface DimensionColumn {
  readonly low: Uint16Array;
  readonly high: Uint16Array;
}

/**
 * The columns of 65,536 events in file order, as views of one buffer, which is all that another thread needs. An event
 * takes 18 bytes: columns that are 0 in nearly all files (`nanoseconds`, ids and all `High` ones) are not written as long
 * as they are 0, and untouched pages take no memory.
 */
export interface EventSegment {
  readonly buffer: ArrayBufferLike;
  /** What byte offsets and lines are counted from, in this order; no event of the segment lies before. */
  readonly bases: Float64Array;
  /** For columns that are mostly 0, at the indices below: 1 once a row of the column was written. */
  readonly written: Uint32Array;
  readonly user: Uint32Array;
  /** A column for each dimension. */
  readonly dimensions: readonly DimensionColumn[];
  /** Seconds since the Unix epoch: low + high * 2^32, high from -15 to 58. */
  readonly secondsLow: Uint32Array;
  readonly secondsHigh: Int8Array;
  readonly nanoseconds: Uint32Array;
  /** Byte offsets and lines: base + low + high * 2^32. */
  readonly offsetLow: Uint32Array;
  readonly offsetHigh: Uint32Array;
  readonly lineLow: Uint32Array;
  readonly lineHigh: Uint32Array;
  /** The hash of the event's own id; 0 and 0: it has none (docs/decisions/016). */
  readonly idLow: Uint32Array;
  readonly idHigh: Uint32Array;
}

export const BYTE_BASE = 0;
export const LINE_BASE = 1;

/** Indices into `written`, a word each: threads that write rows of one segment may set them at the same time. */
const SECONDS_HIGH = 0;
const NANOSECONDS = 1;
/** For `offsetHigh` and `lineHigh`. */
export const ADDRESSES_HIGH = 2;
/** For `idLow` and `idHigh`. */
const IDS = 3;
/** For `high` of dimension 0; those of further dimensions follow. */
export const DIMENSION_HIGH = 4;

/** Creates an empty segment. `byteOffset` and `line`: where its first event lies. */
export function createSegment(byteOffset: number, line: number): EventSegment {
  const segment = segmentOf(allocate(HEADER_BYTES + ROW_BYTES * SEGMENT_ROWS));
  segment.bases[BYTE_BASE] = byteOffset;
  segment.bases[LINE_BASE] = line;
  return segment;
}

/** Returns the segment in a buffer, with what any thread has written to it. */
export function segmentOf(buffer: ArrayBufferLike): EventSegment {
  // Columns that are always written come first, so that their pages are full.
  const column = (place: number): Uint32Array =>
    new Uint32Array(buffer, HEADER_BYTES + 4 * place * SEGMENT_ROWS, SEGMENT_ROWS);
  const half = (place: number): Uint16Array =>
    new Uint16Array(buffer, HEADER_BYTES + (16 + 2 * place) * SEGMENT_ROWS, SEGMENT_ROWS);
  return {
    buffer,
    bases: new Float64Array(buffer, 0, 2),
    written: new Uint32Array(buffer, 16, DIMENSION_HIGH + DIMENSIONS),
    user: column(0),
    secondsLow: column(1),
    offsetLow: column(2),
    lineLow: column(3),
    dimensions: Array.from({ length: DIMENSIONS }, (_, dimension) => ({
      low: half(dimension),
      high: half(DIMENSIONS + dimension),
    })),
    nanoseconds: column(4 + DIMENSIONS),
    offsetHigh: column(5 + DIMENSIONS),
    lineHigh: column(6 + DIMENSIONS),
    idLow: column(7 + DIMENSIONS),
    idHigh: column(8 + DIMENSIONS),
    secondsHigh: new Int8Array(buffer, HEADER_BYTES + 4 * (9 + DIMENSIONS) * SEGMENT_ROWS, SEGMENT_ROWS),
  };
}

// A column that is mostly 0 is not read in segments that never wrote it, so that none of its pages is touched.

/** The seconds since the Unix epoch in a row. */
export function secondsIn({ written, secondsLow, secondsHigh }: EventSegment, row: number): number {
  return written[SECONDS_HIGH] === 0 ? secondsLow[row] : secondsLow[row] + secondsHigh[row] * ABOVE_32_BITS;
}

/** The nanoseconds in a row. */
export function nanosecondsIn({ written, nanoseconds }: EventSegment, row: number): number {
  return written[NANOSECONDS] === 0 ? 0 : nanoseconds[row];
}

/** The lower half of the hash of an event's own id. */
export function idLowIn({ written, idLow }: EventSegment, row: number): number {
  return written[IDS] === 0 ? 0 : idLow[row];
}

/** The upper half of the hash of an event's own id. Both halves are 0 for an event without one. */
export function idHighIn({ written, idHigh }: EventSegment, row: number): number {
  return written[IDS] === 0 ? 0 : idHigh[row];
}

/** Whether some time of the segment lies before 1970 or after 2106: `secondsHigh` is then not 0. */
export function hasSecondsHigh({ written }: EventSegment): boolean {
  return written[SECONDS_HIGH] !== 0;
}

/** Whether some time of the segment has a fraction of a second. */
export function hasNanoseconds({ written }: EventSegment): boolean {
  return written[NANOSECONDS] !== 0;
}

/** Whether some event of the segment has an id. */
export function hasIds({ written }: EventSegment): boolean {
  return written[IDS] !== 0;
}

/** Whether some type of the segment takes more than 16 bits. */
export function hasTypesHigh({ written }: EventSegment): boolean {
  return written[DIMENSION_HIGH + TYPE_DIMENSION] !== 0;
}

/** The column of the types. */
export function typesOf({ dimensions }: EventSegment): DimensionColumn {
  return dimensions[TYPE_DIMENSION];
}

/** Returns how many segments the rows take. */
export function segmentsFor(rowCount: number): number {
  return Math.ceil(rowCount / SEGMENT_ROWS);
}

/** Creates the segment that begins with row `row` of `rows`. */
export function segmentFrom(rows: EventBatch, row: number): EventSegment {
  return createSegment(rows.byteBase + rows.offset[row], rows.lineBase + rows.line[row]);
}

/**
 * Writes rows to existing segments, as the rows from `firstRow` on. Threads may write different rows of one segment at
 * the same time. Overwrites the batch.
 */
export function writeRows(segments: readonly EventSegment[], firstRow: number, rows: EventBatch): void {
  for (let from = 0; from < rows.count; ) {
    const at = (firstRow + from) % SEGMENT_ROWS;
    const to = Math.min(rows.count, from + SEGMENT_ROWS - at);
    writeSlice(segments[Math.floor((firstRow + from) / SEGMENT_ROWS)], rows, { from, to, at });
    from = to;
  }
}

/** Rows `[from..to)` of a batch, which go to the rows of a segment from `at` on. */
interface Slice {
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

function writeSlice(segment: EventSegment, rows: EventBatch, slice: Slice): void {
  const { bases, written } = segment;
  const { from, to, at } = slice;
  segment.user.set(rows.user.subarray(from, to), at);
  for (let dimension = 0; dimension < DIMENSIONS; dimension++) {
    const isHigh = writeDimension(
      segment.dimensions[dimension],
      rows.dimensions[dimension],
      rows.columnOps,
      slice,
    );
    if (isHigh) written[DIMENSION_HIGH + dimension] = 1;
  }
  segment.secondsLow.set(rows.secondsLow.subarray(from, to), at);
  if (rows.hasSecondsHigh && copyUnlessZero(rows.secondsHigh, segment.secondsHigh, slice)) {
    written[SECONDS_HIGH] = 1;
  }
  if (rows.hasNanoseconds && copyUnlessZero(rows.nanoseconds, segment.nanoseconds, slice)) {
    written[NANOSECONDS] = 1;
  }
  if (rows.hasIds) {
    copyUnlessZero(rows.idLow, segment.idLow, slice);
    copyUnlessZero(rows.idHigh, segment.idHigh, slice);
    written[IDS] = 1;
  }
  const offsets = { low: segment.offsetLow, high: segment.offsetHigh };
  const lines = { low: segment.lineLow, high: segment.lineHigh };
  const hasFarOffset = writeAscending(offsets, rows, 'offset', rows.byteBase - bases[BYTE_BASE], slice);
  const hasFarLine = writeAscending(lines, rows, 'line', rows.lineBase - bases[LINE_BASE], slice);
  if (hasFarOffset || hasFarLine) written[ADDRESSES_HIGH] = 1;
}

/** Returns whether some number takes more than 16 bits. */
function writeDimension(
  { low, high }: DimensionColumn,
  numbers: Uint32Array,
  columnOps: ColumnOps,
  { from, to, at }: Slice,
): boolean {
  const isHigh = columnOps.union(numbers, from, to) >>> 16 !== 0;
  if (isHigh) {
    for (let row = from; row < to; row++) {
      if (numbers[row] >>> 16 !== 0) high[at + row - from] = numbers[row] >>> 16;
    }
  }
  low.set(columnOps.lowHalves(numbers, from, to), at);
  return isHigh;
}

/** Returns whether some row was not 0. */
function copyUnlessZero(
  column: Uint32Array | Int8Array,
  into: Uint32Array | Int8Array,
  { from, to, at }: Slice,
): boolean {
  let any = false;
  for (let row = from; row < to; row++) {
    if (column[row] === 0) continue;
    into[at + row - from] = column[row];
    any = true;
  }
  return any;
}

/** Writes an ascending column with `shift` added to each row. Returns whether some row takes more than 32 bits. */
function writeAscending(
  { low, high }: { readonly low: Uint32Array; readonly high: Uint32Array },
  batch: EventBatch,
  name: 'offset' | 'line',
  shift: number,
  { from, to, at }: Slice,
): boolean {
  const { columnOps } = batch;
  const column = batch[name];
  const isFar = column[to - 1] + shift >= ABOVE_32_BITS;
  if (isFar) {
    for (let row = from; row < to; row++) {
      const above = Math.floor((column[row] + shift) / ABOVE_32_BITS);
      if (above !== 0) high[at + row - from] = above;
    }
  }
  if (shift !== 0) columnOps.add(column, from, to, shift);
  low.set(column.subarray(from, to), at);
  return isFar;
}
