import { lowerBound } from '../pipeline/columns/lower-bound.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import { firstEventOf, type Sessions } from '../pipeline/group/sessions.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { sessionsOfUser } from './session-places.ts';
import { eventsLeftOut, rankOfUser } from './user-ranks.ts';

/** Whether all duplicates are among the events by user: then those of a session follow from two columns. */
export function hasAllByUser({ byUser, eventCount }: Pick<Grouping, 'byUser' | 'eventCount'>): boolean {
  return byUser.events.length === eventCount;
}

/** Returns how many duplicates of a session are among the events by user. */
export function duplicatesByUser({ first, eventCount }: Sessions, session: number): number {
  return first[session + 1] - first[session] - eventCount[session];
}

const NONE = new Uint32Array(0);

/** Kept for later queries: each change of the order or of the rows on the screen asks again. */
const leftOutBySession = new WeakMap<Sessions, Uint32Array>();

/**
 * Returns for each session how many duplicates that were found by their ids repeat one of its events; they are in no
 * session themselves, and may have another user and time. Without such it returns an empty column.
 */
export function* duplicatesLeftOut(store: EventStore, grouping: Grouping): Generator<number, Uint32Array> {
  if (hasAllByUser(grouping)) return NONE;
  const known = leftOutBySession.get(grouping.sessions);
  if (known !== undefined) return known;
  const leftOut = yield* eventsLeftOut(store, grouping, undefined);
  const counts = new Uint32Array(grouping.sessions.count);
  for (const [i, duplicate] of leftOut.entries()) {
    if (i % DUPLICATES_PER_STEP === 0) yield 0.9;
    const session = sessionOfEvent(store, grouping, grouping.duplicates.originalOf(duplicate));
    if (session !== undefined) counts[session]++;
  }
  leftOutBySession.set(grouping.sessions, counts);
  return counts;
}

const DUPLICATES_PER_STEP = 1024;

/** Returns the session that holds a kept event. */
function sessionOfEvent(store: EventStore, grouping: Grouping, event: number): number | undefined {
  const rank = rankOfUser(store, grouping, store.userOf(event));
  if (rank === undefined) return undefined;
  const { from, to } = sessionsOfUser(grouping, rank);
  const isNotAfter = (at: number): boolean =>
    store.compareTimes(firstEventOf(grouping, from + at), event) <= 0;
  return from + lowerBound(to - from, isNotAfter) - 1;
}
