import { lowerBound } from '../pipeline/columns/lower-bound.ts';
import { idAt } from '../pipeline/columns/row-selection.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import { userOfRank } from '../query/user-ranks.ts';
import type { ShownRows } from './model.ts';

/** A user in the picker. */
interface UserRow {
  readonly name: string;
  readonly keptCount: number;
}

/** The user in a row of the picker; nothing before events were grouped. */
export function userRow(shown: ShownRows, row: number): UserRow | undefined {
  const { store, grouping } = shown.dataset;
  if (grouping === undefined) return undefined;
  const rank = idAt(shown, row);
  const name = store.users.textOf(userOfRank(store, grouping, rank));
  return { name, keptCount: keptOfRank(grouping, rank) };
}

/** How many events are kept of the user at a rank: the sum over his sessions. */
function keptOfRank({ byUser, sessions }: Grouping, rank: number): number {
  const { first, eventCount, count } = sessions;
  const end = byUser.start[rank + 1];
  let kept = 0;
  for (
    let session = lowerBound(count, (other) => first[other] < byUser.start[rank]);
    session < count;
    session++
  ) {
    if (first[session] >= end) break;
    kept += eventCount[session];
  }
  return kept;
}
