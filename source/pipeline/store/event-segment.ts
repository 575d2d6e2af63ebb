import { allocate } from '../columns/memory.ts';
import { ABOVE_32_BITS, type EventBatch } from './event-batch.ts';

/** Columns come in segments of this many rows, so that they grow without copying and keep fixed views. */
export const SEGMENT_BITS = 16;
export const SEGMENT_ROWS = 1 << SEGMENT_BITS;
export const SEGMENT_MASK = SEGMENT_ROWS - 1;

/** One cache line, so that the columns begin on one. */
const HEADER_BYTES = 64;
const ROW_BYTES = 33; // 2 of which are of `typeHigh`

/**
 * The columns of 65,536 events in file order, as views of one buffer: all that a segment is, so that it crosses threads
 * as its buffer. 18 bytes an event; what is 0 in nearly all files (`nanoseconds` and all that is `High`) is not written
 * where it is, and pages nobody touches take no memory.
 */
export interface EventSegment {
  readonly buffer: ArrayBufferLike;
  /** What byte offsets and lines are counted from, in this order: no event of the segment lies before. */
  readonly bases: Float64Array;
  /** At the places below: 1 if any row of a column that is mostly 0 was written. Never 0 again. */
  readonly written: Uint32Array;
  readonly user: Uint32Array;
  /** The type's number: low + high * 2^16. */
  readonly typeLow: Uint16Array;
  readonly typeHigh: Uint16Array;
  /** Seconds since the Unix epoch: low + high * 2^32, high from -15 to 58. */
  readonly secondsLow: Uint32Array;
  readonly secondsHigh: Int8Array;
  readonly nanoseconds: Uint32Array;
  /** Byte offsets and lines: base + low + high * 2^32. */
  readonly offsetLow: Uint32Array;
  readonly offsetHigh: Uint32Array;
  readonly lineLow: Uint32Array;
  readonly lineHigh: Uint32Array;
}

export const BYTE_BASE = 0;
export const LINE_BASE = 1;

/** Places in `written`, a word each: threads that write rows of one segment may set them at the same time. */
export const SECONDS_HIGH = 0;
export const NANOSECONDS = 1;
/** `offsetHigh` or `lineHigh`. */
export const PLACES_HIGH = 2;
export const TYPE_HIGH = 3;

/** An empty segment, for events none of which lies before these: mostly the place of the first. */
export function createSegment(byteOffset: number, line: number): EventSegment {
  const segment = segmentOf(allocate(HEADER_BYTES + ROW_BYTES * SEGMENT_ROWS));
  segment.bases[BYTE_BASE] = byteOffset;
  segment.bases[LINE_BASE] = line;
  return segment;
}

/** The segment that lies in a buffer: what was written there, on another thread too, is seen here. */
export function segmentOf(buffer: ArrayBufferLike): EventSegment {
  // Columns that are always written stand first: pages are taken to their ends.
  const column = (place: number): Uint32Array =>
    new Uint32Array(buffer, HEADER_BYTES + 4 * place * SEGMENT_ROWS, SEGMENT_ROWS);
  return {
    buffer,
    bases: new Float64Array(buffer, 0, 2),
    written: new Uint32Array(buffer, 16, 4),
    user: column(0),
    secondsLow: column(1),
    offsetLow: column(2),
    lineLow: column(3),
    typeLow: new Uint16Array(buffer, HEADER_BYTES + 16 * SEGMENT_ROWS, SEGMENT_ROWS),
    typeHigh: new Uint16Array(buffer, HEADER_BYTES + 18 * SEGMENT_ROWS, SEGMENT_ROWS),
    nanoseconds: column(5),
    offsetHigh: column(6),
    lineHigh: column(7),
    secondsHigh: new Int8Array(buffer, HEADER_BYTES + 32 * SEGMENT_ROWS, SEGMENT_ROWS),
  };
}

// Of columns that are mostly 0 nothing is read, and no page fetched, in segments where they were not written.

/** The seconds since the Unix epoch of one of its rows. */
export function secondsIn({ written, secondsLow, secondsHigh }: EventSegment, row: number): number {
  return written[SECONDS_HIGH] === 0 ? secondsLow[row] : secondsLow[row] + secondsHigh[row] * ABOVE_32_BITS;
}

