import { lowerBound } from './lower-bound.ts';

/** Rows in the order of their places in the input. */
interface PlacedRows {
  readonly count: number;
  byteOffsetOf(row: number): number;
}

/** Returns how many of the rows begin before a byte offset. */
export function rowsBefore(rows: PlacedRows, byteOffset: number): number {
  return lowerBound(rows.count, (row) => rows.byteOffsetOf(row) < byteOffset);
}

/** Returns the row that begins at a byte offset; undefined if none does. */
export function rowAt(rows: PlacedRows, byteOffset: number): number | undefined {
  const row = rowsBefore(rows, byteOffset);
  return row < rows.count && rows.byteOffsetOf(row) === byteOffset ? row : undefined;
}
