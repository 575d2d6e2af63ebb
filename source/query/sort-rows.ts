import { rescale } from '../pipeline/columns/cooperative.ts';
import { uint32Column } from '../pipeline/columns/memory.ts';
import { radixSortInSteps, type SortKeys } from '../pipeline/columns/radix-sort.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import { ROWS_PER_STEP, visitRows } from './row-list.ts';

/** Returns the number that a row has in a column. */
export type ColumnOf = (row: number) => number;

/** Instants or durations, one for each row of a list. */
export interface InstantKeys {
  readonly seconds: Float64Array;
  readonly nanoseconds: Float64Array;
}

/** Sorts rows by a column. Equal ones stay in their order, in descending order too. */
export function* sortRows(
  list: RowSelection,
  keyOf: ColumnOf,
  descending: boolean,
): Generator<number, RowSelection> {
  const keys = yield* rescale(keysOf(list, keyOf), 0, 0.2);
  return yield* rescale(sortRowsBy(list, keys, descending), 0.2, 1);
}

/** Sorts rows by keys, one for each row of the list. Equal ones stay in their order, in descending order too. */
export function* sortRowsBy(
  list: RowSelection,
  keys: SortKeys,
  descending: boolean,
): Generator<number, RowSelection> {
  const order = yield* rescale(radixSortInSteps(keys, { descending }), 0, 0.9);
  return yield* rescale(inOrder(list, order), 0.9, 1);
}

/** Sorts rows by instants or durations. Equal ones stay in their order, in descending order too. */
export function* sortRowsByInstant(
  list: RowSelection,
  { seconds, nanoseconds }: InstantKeys,
  descending: boolean,
): Generator<number, RowSelection> {
  const finer = yield* rescale(radixSortInSteps(nanoseconds, { descending }), 0, 0.4);
  const order = yield* rescale(radixSortInSteps(seconds, { descending, order: finer }), 0.4, 0.9);
  return yield* rescale(inOrder(list, order), 0.9, 1);
}

/** Reverses the rows, but keeps the order of rows next to each other that are the `same`. */
export function* reversed(
  rows: Uint32Array,
  same: (row: number, next: number) => boolean,
): Generator<number, RowSelection> {
  const { length } = rows;
  const result = uint32Column(length);
  let pausedAt = length;
  for (let end = length; end > 0; ) {
    let start = end - 1;
    while (start > 0 && same(rows[start - 1], rows[start])) start--;
    for (let i = start; i < end; i++) result[length - end + i - start] = rows[i];
    end = start;
    if (pausedAt - end < ROWS_PER_STEP) continue;
    pausedAt = end;
    yield 1 - end / length;
  }
  return { rows: result, rowCount: length };
}

function* keysOf(list: RowSelection, keyOf: ColumnOf): Generator<number, Float64Array> {
  const keys = new Float64Array(list.rowCount);
  const gather = (row: number, at: number): void => {
    keys[at] = keyOf(row);
  };
  yield* visitRows(list, gather, ROWS_PER_STEP);
  return keys;
}

/** Applies this order, which it overwrites, to the rows of a list; without an order they stay as they are. */
function* inOrder(list: RowSelection, order: Uint32Array | undefined): Generator<number, RowSelection> {
  if (order === undefined) return list;
  const { rows, rowCount } = list;
  if (rows === undefined) return { rows: order, rowCount };
  for (let from = 0; from < rowCount; from += ROWS_PER_STEP) {
    const to = Math.min(rowCount, from + ROWS_PER_STEP);
    for (let at = from; at < to; at++) order[at] = rows[order[at]];
    yield to / rowCount;
  }
  return { rows: order, rowCount };
}
