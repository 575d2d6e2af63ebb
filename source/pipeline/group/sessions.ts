import type { EventStore } from '../store/event-store.ts';
import type { EventsByUser } from './plan.ts';

/**
 * Sessions in the order of spec section 5, as slices of the events by user: session s is
 * events[first[s]..first[s + 1]), its duplicates among them, and has eventCount[s] events kept.
 */
export interface Sessions {
  readonly count: number;
  readonly first: Uint32Array;
  readonly eventCount: Uint32Array;
  /** Of each the seconds of its first and last event, where they are at hand: else they are fetched from the store. */
  readonly startSeconds?: Float64Array | undefined;
  readonly endSeconds?: Float64Array | undefined;
}

/** One session, read out of the columns. Instants as seconds and nanoseconds. */
export interface Session {
  readonly user: number;
  readonly startSeconds: number;
  readonly startNanoseconds: number;
  readonly endSeconds: number;
  readonly endNanoseconds: number;
  readonly durationSeconds: number;
  readonly durationNanoseconds: number;
  readonly eventCount: number;
}

/** The event that a session begins with, by number. */
export function firstEventOf(
  { byUser, sessions }: { readonly byUser: Pick<EventsByUser, 'events'>; readonly sessions: Sessions },
  session: number,
): number {
  return byUser.events[sessions.first[session]];
}

/** Sessions are read out this many at a time. */
const BLOCK = 1024;

/** Session `index`, read out of the columns. */
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
 * All sessions, one after the other. The first and the last event of each lie anywhere in memory; they are fetched a
 * block at a time, in a loop with nothing else in it, where the processor can wait for many at once.
 */
export function* eachSession(
  store: EventStore,
  byUser: EventsByUser,
  sessions: Sessions,
): Generator<Session> {
  for (let from = 0; from < sessions.count; from += BLOCK) {
    const to = Math.min(sessions.count, from + BLOCK);
    fetchTimes(store, byUser, sessions, from, to);
    for (let index = from; index < to; index++) yield sessionAt(store, byUser, sessions, index);
  }
}

/** Brings into the cache what `sessionAt` will read; the sum keeps the loop from being optimized away. */
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
