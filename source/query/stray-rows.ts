import { isDamage } from '../format/stray-words.ts';
import { rescale } from '../pipeline/columns/cooperative.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import type { StraysQuery } from './query.ts';
import { keepRows, ROWS_PER_STEP } from './row-list.ts';
import { sortRows } from './sort-rows.ts';

/** Returns stray runs by their index among the kept ones. Equal ones stay in file order. */
export function* strayRuns(
  dataset: Dataset,
  { which, sort: { column, descending } }: StraysQuery,
): Generator<number, RowSelection> {
  const { strays } = dataset;
  const all: RowSelection = { rows: undefined, rowCount: strays.count };
  const isWanted = (run: number): boolean => isDamage(dataset, run) === (which === 'damage');
  const kept = yield* rescale(keepRows(all, isWanted, ROWS_PER_STEP), 0, 0.5);
  if (column === 'length') {
    return yield* rescale(
      sortRows(kept, (run) => strays.byteLengthOf(run), descending),
      0.5,
      1,
    );
  }
  // Runs are in file order, and so are lines and offsets.
  return descending
    ? yield* rescale(
        sortRows(kept, (run) => strays.byteOffsetOf(run), true),
        0.5,
        1,
      )
    : kept;
}
