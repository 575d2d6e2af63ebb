import { rescale } from '../pipeline/columns/cooperative.ts';
import type { Duplicates } from '../pipeline/group/duplicates.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import {
  countTrendInSteps,
  type GrowingTrend,
  growTrendInSteps,
  type Trend,
  type TrendOptions,
} from '../pipeline/group/trend.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import type { Answer, TrendQuery, TrendTimes } from './query.ts';
import { eventsByTime } from './time-order.ts';

type TrendAnswer = Extract<Answer, { kind: 'trend' }>;

/** The share of the kept events before the first percentile, and after the 99th. */
const HUNDREDTH = 0.01;

/** Counts the trend of a user or of all users, and finds the times of the events. */
export function* answerTrend(
  { store, grouping, settings }: Dataset,
  { user, bucketSeconds }: TrendQuery,
): Generator<number, TrendAnswer> {
  if (grouping === undefined) {
    const none = new Uint32Array(0);
    const trend = { bucketSeconds, count: 0, bucket: new Float64Array(0), type: none, eventCount: none };
    return { kind: 'trend', trend, times: undefined, countByType: new Float64Array(store.types.count) };
  }
  const { duplicates } = grouping;
  const { hashSeed } = settings;
  const events = yield* rescale(eventsByTime(store, grouping, user), 0, 0.6);
  const options = { bucketSeconds, hashSeed };
  const counting =
    user === undefined
      ? countAll(store, grouping, options)
      : countTrendInSteps(store, duplicates, { ...options, events });
  const trend = yield* rescale(counting, 0.6, 1);
  const countByType = eventsByType(trend, store.types.count);
  const kept = countByType.reduce((sum, count) => sum + count, 0);
  const times = kept === 0 ? undefined : trendTimes(store, duplicates, events, kept);
  return { kind: 'trend', trend, times, countByType };
}

/** The trends of all events that were counted last, by what datasets of one file share: see `growTrendInSteps`. */
const grownTrends = new WeakMap<EventStore['segments'], GrowingTrend>();

function* countAll(
  store: EventStore,
  { duplicates, eventCount }: Grouping,
  options: TrendOptions,
): Generator<number, Trend> {
  const last = grownTrends.get(store.segments);
  const isBefore = last?.bucketSeconds === options.bucketSeconds && last.eventCount <= eventCount;
  // A query that is cancelled leaves a counter that counts nothing whole.
  grownTrends.delete(store.segments);
  const { trend, grown } = yield* growTrendInSteps(
    store,
    duplicates,
    eventCount,
    options,
    isBefore ? last : undefined,
  );
  grownTrends.set(store.segments, grown);
  return trend;
}

function eventsByType({ count, type, eventCount }: Trend, typeCount: number): Float64Array {
  const counts = new Float64Array(typeCount);
  for (let row = 0; row < count; row++) counts[type[row]] += eventCount[row];
  return counts;
}

/**
 * Returns the times of the first and the last event, and of the percentiles between. `events` are in order of time,
 * `kept` of them are not duplicates. Looks no further from either end than the percentile.
 */
function trendTimes(
  store: EventStore,
  duplicates: Duplicates,
  events: Uint32Array,
  kept: number,
): TrendTimes {
  const secondsAfter = (skipped: number, from: number, step: 1 | -1): number => {
    let left = skipped;
    let at = from;
    for (;;) {
      if (!duplicates.has(events[at]) && left-- === 0) return store.secondsOf(events[at]);
      at += step;
    }
  };
  const beyond = Math.floor(HUNDREDTH * (kept - 1));
  const last = events.length - 1;
  return {
    firstSeconds: secondsAfter(0, 0, 1),
    lastSeconds: secondsAfter(0, last, -1),
    percentile1Seconds: secondsAfter(beyond, 0, 1),
    percentile99Seconds: secondsAfter(beyond, last, -1),
  };
}
