import { rescale } from '../pipeline/columns/cooperative.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import {
  countTrendInSteps,
  type GrowingTrend,
  growTrendInSteps,
  type Trend,
  type TrendOptions,
} from '../pipeline/group/trend.ts';
import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import type { Answer, TrendQuery, TrendTimes } from './query.ts';
import { ROWS_PER_STEP, visitRows } from './row-list.ts';
import { eventsOfAllTimes, isAllKept, withinRange } from './scoped-events.ts';

type TrendAnswer = Extract<Answer, { kind: 'trend' }>;

/** The share of the events before the first percentile, and after the 99th. */
const HUNDREDTH = 0.01;

/** Counts the trend of a scope, and finds the times of its events. */
export function* answerTrend(
  dataset: Dataset,
  { scope, bucketSeconds, zone }: TrendQuery,
  readRecord: ReadRecord,
): Generator<number, TrendAnswer> {
  const { store, grouping, settings } = dataset;
  if (grouping === undefined) {
    const none = new Uint32Array(0);
    const trend = { bucketSeconds, count: 0, bucket: new Float64Array(0), type: none, eventCount: none };
    const zeros = new Float64Array(store.types.count);
    const noEvents = { countByType: zeros, earlierByType: zeros, laterByType: zeros };
    return { kind: 'trend', trend, duplicates: undefined, times: undefined, ...noEvents };
  }
  const { hashSeed } = settings;
  const data = { dataset, grouping, readRecord, zone };
  const all = yield* rescale(eventsOfAllTimes(data, scope), 0, 0.5);
  const { inside: events, before } = withinRange(store, all, scope.range ?? ALL_OF_TIME);
  const options = { bucketSeconds, events, hashSeed };
  const counting =
    scope.range === undefined && isAllKept(scope)
      ? countAllKept(store, grouping, options)
      : countTrendInSteps(store, grouping.duplicates, options, 'all');
  const trend = yield* rescale(counting, 0.5, 0.7);
  const duplicates =
    scope.duplicates === 'hidden'
      ? undefined
      : yield* rescale(countTrendInSteps(store, grouping.duplicates, options, 'duplicates'), 0.7, 0.8);
  const countByType = eventsByType(trend, store.types.count);
  const earlier = all.subarray(0, before);
  const earlierByType = yield* rescale(countTypes(store, earlier), 0.8, 0.9);
  const laterByType = yield* rescale(countTypes(store, all.subarray(before + events.length)), 0.9, 1);
  const counts = { countByType, earlierByType, laterByType };
  return { kind: 'trend', trend, duplicates, times: trendTimes(store, all), ...counts };
}

/** The last trends of all events, keyed by what datasets of one file share. */
const grownTrends = new WeakMap<EventStore['segments'], GrowingTrend>();

function* countAllKept(
  store: EventStore,
  { duplicates, eventCount }: Grouping,
  options: TrendOptions,
): Generator<number, Trend> {
  const last = grownTrends.get(store.segments);
  const isBefore = last?.bucketSeconds === options.bucketSeconds && last.eventCount <= eventCount;
  // A cancelled query leaves a counter that has counted a part.
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

const ALL_OF_TIME = { from: undefined, to: undefined };

/** Counts events by type. */
function* countTypes(store: EventStore, rows: Uint32Array): Generator<number, Float64Array> {
  const counts = new Float64Array(store.types.count);
  const count = (event: number): void => {
    counts[store.typeOf(event)]++;
  };
  yield* visitRows({ rows, rowCount: rows.length }, count, ROWS_PER_STEP);
  return counts;
}

function eventsByType({ count, type, eventCount }: Trend, typeCount: number): Float64Array {
  const counts = new Float64Array(typeCount);
  for (let row = 0; row < count; row++) counts[type[row]] += eventCount[row];
  return counts;
}

/** Returns the times of the first and last of some events in order of time, and those of the percentiles. */
function trendTimes(store: EventStore, events: Uint32Array): TrendTimes | undefined {
  const last = events.length - 1;
  if (last < 0) return undefined;
  const beyond = Math.floor(HUNDREDTH * last);
  return {
    firstSeconds: store.secondsOf(events[0]),
    lastSeconds: store.secondsOf(events[last]),
    percentile1Seconds: store.secondsOf(events[beyond]),
    percentile99Seconds: store.secondsOf(events[last - beyond]),
  };
}
