import type { EventStore } from '../store/event-store.ts';
import type { EventsByUser } from './partitioning.ts';

/**
 * Sessions in the order of spec section 5, as slices of the events by user: session s is
 * events[first[s]..first[s + 1]), duplicates included; eventCount[s] of its events are kept.
 */
export interface Sessions {
  readonly count: number;
  readonly first: Uint32Array;
  readonly eventCount: Uint32Array;
  /** The seconds of the first and the last event of each session, if the grouping had them at hand. */
  readonly startSeconds?: Float64Array | undefined;
  readonly endSeconds?: Float64Array | undefined;
}

/** One session, read from the columns. Instants are seconds since the Unix epoch and nanoseconds. */
export interface Session {
  /** The user's number; `store.users.textOf` gives the id. */
  readonly user: number;
  readonly startSeconds: number;
  readonly startNanoseconds: number;
  readonly endSeconds: number;
  readonly endNanoseconds: number;
  readonly durationSeconds: number;
  readonly durationNanoseconds: number;
  /** Events kept: duplicates do not count. */
  readonly eventCount: number;
}

/** Returns the first event of a session, by index in the store. */
export function firstEventOf(
  { byUser, sessions }: { readonly byUser: Pick<EventsByUser, 'events'>; readonly sessions: Sessions },
  session: number,
): number {
  return byUser.events[sessions.first[session]];
}

/** Sessions whose times are fetched together. */
const SESSIONS_PER_BLOCK = 1024;

/** Reads session `index` from the columns. */
export function sessionAt(
  store: EventStore,
  byUser: EventsByUser,
  sessions: Sessions,
  index: number,
): Session {
  const from = byUser.events[sessions.first[index]];
  const to = byUser.events[sessions.first[index + 1] - 1];
  const startSeconds = store.secondsOf(from);
  const startNanoseconds = store.nanosecondsOf(from);
  const endSeconds = store.secondsOf(to);
  const endNanoseconds = store.nanosecondsOf(to);
  const borrow = endNanoseconds < startNanoseconds ? 1 : 0;
  return {
    user: store.userOf(from),
    startSeconds,
    startNanoseconds,
    endSeconds,
    endNanoseconds,
    durationSeconds: endSeconds - startSeconds - borrow,
    durationNanoseconds: endNanoseconds - startNanoseconds + borrow * 1_000_000_000,
    eventCount: sessions.eventCount[index],
  };
}

/**
 * Yields all sessions in order. The first and the last events of sessions are scattered over memory. They are fetched a
 * block at a time, in a loop that does nothing else, so that the processor waits for many of them at once.
 */
export function* eachSession(
  store: EventStore,
  byUser: EventsByUser,
  sessions: Sessions,
): Generator<Session> {
  for (let from = 0; from < sessions.count; from += SESSIONS_PER_BLOCK) {
    const to = Math.min(sessions.count, from + SESSIONS_PER_BLOCK);
    fetchTimes(store, byUser, sessions, from, to);
    for (let index = from; index < to; index++) yield sessionAt(store, byUser, sessions, index);
  }
}

/** Brings what `sessionAt` will read into the cache. The sum keeps the compiler from removing the loop. */
function fetchTimes(
  store: EventStore,
  { events }: EventsByUser,
  { first }: Sessions,
  from: number,
  to: number,
): number {
  let sum = 0;
  for (let index = from; index < to; index++) {
    const start = events[first[index]];
    const end = events[first[index + 1] - 1];
    sum +=
      store.secondsOf(start) + store.secondsOf(end) + store.nanosecondsOf(start) + store.nanosecondsOf(end);
    sum += store.userOf(start);
  }
  return sum;
}