/** And the nanoseconds beyond these. */
export function nanosecondsIn({ written, nanoseconds }: EventSegment, row: number): number {
  return written[NANOSECONDS] === 0 ? 0 : nanoseconds[row];
}

/** How many segments so many rows need. */
export function segmentsFor(rowCount: number): number {
  return Math.ceil(rowCount / SEGMENT_ROWS);
}

/** The segment that begins with row `row` of `rows`. */
export function segmentFrom(rows: EventBatch, row: number): EventSegment {
  return createSegment(rows.byteBase + rows.offset[row], rows.lineBase + rows.line[row]);
}

/**
 * Writes rows into segments that are there already, as the rows from `firstRow` on. Threads may write different rows of
 * one segment at the same time. What was in the rows is lost.
 */
export function writeRows(segments: readonly EventSegment[], firstRow: number, rows: EventBatch): void {
  for (let from = 0; from < rows.count; ) {
    const at = (firstRow + from) % SEGMENT_ROWS;
    const to = Math.min(rows.count, from + SEGMENT_ROWS - at);
    writePart(segments[Math.floor((firstRow + from) / SEGMENT_ROWS)], at, rows, from, to);
    from = to;
  }
}

function writePart(segment: EventSegment, at: number, rows: EventBatch, from: number, to: number): void {
  const { bases, written } = segment;
  segment.user.set(rows.user.subarray(from, to), at);
  if (moveTypes(rows, segment, at, from, to)) written[TYPE_HIGH] = 1;
  segment.secondsLow.set(rows.secondsLow.subarray(from, to), at);
  if (rows.hasSecondsHigh && copyUnlessZero(rows.secondsHigh, segment.secondsHigh, at, from, to)) {
    written[SECONDS_HIGH] = 1;
  }
  if (rows.hasNanoseconds && copyUnlessZero(rows.nanoseconds, segment.nanoseconds, at, from, to)) {
    written[NANOSECONDS] = 1;
  }
  const { offsetLow, offsetHigh, lineLow, lineHigh } = segment;
  const byteShift = rows.byteBase - bases[BYTE_BASE];
  const lineShift = rows.lineBase - bases[LINE_BASE];
  const farOffset = movePlaces(rows, rows.offset, byteShift, offsetLow, offsetHigh, at, from, to);
  const farLine = movePlaces(rows, rows.line, lineShift, lineLow, lineHigh, at, from, to);
  if (farOffset || farLine) written[PLACES_HIGH] = 1;
}

/** Answers whether any of them needs more than 16 bits. */
function moveTypes(
  { type, arithmetic }: EventBatch,
  { typeLow, typeHigh }: EventSegment,
  at: number,
  from: number,
  to: number,
): boolean {
  const isHigh = arithmetic.union(type, from, to) >>> 16 !== 0;
  if (isHigh) {
    for (let row = from; row < to; row++) {
      if (type[row] >>> 16 !== 0) typeHigh[at + row - from] = type[row] >>> 16;
    }
  }
  typeLow.set(arithmetic.lowHalves(type, from, to), at);
  return isHigh;
}

/** Answers whether anything was written. */
function copyUnlessZero(
  column: Uint32Array | Int8Array,
  into: Uint32Array | Int8Array,
  at: number,
  from: number,
  to: number,
): boolean {
  let any = false;
  for (let row = from; row < to; row++) {
    if (column[row] === 0) continue;
    into[at + row - from] = column[row];
    any = true;
  }
  return any;
}

/**
 * Copies ascending places, each with `shift` added to it, in the rows too; answers whether any of them needs more than
 * 32 bits.
 */
function movePlaces(
  { arithmetic }: EventBatch,
  places: Uint32Array,
  shift: number,
  low: Uint32Array,
  high: Uint32Array,
  at: number,
  from: number,
  to: number,
): boolean {
  const isFar = places[to - 1] + shift >= ABOVE_32_BITS;
  if (isFar) {
    for (let row = from; row < to; row++) {
      const above = Math.floor((places[row] + shift) / ABOVE_32_BITS);
      if (above !== 0) high[at + row - from] = above;
    }
  }
  if (shift !== 0) arithmetic.add(places, from, to, shift);
  low.set(places.subarray(from, to), at);
  return isFar;
}
