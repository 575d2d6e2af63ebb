import { uint32Column } from '../pipeline/columns/memory.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';

/** Whether a row matches. */
export type RowMatcher = (row: number) => boolean;

/** The rows of a table that is empty. */
export const NO_ROWS: RowSelection = { rows: new Uint32Array(0), rowCount: 0 };

/** Rows between two yields if only columns are read: at most a millisecond. */
export const ROWS_PER_STEP = 1 << 13;
/** Rows between two yields if texts are made and matched. */
export const MATCHES_PER_STEP = 512;
/** Rows between two yields if records are read from the file: few, since each may be `maxRecordBytes` long. */
export const RECORDS_PER_STEP = 4;

/** Calls `visit` with each row and its index in the list, in order; yields the share done. */
export function* visitRows(
  { rows, rowCount }: RowSelection,
  visit: (row: number, at: number) => void,
  rowsPerStep: number,
): Generator<number, void> {
  for (let from = 0; from < rowCount; from += rowsPerStep) {
    const to = Math.min(rowCount, from + rowsPerStep);
    for (let at = from; at < to; at++) visit(rows === undefined ? at : rows[at], at);
    yield to / rowCount;
  }
}

/** Returns the numbers 0 to `count` - 1. */
export function* numbersUpTo(count: number): Generator<number, Uint32Array> {
  const numbers = uint32Column(count);
  const write = (number: number): void => {
    numbers[number] = number;
  };
  yield* visitRows({ rows: undefined, rowCount: count }, write, ROWS_PER_STEP);
  return numbers;
}

/** Bytes of records that are read between two yields: a millisecond or two. */
const COST_PER_STEP = 128 * 1024;

/**
 * Returns the rows for which `keep` returns true, in their order. It is called in that order. `records`: what reading
 * records has cost it so far, in bytes.
 */
export function* keepRows(
  list: RowSelection,
  keep: RowMatcher,
  rowsPerStep: number,
  records?: { readonly cost: number },
): Generator<number, RowSelection> {
  const { rowCount } = list;
  const kept = new Uint32Array(rowCount);
  let count = 0;
  const atOnce = records === undefined ? rowsPerStep : RECORDS_PER_STEP;
  let yieldedAt = 0;
  let cost = 0;
  for (let from = 0; from < rowCount; from += atOnce) {
    const to = Math.min(rowCount, from + atOnce);
    count = keepSome(list, keep, from, to, kept, count);
    if (records !== undefined) {
      if (to - yieldedAt < rowsPerStep && records.cost - cost < COST_PER_STEP) continue;
      yieldedAt = to;
      cost = records.cost;
    }
    yield (0.9 * to) / rowCount;
  }
  return { rows: yield* inSharedMemory(kept, count), rowCount: count };
}

/** Copies the first `count` numbers to memory that other threads can read. */
export function* inSharedMemory(numbers: Uint32Array, count: number): Generator<number, Uint32Array> {
  const shared = uint32Column(count);
  for (let from = 0; from < count; from += ROWS_PER_STEP) {
    shared.set(numbers.subarray(from, Math.min(count, from + ROWS_PER_STEP)), from);
    yield 1;
  }
  return shared;
}

/** Appends those of rows `[from..to)` that are kept to `kept`, which has `count` rows; returns how many it has then. */
function keepSome(
  { rows }: RowSelection,
  keep: RowMatcher,
  from: number,
  to: number,
  kept: Uint32Array,
  count: number,
): number {
  let next = count;
  if (rows === undefined) {
    for (let row = from; row < to; row++) if (keep(row)) kept[next++] = row;
    return next;
  }
  for (let at = from; at < to; at++) {
    const row = rows[at];
    if (keep(row)) kept[next++] = row;
  }
  return next;
}

/** Returns the numbers of some rows. */
export function rowsOf({ rows, rowCount }: RowSelection): Uint32Array {
  return rows ?? Uint32Array.from({ length: rowCount }, (_, row) => row);
}
