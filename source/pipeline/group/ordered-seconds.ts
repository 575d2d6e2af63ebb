import { ABOVE_32_BITS } from '../store/event-batch.ts';
import { SEGMENT_BITS, SEGMENT_MASK, SEGMENT_ROWS, secondsIn } from '../store/event-segment.ts';
import type { EventStore } from '../store/event-store.ts';
import type { EventsByUser } from './partitioning.ts';

/** For each of a list of events, in its order, the seconds since the earliest event of the store. */
export type OrderedSeconds = Uint32Array | Float64Array;

/** Events whose seconds are fetched in one step, which takes a few milliseconds. */
const EVENTS_PER_STEP = 1 << 16;

/** Kept for the next cut by another gap and for queries about sessions, which would spend most of their time on fetching. */
const known = new WeakMap<EventsByUser, OrderedSeconds>();

/** The seconds of the events by user, if they were fetched before. */
export function knownOrderedSeconds(byUser: EventsByUser): OrderedSeconds | undefined {
  return known.get(byUser);
}

/**
 * Fetches the seconds of the events by user, in steps of a few milliseconds, and yields the share done. Takes 4 bytes per
 * event for the result and as much again while it runs: the events of a user are scattered over the store, and fetching
 * from one flat column takes a third of the time that fetching from its segments takes. Later calls return the same.
 */
export function* orderedSecondsInSteps(
  store: EventStore,
  byUser: EventsByUser,
): Generator<number, OrderedSeconds> {
  const kept = known.get(byUser);
  if (kept !== undefined) return kept;
  const { events } = byUser;
  const { firstEvent, lastEvent } = store.columnStats;
  const least = firstEvent?.seconds ?? 0;
  const isShort = (lastEvent?.seconds ?? 0) - least < ABOVE_32_BITS;
  const column = (length: number): OrderedSeconds =>
    isShort ? new Uint32Array(length) : new Float64Array(length);
  const inFileOrder = column(store.count);
  for (let from = 0; from < store.count; from += SEGMENT_ROWS) {
    copySegment(store, from, least, inFileOrder);
    yield (0.5 * from) / store.count;
  }
  const ordered = column(events.length);
  for (let from = 0; from < events.length; from += EVENTS_PER_STEP) {
    gather(inFileOrder, events, from, Math.min(events.length, from + EVENTS_PER_STEP), ordered);
    yield 0.5 + (0.5 * from) / events.length;
  }
  known.set(byUser, ordered);
  return ordered;
}

function copySegment({ segments, count }: EventStore, from: number, least: number, to: OrderedSeconds): void {
  const segment = segments[from >>> SEGMENT_BITS];
  const end = Math.min(count, from + SEGMENT_ROWS);
  for (let event = from; event < end; event++) to[event] = secondsIn(segment, event & SEGMENT_MASK) - least;
}

/** The loop does nothing else, so that the processor waits for many events at once. */
function gather(
  inFileOrder: OrderedSeconds,
  events: Uint32Array,
  from: number,
  to: number,
  ordered: OrderedSeconds,
): void {
  for (let at = from; at < to; at++) ordered[at] = inFileOrder[events[at]];
}
