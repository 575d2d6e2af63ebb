import { allocate } from './memory.ts';

/** Columns come in segments of this many rows, so that they grow without copying and keep fixed views. */
export const SEGMENT_BITS = 16;
export const SEGMENT_ROWS = 1 << SEGMENT_BITS;
export const SEGMENT_MASK = SEGMENT_ROWS - 1;

/** Lines are kept in 32 bits as the distance from a base; past this, long before the bits end, comes a new base. */
const FARTHEST_LINE = 0x80000000;

/** The columns of 65,536 events in file order, 32 bytes an event: views of one buffer, as plain data. */
export interface EventSegment {
  readonly user: Uint32Array;
  readonly type: Uint32Array;
  readonly seconds: Float64Array;
  /** Never written where 0: pages nobody touches take no memory. */
  readonly nanoseconds: Uint32Array;
  readonly byteOffset: Float64Array;
  /** Lines after the base that holds for the row. */
  readonly lineDelta: Uint32Array;
  /** The base that holds for rows yet to come. */
  lineBase: number;
  /** All bases, each from a row on; the first from row 0. */
  readonly lineBases: { fromRow: number; line: number }[];
}

/** An empty segment; its lines are counted from `lineBase`. */
export function createSegment(lineBase: number): EventSegment {
  const buffer = allocate(32 * SEGMENT_ROWS);
  const column = (place: number): Uint32Array => new Uint32Array(buffer, place * SEGMENT_ROWS, SEGMENT_ROWS);
  const wideColumn = (place: number): Float64Array =>
    new Float64Array(buffer, place * SEGMENT_ROWS, SEGMENT_ROWS);
  return {
    seconds: wideColumn(0),
    byteOffset: wideColumn(8),
    user: column(16),
    type: column(20),
    lineDelta: column(24),
    nanoseconds: column(28),
    lineBase,
    lineBases: [{ fromRow: 0, line: lineBase }],
  };
}

/** Sees to it that `line` can be kept in row `row` and all after it. */
export function rebaseLines(segment: EventSegment, row: number, line: number): void {
  if (line - segment.lineBase <= FARTHEST_LINE) return;
  segment.lineBase = line;
  segment.lineBases.push({ fromRow: row, line });
}

export function lineInSegment({ lineBases, lineDelta }: EventSegment, row: number): number {
  let at = lineBases.length - 1;
  while (lineBases[at].fromRow > row) at--;
  return lineBases[at].line + lineDelta[row];
}
