import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import type { UsersQuery } from './query.ts';
import { filterRows, NO_ROWS } from './row-list.ts';
import { userMatcher } from './row-match.ts';

/** Returns the users that have an event, by rank. */
export function* userRows(
  { store, grouping }: Dataset,
  { filter }: UsersQuery,
): Generator<number, RowSelection> {
  if (grouping === undefined) return NO_ROWS;
  const all: RowSelection = { rows: undefined, rowCount: grouping.uniqueUsers };
  return yield* filterRows(all, filter, (pattern) => userMatcher(store, grouping, pattern));
}
