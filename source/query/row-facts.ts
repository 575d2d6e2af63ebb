import type { Grouping } from '../pipeline/group/grouping.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';

/** The kept events of a session or of a user by type, the most frequent first. */
export interface TypeMix {
  /** By number in the store. */
  readonly types: Uint32Array;
  readonly counts: Uint32Array;
}

/** Ranges of places among the events by user, `from` to before `to`. */
interface Places {
  readonly from: number;
  readonly to: number;
}

/** Events between two yields. */
const EVENTS_PER_STEP = 1 << 14;

/** Counts the kept events in some places by type. A row on the screen may hold millions: yields the share done. */
export function* typeMix(
  store: EventStore,
  { byUser: { events }, duplicates }: Grouping,
  places: Iterable<Places>,
): Generator<number, TypeMix> {
  const countOf = new Map<number, number>();
  let pauseIn = EVENTS_PER_STEP;
  for (const { from, to } of places) {
    for (let at = from; at < to; at++) {
      if (--pauseIn === 0) {
        pauseIn = EVENTS_PER_STEP;
        yield (at - from) / (to - from);
      }
      const event = events[at];
      if (duplicates.has(event)) continue;
      const type = store.typeOf(event);
      countOf.set(type, (countOf.get(type) ?? 0) + 1);
    }
  }
  const sorted = Array.from(countOf).sort(([a, many], [b, more]) => more - many || a - b);
  return {
    types: Uint32Array.from(sorted, ([type]) => type),
    counts: Uint32Array.from(sorted, ([, count]) => count),
  };
}

/** Counts the kept events of the whole file by type. */
export function* typeTotals(store: EventStore, grouping: Grouping): Generator<number, Float64Array> {
  const { eventCount, duplicates } = grouping;
  const counts = new Float64Array(store.types.count);
  for (let from = 0; from < eventCount; from += EVENTS_PER_STEP) {
    const to = Math.min(eventCount, from + EVENTS_PER_STEP);
    for (let event = from; event < to; event++) {
      if (!duplicates.has(event)) counts[store.typeOf(event)]++;
    }
    yield to / eventCount;
  }
  return counts;
}
