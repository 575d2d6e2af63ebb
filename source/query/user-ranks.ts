import { lowerBound } from '../pipeline/columns/lower-bound.ts';
import type { Grouping } from '../pipeline/result/dataset.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { compareUsers } from '../pipeline/store/user-order.ts';
import { ROWS_READ } from './row-list.ts';

/** The user at a rank. */
export function userOfRank(store: EventStore, { byUser }: Grouping, rank: number): number {
  return store.userOf(byUser.events[byUser.start[rank]]);
}

/** For each event that is grouped the rank of its user. */
export function* ranksOfEvents({ byUser }: Grouping): Generator<number, Uint32Array> {
  const { events, start } = byUser;
  const ranks = new Uint32Array(events.length);
  let told = 0;
  for (let rank = 0; rank + 1 < start.length; rank++) {
    for (let at = start[rank]; at < start[rank + 1]; at++) ranks[events[at]] = rank;
    if (start[rank + 1] - told < ROWS_READ) continue;
    told = start[rank + 1];
    yield told / events.length;
  }
  return ranks;
}

/** The user's events in order of time, duplicates among them; none for a user that has none. A binary search. */
export function eventsOfUser(store: EventStore, grouping: Grouping, user: number): Uint32Array {
  const { events, start } = grouping.byUser;
  const userAt = (rank: number): number => userOfRank(store, grouping, rank);
  const rank = lowerBound(
    grouping.uniqueUsers,
    (other) => compareUsers(store.users, userAt(other), user) < 0,
  );
  const isFound = rank < grouping.uniqueUsers && userAt(rank) === user;
  return isFound ? events.subarray(start[rank], start[rank + 1]) : events.subarray(0, 0);
}
