import { uint32Column } from '../pipeline/columns/memory.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import { part, ROWS_READ, visitRows } from './row-list.ts';
import { sortByKey } from './sort-by-key.ts';

/** A column of numbers: the one of a row. */
export type ColumnOf = (row: number) => number;

/** Times, or lengths of time, one for each row of a list. */
export interface InstantKeys {
  readonly seconds: Float64Array;
  readonly nanoseconds: Float64Array;
}

/** The rows in the order of a column; equal ones as they were, in descending order too. */
export function* sortRows(
  list: RowSelection,
  keyOf: ColumnOf,
  descending: boolean,
): Generator<number, RowSelection> {
  const keys = yield* part(keysOf(list, keyOf), 0, 0.2);
  const order = yield* part(sortByKey(keys, { descending }), 0.2, 0.9);
  return yield* part(inOrder(list, order), 0.9, 1);
}

/** The same by times. */
export function* sortRowsByInstant(
  list: RowSelection,
  { seconds, nanoseconds }: InstantKeys,
  descending: boolean,
): Generator<number, RowSelection> {
  const finer = yield* part(sortByKey(nanoseconds, { descending }), 0, 0.4);
  const order = yield* part(sortByKey(seconds, { descending, order: finer }), 0.4, 0.9);
  return yield* part(inOrder(list, order), 0.9, 1);
}

/** The rows the other way round, save that those next to each other which are the `same` stay as they stand. */
export function* reversed(
  rows: Uint32Array,
  same: (row: number, next: number) => boolean,
): Generator<number, RowSelection> {
  const { length } = rows;
  const turned = uint32Column(length);
  let told = length;
  for (let end = length; end > 0; ) {
    let start = end - 1;
    while (start > 0 && same(rows[start - 1], rows[start])) start--;
    for (let i = start; i < end; i++) turned[length - end + i - start] = rows[i];
    end = start;
    if (told - end < ROWS_READ) continue;
    told = end;
    yield 1 - end / length;
  }
  return { rows: turned, rowCount: length };
}

function* keysOf(list: RowSelection, keyOf: ColumnOf): Generator<number, Float64Array> {
  const keys = new Float64Array(list.rowCount);
  const gather = (row: number, at: number): void => {
    keys[at] = keyOf(row);
  };
  yield* visitRows(list, gather, ROWS_READ);
  return keys;
}

/** The rows of a list in the order of `order`, which is spent; without it as they stand. */
function* inOrder(list: RowSelection, order: Uint32Array | undefined): Generator<number, RowSelection> {
  if (order === undefined) return list;
  const { rows, rowCount } = list;
  if (rows === undefined) return { rows: order, rowCount };
  for (let from = 0; from < rowCount; from += ROWS_READ) {
    const to = Math.min(rowCount, from + ROWS_READ);
    for (let at = from; at < to; at++) order[at] = rows[order[at]];
    yield to / rowCount;
  }
  return { rows: order, rowCount };
}
