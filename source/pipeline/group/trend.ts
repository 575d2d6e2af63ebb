import { rescale, runToEnd } from '../columns/cooperative.ts';
import { lowerBound } from '../columns/lower-bound.ts';
import { float64Column, uint32Column } from '../columns/memory.ts';
import { radixSortInSteps } from '../columns/radix-sort.ts';
import { stringRanks } from '../columns/sort-strings.ts';
import type { EventStore } from '../store/event-store.ts';
import type { Duplicates } from './duplicates.ts';
import { TrendCounter } from './trend-counter.ts';

/** The default length of a bucket. */
export const DEFAULT_BUCKET_SECONDS = 300;

/**
 * The number of kept events of each type in each bucket of time (spec section 7): sparse rows, ordered by time, then by
 * the name of the type. Buckets are counted from the Unix epoch; row r begins at bucket[r] * bucketSeconds.
 */
export interface Trend {
  readonly bucketSeconds: number;
  readonly count: number;
  readonly bucket: Float64Array;
  readonly type: Uint32Array;
  readonly eventCount: Uint32Array;
}

/** The trend over a period as columns of equal width, zeros included. */
export interface TrendWindow {
  /** Where the first column begins, in seconds since the epoch, and how long each column is. */
  readonly startSeconds: number;
  readonly columnSeconds: number;
  readonly columns: number;
  /** The counts of each type with an event in the window, one per column; `EventStore.typeText` names a type. */
  readonly countsByType: ReadonlyMap<number, Float64Array>;
}

/** What a trend is counted from. */
export interface TrendOptions {
  readonly bucketSeconds: number;
  /** Only these events, given by index in the store. Undefined: all. */
  readonly events?: Uint32Array | undefined;
  /** The seed of the settings; it affects no result. */
  readonly hashSeed?: number;
}

/** Counts the kept events: one pass over them, in any order, and a sort of the rows. */
export function countTrend(store: EventStore, duplicates: Duplicates, options: TrendOptions): Trend {
  return runToEnd(countTrendInSteps(store, duplicates, options));
}

/** Events processed in one step, which takes a millisecond or less. */
const EVENTS_PER_STEP = 1 << 13;

/**
 * Does what `countTrend` does in steps of a few milliseconds; yields the share that is done. `which`: whether to count the
 * kept events, all, or duplicates alone.
 */
export function* countTrendInSteps(
  store: EventStore,
  duplicates: Duplicates,
  { bucketSeconds, events, hashSeed = 0 }: TrendOptions,
  which: 'kept' | 'all' | 'duplicates' = 'kept',
): Generator<number, Trend> {
  const counter = new TrendCounter(store.types.count, hashSeed);
  const total = events?.length ?? store.count;
  const belongs =
    which === 'all'
      ? undefined
      : (eventIndex: number): boolean => duplicates.has(eventIndex) === (which === 'duplicates');
  const rows = { events, from: 0, to: total };
  yield* rescale(countEvents(counter, store, rows, belongs, bucketSeconds), 0, 0.7);
  return yield* rescale(trendOf(counter, store, bucketSeconds), 0.7, 1);
}

/** A counter of the kept events among the first ones of a store, to which appended events can be added. */
export interface GrowingTrend {
  readonly counter: TrendCounter;
  readonly eventCount: number;
  readonly bucketSeconds: number;
}

/**
 * Counts the kept events among the first `eventCount`, on top of what `before` has counted: a kept event never becomes a
 * duplicate. Adds to `before`, which must not be used again.
 */
export function* growTrendInSteps(
  store: EventStore,
  duplicates: Duplicates,
  eventCount: number,
  { bucketSeconds, hashSeed = 0 }: TrendOptions,
  before: GrowingTrend | undefined,
): Generator<number, { readonly trend: Trend; readonly grown: GrowingTrend }> {
  const counter = before?.counter ?? new TrendCounter(store.types.count, hashSeed);
  counter.growTypes(store.types.count);
  const rows = { events: undefined, from: before?.eventCount ?? 0, to: eventCount };
  const belongs = (eventIndex: number): boolean => !duplicates.has(eventIndex);
  yield* rescale(countEvents(counter, store, rows, belongs, bucketSeconds), 0, 0.7);
  const trend = yield* rescale(trendOf(counter, store, bucketSeconds), 0.7, 1);
  return { trend, grown: { counter, eventCount, bucketSeconds } };
}

/** Rows `[from..to)` of a list of events; without one the row is the event. */
interface ListedEvents {
  readonly events: Uint32Array | undefined;
  readonly from: number;
  readonly to: number;
}

