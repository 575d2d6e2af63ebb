import { lowerBound } from '../pipeline/columns/lower-bound.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { compareUsers } from '../pipeline/store/user-order.ts';
import { ROWS_PER_STEP } from './row-list.ts';

/** Returns the user at a rank, by number in the store. */
export function userOfRank(store: EventStore, { byUser }: Grouping, rank: number): number {
  return store.userOf(byUser.events[byUser.start[rank]]);
}

/** Returns the rank of the user of each event in the grouping. */
export function* ranksOfEvents({ byUser }: Grouping): Generator<number, Uint32Array> {
  const { events, start } = byUser;
  const ranks = new Uint32Array(events.length);
  let pausedAt = 0;
  for (let rank = 0; rank + 1 < start.length; rank++) {
    for (let at = start[rank]; at < start[rank + 1]; at++) ranks[events[at]] = rank;
    if (start[rank + 1] - pausedAt < ROWS_PER_STEP) continue;
    pausedAt = start[rank + 1];
    yield pausedAt / events.length;
  }
  return ranks;
}

/** Returns the rank of a user, by number in the store; undefined for a user without events in the grouping. */
export function rankOfUser(store: EventStore, grouping: Grouping, user: number): number | undefined {
  const userAt = (rank: number): number => userOfRank(store, grouping, rank);
  const rank = lowerBound(
    grouping.uniqueUsers,
    (other) => compareUsers(store.users, userAt(other), user) < 0,
  );
  return rank < grouping.uniqueUsers && userAt(rank) === user ? rank : undefined;
}

/** Returns the events of a user in order of time, duplicates included; none for a user without events. */
export function eventsOfUser(store: EventStore, grouping: Grouping, user: number): Uint32Array {
  const { events, start } = grouping.byUser;
  const rank = rankOfUser(store, grouping, user);
  return rank === undefined ? events.subarray(0, 0) : events.subarray(start[rank], start[rank + 1]);
}
