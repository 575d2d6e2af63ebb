import { rescale } from '../pipeline/columns/cooperative.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { ROWS_PER_STEP } from './row-list.ts';
import type { InstantKeys } from './sort-rows.ts';

/**
 * Returns the times of `events`, or of the first `count` events of the store if `events` is undefined. They are scattered
 * over memory, so they are fetched in loops that do nothing else: the processor waits for many of them at once.
 */
export function* eventTimes(
  store: EventStore,
  events: Uint32Array | undefined,
  count: number,
): Generator<number, InstantKeys> {
  const times = { seconds: new Float64Array(count), nanoseconds: new Float64Array(count) };
  for (let from = 0; from < count; from += ROWS_PER_STEP) {
    const to = Math.min(count, from + ROWS_PER_STEP);
    fetchSeconds(store, events, times.seconds, from, to);
    fetchNanoseconds(store, events, times.nanoseconds, from, to);
    yield to / count;
  }
  return times;
}

/** Returns the time from each start to its end, which is not before the start. */
export function* timesBetween(
  store: EventStore,
  starts: Uint32Array,
  ends: Uint32Array,
): Generator<number, InstantKeys> {
  const { length } = starts;
  const start = yield* rescale(eventTimes(store, starts, length), 0, 0.4);
  const end = yield* rescale(eventTimes(store, ends, length), 0.4, 0.8);
  for (let from = 0; from < length; from += ROWS_PER_STEP) {
    const to = Math.min(length, from + ROWS_PER_STEP);
    for (let i = from; i < to; i++) subtract(end, start, i);
    yield 0.8 + (0.2 * to) / length;
  }
  return end;
}

function subtract(end: InstantKeys, start: InstantKeys, i: number): void {
  const borrow = end.nanoseconds[i] < start.nanoseconds[i] ? 1 : 0;
  end.seconds[i] -= start.seconds[i] + borrow;
  end.nanoseconds[i] += borrow * 1_000_000_000 - start.nanoseconds[i];
}

function fetchSeconds(
  store: EventStore,
  events: Uint32Array | undefined,
  seconds: Float64Array,
  from: number,
  to: number,
): void {
  if (events === undefined) for (let i = from; i < to; i++) seconds[i] = store.secondsOf(i);
  else for (let i = from; i < to; i++) seconds[i] = store.secondsOf(events[i]);
}

/** Does not write zeros: if no time has a fraction, the memory is never really allocated. */
function fetchNanoseconds(
  store: EventStore,
  events: Uint32Array | undefined,
  nanoseconds: Float64Array,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) {
    const fraction = store.nanosecondsOf(events === undefined ? i : events[i]);
    if (fraction !== 0) nanoseconds[i] = fraction;
  }
}
