import type { Dataset } from '../pipeline/dataset.ts';
import type { UsersQuery } from './query.ts';
import { filterRows, keepRows, NO_ROWS, part, ROWS_READ, type RowList } from './row-list.ts';
import { userMatcher } from './row-match.ts';
import { rankCount } from './user-ranks.ts';

/** The users that have an event, by rank. */
export function* userRows({ store, grouping }: Dataset, { filter }: UsersQuery): Generator<number, RowList> {
  if (grouping === undefined) return NO_ROWS;
  const { start } = grouping.byUser;
  const all: RowList = { rows: undefined, rowCount: rankCount(grouping) };
  const present =
    grouping.uniqueUsers === all.rowCount
      ? all
      : yield* part(
          keepRows(all, (rank) => start[rank + 1] > start[rank], ROWS_READ),
          0,
          0.3,
        );
  const filtered = filterRows(present, filter, (pattern) => userMatcher(store, grouping, pattern));
  return yield* part(filtered, 0.3, 1);
}
