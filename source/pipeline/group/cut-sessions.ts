import { rescale, runToEnd } from '../columns/cooperative.ts';
import { uint32Column } from '../columns/memory.ts';
import type { EventStore } from '../store/event-store.ts';
import type { Duplicates } from './duplicates.ts';
import { type OrderedSeconds, orderedSecondsInSteps } from './ordered-seconds.ts';
import type { EventsByUser } from './partitioning.ts';
import type { Sessions } from './sessions.ts';

/**
 * Cuts grouped events into sessions (spec section 5): a user's session ends where the next event comes more than
 * `gapSeconds` later. Without a gap each user has one session. Nothing is sorted: this is one pass over the times, which
 * are in order already. The group kernel cuts by the same rule while it has the times of a partition at hand.
 */
export function cutSessions(
  store: EventStore,
  byUser: EventsByUser,
  duplicates: Duplicates,
  gapSeconds: number | undefined,
): Sessions {
  if (gapSeconds === undefined) return runToEnd(oneSessionPerUser(byUser, duplicates));
  const seconds = runToEnd(orderedSecondsInSteps(store, byUser));
  return runToEnd(cutByGap(store, byUser, duplicates, seconds, gapSeconds));
}

/** Events processed in one step, which takes a few milliseconds at most. */
const EVENTS_PER_STEP = 1 << 16;

/** The sessions without a gap, in steps of a few milliseconds; yields the share done. */
export function* oneSessionPerUser(
  { events, start }: EventsByUser,
  duplicates: Duplicates,
): Generator<number, Sessions> {
  const eventCount = yield* countKept(events, start, duplicates);
  return { count: start.length - 1, first: start, eventCount };
}

/**
 * The sessions by a gap, in steps of a few milliseconds; yields the share done. `seconds`: of the events by user, in their
 * order.
 */
export function* cutByGap(
  store: Pick<EventStore, 'nanosecondsOf'>,
  { events, start }: EventsByUser,
  duplicates: Duplicates,
  seconds: OrderedSeconds,
  gapSeconds: number,
): Generator<number, Sessions> {
  // Memory that is never written to costs nothing.
  const starts = new Uint32Array(events.length);
  let count = 0;
  let rank = 0;
  let before = 0;
  for (let at = 0; at < events.length; at++) {
    if (at % EVENTS_PER_STEP === 0) yield (0.6 * at) / events.length;
    const now = seconds[at];
    const apart = now - before;
    before = now;
    if (at === start[rank]) rank++;
    else if (apart < gapSeconds) continue;
    // An event exactly one gap later belongs to the session: fractions of the second decide.
    else if (apart === gapSeconds && !hasLargerFraction(store, events[at], events[at - 1])) continue;
    starts[count++] = at;
  }
  const first = uint32Column(count + 1);
  first.set(starts.subarray(0, count));
  first[count] = events.length;
  const eventCount = yield* rescale(countKept(events, first, duplicates), 0.6, 1);
  return { count, first, eventCount };
}

function hasLargerFraction(
  store: Pick<EventStore, 'nanosecondsOf'>,
  eventIndex: number,
  otherIndex: number,
): boolean {
  return store.nanosecondsOf(eventIndex) > store.nanosecondsOf(otherIndex);
}

/** Counts the events of each session that are not duplicates. */
function* countKept(
  events: Uint32Array,
  first: Uint32Array,
  duplicates: Duplicates,
): Generator<number, Uint32Array> {
  const count = first.length - 1;
  const kept = uint32Column(count);
  let pauseAt = 0;
  for (let session = 0; session < count; session++) {
    const end = first[session + 1];
    kept[session] = end - first[session];
    if (duplicates.count > 0) {
      for (let at = first[session]; at < end; at++) if (duplicates.has(events[at])) kept[session]--;
    }
    if (end < pauseAt) continue;
    pauseAt = end + EVENTS_PER_STEP;
    yield end / events.length;
  }
  return kept;
}
