import { rescale } from '../pipeline/columns/cooperative.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import type { Sessions } from '../pipeline/group/sessions.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { sessionOfEvents } from './session-of-event.ts';
import { eventsLeftOut } from './user-ranks.ts';

/** Whether all duplicates are among the events by user, so that those of a session follow from two columns. */
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
 * session themselves, and may have another user and time. Returns an empty column if there are none.
 */
export function* duplicatesLeftOut(store: EventStore, grouping: Grouping): Generator<number, Uint32Array> {
  if (hasAllByUser(grouping)) return NONE;
  const known = leftOutBySession.get(grouping.sessions);
  if (known !== undefined) return known;
  const sessionOf = yield* rescale(sessionOfEvents(grouping), 0, 0.5);
  const leftOut = yield* rescale(eventsLeftOut(store, grouping, undefined), 0.5, 1);
  const counts = new Uint32Array(grouping.sessions.count);
  for (const duplicate of leftOut) counts[sessionOf[duplicate]]++;
  leftOutBySession.set(grouping.sessions, counts);
  return counts;
}
