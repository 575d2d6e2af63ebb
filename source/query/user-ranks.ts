import type { Grouping } from '../pipeline/dataset.ts';
import type { EventStore } from '../pipeline/event-store.ts';
import { FIRST_OTHER_USER } from '../pipeline/users.ts';
import { ROWS_READ } from './row-list.ts';

/** The user at a rank that has events. */
export function userOfRank(store: EventStore, { byUser }: Grouping, rank: number): number {
  return store.userOf(byUser.events[byUser.start[rank]]);
}

/** How many ranks there are, those without an event too. */
export function rankCount({ byUser: { start } }: Grouping): number {
  return Math.max(0, start.length - 1);
}

const ranksByGrouping = new WeakMap<Grouping, Uint32Array>();

/** For each user number the user's rank and 1; 0 for who has no event. Past its end nobody has. Made once a grouping. */
export function* ranksByUser(store: EventStore, grouping: Grouping): Generator<number, Uint32Array> {
  const known = ranksByGrouping.get(grouping);
  if (known !== undefined) return known;
  const { start } = grouping.byUser;
  const ranks = new Uint32Array(FIRST_OTHER_USER + store.users.otherCount);
  for (let rank = 0; rank + 1 < start.length; rank++) {
    if (start[rank + 1] > start[rank]) ranks[userOfRank(store, grouping, rank)] = rank + 1;
    if (rank % ROWS_READ === 0) yield rank / start.length;
  }
  ranksByGrouping.set(grouping, ranks);
  return ranks;
}

/** The user's events in order of time, duplicates among them; none for a user that has none. */
export function* eventsOfUser(
  store: EventStore,
  grouping: Grouping,
  user: number,
): Generator<number, Uint32Array> {
  const ranks = yield* ranksByUser(store, grouping);
  const rank = (ranks[user] ?? 0) - 1;
  const { events, start } = grouping.byUser;
  return rank < 0 ? events.subarray(0, 0) : events.subarray(start[rank], start[rank + 1]);
}
