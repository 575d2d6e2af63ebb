import { lowerBound } from '../columns/lower-bound.ts';
import { sortIndices } from '../columns/merge-sort.ts';
import { Uint32List } from '../columns/uint32-list.ts';
import type { EventStore } from '../store/event-store.ts';
import { compareUsers } from '../store/user-order.ts';
import type { Grouping } from './grouping.ts';

/** Where new events belong in a grouping: columns, in the order that the events will have. */
export interface NewEvents {
  readonly events: Uint32Array;
  /** For each the place in `byUser.events` of the grouping before which it goes. */
  readonly place: Uint32Array;
  /** For each the rank of its user in the grouping; for a new user the rank of the next one. */
  readonly rank: Uint32Array;
  /** 1 for an event of a user that the grouping does not have. */
  readonly isOfNewUser: Uint8Array;
  /** The duplicates among them, ascending, and for each the event that it repeats. */
  readonly duplicates: Uint32Array;
  readonly originals: Uint32Array;
}

/** The most comparisons with events of the same instant: more would take longer than grouping all events again. */
const MOST_COMPARISONS = 1 << 20;

/**
 * Finds where new events belong. `indices`: those in the store, ascending. Undefined if that takes longer than to group all
 * events, because too many share an instant.
 */
export function placeNewEvents(
  store: EventStore,
  grouping: Grouping,
  indices: Uint32Array,
): NewEvents | undefined {
  const events = indices.slice();
  sortIndices(
    events,
    (a, b) => compareUsers(store.users, store.userOf(a), store.userOf(b)) || store.compareTimes(a, b),
  );
  const count = events.length;
  const place = new Uint32Array(count);
  const rank = new Uint32Array(count);
  const isOfNewUser = new Uint8Array(count);
  const { byUser } = grouping;
  for (let i = 0; i < count; i++) {
    const user = store.userOf(events[i]);
    if (i > 0 && store.userOf(events[i - 1]) === user) {
      rank[i] = rank[i - 1];
      isOfNewUser[i] = isOfNewUser[i - 1];
    } else {
      rank[i] = rankOf(store, grouping, user);
      const isKnown =
        rank[i] < grouping.uniqueUsers && store.userOf(byUser.events[byUser.start[rank[i]]]) === user;
      isOfNewUser[i] = isKnown ? 0 : 1;
    }
    place[i] = isOfNewUser[i] === 1 ? byUser.start[rank[i]] : placeInRun(store, grouping, rank[i], events[i]);
  }
  const pairs = findDuplicates(store, grouping, { events, place, rank, isOfNewUser });
  return pairs && { events, place, rank, isOfNewUser, ...pairs };
}

/** Returns the rank of a user, or that of the next one if the grouping does not have this one. */
function rankOf(
  store: EventStore,
  { byUser: { events, start }, uniqueUsers }: Grouping,
  user: number,
): number {
  return lowerBound(
    uniqueUsers,
    (rank) => compareUsers(store.users, store.userOf(events[start[rank]]), user) < 0,
  );
}

/** Returns the place after all events of a user that are not later than `event`. */
function placeInRun(store: EventStore, { byUser }: Grouping, rank: number, event: number): number {
  const { events, start } = byUser;
  const from = start[rank];
  const to = start[rank + 1];
  // Most files are in order of time.
  if (store.compareTimes(events[to - 1], event) <= 0) return to;
  return from + lowerBound(to - from, (at) => store.compareTimes(events[from + at], event) <= 0);
}

/** Finds the events that repeat one of the same user, instant and type (spec section 4); none of them has an id. */
function findDuplicates(
  store: EventStore,
  { byUser }: Grouping,
  { events, place, rank, isOfNewUser }: Omit<NewEvents, 'duplicates' | 'originals'>,
): Pick<NewEvents, 'duplicates' | 'originals'> | undefined {
  const found: [duplicate: number, original: number][] = [];
  let comparisons = 0;
  for (let i = 0; i < events.length; i++) {
    const event = events[i];
    if (store.hasId(event)) continue;
    const isTwin = (other: number): boolean =>
      store.typeOf(other) === store.typeOf(event) && !store.hasId(other);
    const isThen = (other: number): boolean => store.compareTimes(other, event) === 0;
    let original = -1;
    for (let j = i - 1; j >= 0 && rank[j] === rank[i] && isThen(events[j]); j--, comparisons++) {
      if (store.userOf(events[j]) !== store.userOf(event)) break;
      if (isTwin(events[j])) original = events[j];
    }
    const from = isOfNewUser[i] === 1 ? place[i] : byUser.start[rank[i]];
    for (let at = place[i] - 1; at >= from && isThen(byUser.events[at]); at--, comparisons++) {
      if (isTwin(byUser.events[at])) original = byUser.events[at];
    }
    if (comparisons > MOST_COMPARISONS) return undefined;
    if (original >= 0) found.push([event, original]);
  }
  found.sort(([a], [b]) => a - b);
  const duplicates = new Uint32List();
  const originals = new Uint32List();
  for (const [duplicate, original] of found) {
    duplicates.push(duplicate);
    originals.push(original);
  }
  return { duplicates: duplicates.toArray(), originals: originals.toArray() };
}
