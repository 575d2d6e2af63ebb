import { uint32Column } from '../pipeline/columns/memory.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import type { Filter } from './query.ts';

/** Whether a row has what is looked for. */
export type RowMatcher = (row: number) => boolean;

export const NO_ROWS: RowSelection = { rows: new Uint32Array(0), rowCount: 0 };

/** Rows whose columns are only read are taken this many at a time, a millisecond or less. */
export const ROWS_READ = 1 << 13;
/** Rows whose texts are made and held against a pattern. */
export const ROWS_MATCHED = 512;
/** Rows whose records are read from the file: few, since each may be as long as `maxRecordBytes`. */
export const RECORDS_READ = 4;

/** Goes through `work`; the share of it that is done is told as one of `from` to `to` of a larger whole. */
export function* part<Found>(
  work: Generator<number, Found>,
  from: number,
  to: number,
): Generator<number, Found> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    yield from + (to - from) * step.value;
  }
}

/** Shows `visit` each row and its place in the list, one after the other. */
export function* visitRows(
  { rows, rowCount }: RowSelection,
  visit: (row: number, at: number) => void,
  rowsAtOnce: number,
): Generator<number, void> {
  for (let from = 0; from < rowCount; from += rowsAtOnce) {
    const to = Math.min(rowCount, from + rowsAtOnce);
    for (let at = from; at < to; at++) visit(rows === undefined ? at : rows[at], at);
    yield to / rowCount;
  }
}

/** 0, 1, 2 and so on: `count` of them. */
export function* numbersUpTo(count: number): Generator<number, Uint32Array> {
  const numbers = uint32Column(count);
  const write = (number: number): void => {
    numbers[number] = number;
  };
  yield* visitRows({ rows: undefined, rowCount: count }, write, ROWS_READ);
  return numbers;
}

/** The rows for which `keep` says so, in their order. It is asked about them one after the other. */
export function* keepRows(
  list: RowSelection,
  keep: RowMatcher,
  rowsAtOnce: number,
): Generator<number, RowSelection> {
  const kept = new Uint32Array(list.rowCount);
  let count = 0;
  const visit = (row: number): void => {
    if (keep(row)) kept[count++] = row;
  };
  yield* part(visitRows(list, visit, rowsAtOnce), 0, 0.9);
  const rows = uint32Column(count);
  for (let from = 0; from < count; from += ROWS_READ) {
    rows.set(kept.subarray(from, Math.min(count, from + ROWS_READ)), from);
    yield 1;
  }
  return { rows, rowCount: count };
}

/** The rows that the filter keeps. A pattern that is none occurs nowhere: whoever asks has shown its error. */
export function* filterRows(
  list: RowSelection,
  filter: Filter | undefined,
  matcherOf: (pattern: Pattern) => RowMatcher,
  rowsAtOnce = ROWS_MATCHED,
): Generator<number, RowSelection> {
  if (filter === undefined) return list;
  const { text, leaveOut } = filter;
  const pattern = compilePattern(text);
  if ('error' in pattern) return leaveOut ? list : NO_ROWS;
  const matches = matcherOf(pattern);
  return yield* keepRows(list, (row) => matches(row) !== leaveOut, rowsAtOnce);
}