function* countEvents(
  counter: TrendCounter,
  store: EventStore,
  { events, from, to }: ListedEvents,
  belongs: ((eventIndex: number) => boolean) | undefined,
  bucketSeconds: number,
): Generator<number, void> {
  for (let at = from; at < to; at += EVENTS_PER_STEP) {
    const rows = { events, from: at, to: Math.min(to, at + EVENTS_PER_STEP) };
    countSome(counter, store, rows, belongs, bucketSeconds);
    yield rows.to / to;
  }
}

/** Divides only where a time is outside the bucket of the event before: rare, since most events are in order of time. */
function countSome(
  counter: TrendCounter,
  store: EventStore,
  { events, from, to }: ListedEvents,
  belongs: ((eventIndex: number) => boolean) | undefined,
  bucketSeconds: number,
): void {
  let bucket = 0;
  let start = 0;
  let end = 0;
  for (let row = from; row < to; row++) {
    const eventIndex = events === undefined ? row : events[row];
    if (belongs !== undefined && !belongs(eventIndex)) continue;
    const seconds = store.secondsOf(eventIndex);
    if (seconds < start || seconds >= end) {
      bucket = Math.floor(seconds / bucketSeconds);
      start = bucket * bucketSeconds;
      end = start + bucketSeconds;
    }
    counter.add(bucket, store.typeOf(eventIndex));
  }
}

function* trendOf(counter: TrendCounter, store: EventStore, bucketSeconds: number): Generator<number, Trend> {
  const ranks = yield* rescale(stringRanks(store.types), 0, 0.2);
  return yield* rescale(sortedTrend(counter, ranks, bucketSeconds), 0.2, 1);
}

/** The rows of the counter by bucket, then by the rank of the type. */
function* sortedTrend(
  { count, bucket, type, eventCount }: TrendCounter,
  ranks: Uint32Array,
  bucketSeconds: number,
): Generator<number, Trend> {
  const rankOfRow = type.map((number) => ranks[number]);
  const byType = yield* rescale(radixSortInSteps(rankOfRow), 0, 0.4);
  const order = yield* rescale(radixSortInSteps(bucket, { order: byType }), 0.4, 0.9);
  const trend = {
    bucketSeconds,
    count,
    bucket: float64Column(count),
    type: uint32Column(count),
    eventCount: uint32Column(count),
  };
  for (let at = 0; at < count; at++) {
    const row = order === undefined ? at : order[at];
    trend.bucket[at] = bucket[row];
    trend.type[at] = type[row];
    trend.eventCount[at] = eventCount[row];
    if (at % EVENTS_PER_STEP === 0) yield 0.9 + (0.1 * at) / count;
  }
  return trend;
}

/**
 * Returns the trend from `fromSeconds` to `toSeconds`, both included, in 1 to `mostColumns` columns. A column is one
 * bucket, or as many whole buckets as needed. The cost depends on the rows in the window, not on the number of buckets.
 */
export function trendWindow(
  trend: Trend,
  fromSeconds: number,
  toSeconds: number,
  mostColumns: number,
): TrendWindow {
  const { bucketSeconds, bucket, type, eventCount, count } = trend;
  const room = Math.max(1, Math.floor(mostColumns));
  const from = Math.floor(fromSeconds / bucketSeconds);
  const to = Math.max(from, Math.floor(toSeconds / bucketSeconds));
  // Columns begin at multiples of their width, so that a slightly moved window shows the same columns.
  let bucketsPerColumn = Math.max(1, Math.ceil((to - from + 1) / room));
  while (columnsBetween(from, to, bucketsPerColumn) > room && room > 1) bucketsPerColumn++;
  const firstBucket = room > 1 ? Math.floor(from / bucketsPerColumn) * bucketsPerColumn : from;
  const columns = room > 1 ? columnsBetween(from, to, bucketsPerColumn) : 1;
  const countsByType = new Map<number, Float64Array>();
  for (let row = lowerBound(count, (other) => bucket[other] < from); row < count; row++) {
    if (bucket[row] > to) break;
    let counts = countsByType.get(type[row]);
    if (counts === undefined) {
      counts = new Float64Array(columns);
      countsByType.set(type[row], counts);
    }
    counts[Math.floor((bucket[row] - firstBucket) / bucketsPerColumn)] += eventCount[row];
  }
  const startSeconds = firstBucket * bucketSeconds;
  return { startSeconds, columnSeconds: bucketsPerColumn * bucketSeconds, columns, countsByType };
}

function columnsBetween(from: number, to: number, bucketsPerColumn: number): number {
  return Math.floor(to / bucketsPerColumn) - Math.floor(from / bucketsPerColumn) + 1;
}
