import { lowerBound } from '../pipeline/columns/lower-bound.ts';
import { sortIndices } from '../pipeline/columns/merge-sort.ts';
import { Uint32List } from '../pipeline/columns/uint32-list.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { compareUsers } from '../pipeline/store/user-order.ts';
import { ROWS_PER_STEP } from './row-list.ts';
import { sessionsOfUser } from './session-places.ts';

/** Returns the user at a rank, by number in the store. */
export function userOfRank(store: EventStore, { byUser }: Grouping, rank: number): number {
  return store.userOf(byUser.events[byUser.start[rank]]);
}

/**
 * Returns for each event in the grouping a number that sorts it by user: the rank of the user, or for a user of whom no
 * event is kept a number between two ranks.
 */
export function* ranksOfEvents(
  store: EventStore,
  grouping: Grouping,
): Generator<number, Uint32Array | Float64Array> {
  const { byUser, eventCount } = grouping;
  const { events, start } = byUser;
  const isWhole = events.length === eventCount;
  const ranks = isWhole ? new Uint32Array(eventCount) : new Float64Array(eventCount);
  let pausedAt = 0;
  for (let rank = 0; rank + 1 < start.length; rank++) {
    for (let at = start[rank]; at < start[rank + 1]; at++) ranks[events[at]] = rank;
    if (start[rank + 1] - pausedAt < ROWS_PER_STEP) continue;
    pausedAt = start[rank + 1];
    yield pausedAt / eventCount;
  }
  if (!isWhole) yield* rankLeftOut(store, grouping, ranks);
  return ranks;
}

/** Writes the ranks of the events that `byUser` leaves out. */
function* rankLeftOut(
  store: EventStore,
  grouping: Grouping,
  ranks: Uint32Array | Float64Array,
): Generator<number, void> {
  const rankOf = new Map<number, number>();
  const leftOut = yield* eventsLeftOut(store, grouping, undefined);
  for (const eventIndex of leftOut) rankOf.set(store.userOf(eventIndex), 0);
  const users = Uint32Array.from(rankOf.keys());
  sortIndices(users, (a, b) => compareUsers(store.users, a, b));
  for (const [place, user] of users.entries()) {
    const rank = rankAtOrAfter(store, grouping, user);
    const isThere = rank < grouping.uniqueUsers && userOfRank(store, grouping, rank) === user;
    rankOf.set(user, isThere ? rank : rank - 1 + (place + 1) / (users.length + 1));
  }
  for (const eventIndex of leftOut) ranks[eventIndex] = rankOf.get(store.userOf(eventIndex)) ?? 0;
}

/** Returns the events of a user, or of all users, in file order, that `byUser` leaves out: duplicates found by their ids. */
export function* eventsLeftOut(
  store: EventStore,
  { byUser, duplicates, eventCount }: Grouping,
  user: number | undefined,
): Generator<number, Uint32Array> {
  const found = new Uint32List();
  if (byUser.events.length === eventCount) return found.toArray();
  for (let eventIndex = 0; eventIndex < eventCount; eventIndex++) {
    if (eventIndex % ROWS_PER_STEP === 0) yield eventIndex / eventCount;
    if (!duplicates.has(eventIndex) || !store.hasId(eventIndex)) continue;
    if (user === undefined || store.userOf(eventIndex) === user) found.push(eventIndex);
  }
  return found.toArray();
}

/** Returns how many events of the user at a rank are not duplicates: the sum over the user's sessions. */
export function keptEventsOfUser(grouping: Grouping, rank: number): number {
  const { from, to } = sessionsOfUser(grouping, rank);
  let kept = 0;
  for (let session = from; session < to; session++) kept += grouping.sessions.eventCount[session];
  return kept;
}

/** Returns the rank of a user, by number in the store; undefined for a user without events in `byUser`. */
export function rankOfUser(store: EventStore, grouping: Grouping, user: number): number | undefined {
  const rank = rankAtOrAfter(store, grouping, user);
  return rank < grouping.uniqueUsers && userOfRank(store, grouping, rank) === user ? rank : undefined;
}

function rankAtOrAfter(store: EventStore, grouping: Grouping, user: number): number {
  return lowerBound(
    grouping.uniqueUsers,
    (other) => compareUsers(store.users, userOfRank(store, grouping, other), user) < 0,
  );
}

/** Returns the events of a user in order of time, duplicates included; none for a user without events. */
export function* eventsOfUser(
  store: EventStore,
  grouping: Grouping,
  user: number,
): Generator<number, Uint32Array> {
  const grouped = eventsOfGroupedUser(store, grouping, user);
  const leftOut = yield* eventsLeftOut(store, grouping, user);
  if (leftOut.length === 0) return grouped;
  const all = new Uint32Array(grouped.length + leftOut.length);
  all.set(grouped);
  all.set(leftOut, grouped.length);
  sortIndices(all, (a, b) => store.compareTimes(a, b) || a - b);
  return all;
}

/** Returns the events of a user in order of time that `byUser` has: without duplicates found by their ids. */
export function eventsOfGroupedUser(store: EventStore, grouping: Grouping, user: number): Uint32Array {
  const { events, start } = grouping.byUser;
  const rank = rankOfUser(store, grouping, user);
  return rank === undefined ? events.subarray(0, 0) : events.subarray(start[rank], start[rank + 1]);
}
