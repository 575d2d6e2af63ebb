import { formatCount } from '../../format/human-format.ts';
import { lowerBound } from '../../pipeline/columns/lower-bound.ts';
import type { Grouping } from '../../pipeline/group/grouping.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { userText } from '../../query/row-text.ts';
import { rankOfUser, userOfRank } from '../../query/user-ranks.ts';
import { type Cells, screenColumns, type TableContext, type TableSpec } from './table-spec.ts';

/** Users by rank: their position in the order of spec section 5. The user picker is drawn from it. */
export const usersTable: TableSpec = {
  columns: screenColumns('users', [
    { name: 'user_id', leastWidth: 8, width: 24, grows: true, sortable: false },
    { name: 'event_count', leastWidth: 13, width: 13, right: true, sortable: false },
  ]),
  cells,
  query: ({ options, scope }) => ({ kind: 'users', scope, pattern: undefined, zone: options.zone }),
  sameRow: sameUser,
  emptyText: () => 'no events, so no users',
};

function cells(_: TableContext, { store, grouping }: Dataset, rank: number): Cells | undefined {
  if (grouping === undefined) return undefined;
  return {
    user_id: userText(store, grouping, rank),
    event_count: formatCount(keptEventCount(grouping, rank)),
  };
}

/** Returns how many events of the user at a rank are not duplicates: the sum over the user's sessions. */
function keptEventCount({ byUser, sessions }: Grouping, rank: number): number {
  const { first, eventCount, count } = sessions;
  const end = byUser.start[rank + 1];
  let kept = 0;
  const firstSession = lowerBound(count, (session) => first[session] < byUser.start[rank]);
  for (let session = firstSession; session < count; session++) {
    if (first[session] >= end) break;
    kept += eventCount[session];
  }
  return kept;
}

/** Returns the rank in a later dataset of the user at a rank, or -1: users who come in before it move it. */
function sameUser(before: Dataset, now: Dataset, rank: number): number {
  const { grouping: old } = before;
  const { grouping } = now;
  if (old === undefined || grouping === undefined || old === grouping) return rank;
  return rankOfUser(now.store, grouping, userOfRank(before.store, old, rank)) ?? -1;
}
