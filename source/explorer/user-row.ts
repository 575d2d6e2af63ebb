import { idAt } from '../pipeline/columns/row-selection.ts';
import type { Grouping } from '../pipeline/result/dataset.ts';
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
  for (let session = firstSessionFrom(first, count, byUser.start[rank]); session < count; session++) {
    if (first[session] >= end) break;
    kept += eventCount[session];
  }
  return kept;
}

/** The first session that begins at a place among the events by user, or after it. */
function firstSessionFrom(first: Uint32Array, count: number, place: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (first[middle] < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
