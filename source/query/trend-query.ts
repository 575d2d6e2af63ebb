import { float64Column, sharedColumn } from '../pipeline/columns/memory.ts';
import { Uint32List } from '../pipeline/columns/uint32-list.ts';
import type { Trend } from '../pipeline/group/trend.ts';
import type { Dataset, Grouping } from '../pipeline/result/dataset.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import type { Answer, TrendQuery, TrendTimes } from './query.ts';
import { part, ROWS_READ } from './row-list.ts';
import { textPlaces } from './sort-strings.ts';
import { eventsByTime } from './time-order.ts';

type TrendAnswer = Extract<Answer, { kind: 'trend' }>;

/** The share of the events kept that lies before the first percentile and behind the 99th. */
const HUNDREDTH = 0.01;

export function* answerTrend(
  { store, grouping }: Dataset,
  { user, bucketSeconds }: TrendQuery,
): Generator<number, TrendAnswer> {
  if (grouping === undefined) {
    const trend = new TrendRows(new Uint32Array(0)).take(bucketSeconds);
    return { kind: 'trend', trend, times: undefined, countByType: new Float64Array(store.types.count) };
  }
  const places = yield* part(textPlaces(store.types), 0, 0.1);
  const events = yield* part(eventsByTime(store, grouping, user), 0.1, 0.7);
  return yield* part(count(store, grouping, events, places, bucketSeconds), 0.7, 1);
}

/**
 * Counts `events`, which are in order of time, as countTrend does; but bucket by bucket, so that it can yield and
 * needs no table. `places`: the types' places by name.
 */
function* count(
  store: EventStore,
  { duplicates }: Grouping,
  events: Uint32Array,
  places: Uint32Array,
  bucketSeconds: number,
): Generator<number, TrendAnswer> {
  const rows = new TrendRows(places);
  const countByType = new Float64Array(places.length);
  let kept = 0;
  for (let from = 0; from < events.length; from += ROWS_READ) {
    const to = Math.min(events.length, from + ROWS_READ);
    for (let at = from; at < to; at++) {
      const event = events[at];
      if (duplicates.has(event)) continue;
      const type = store.typeOf(event);
      rows.add(Math.floor(store.secondsOf(event) / bucketSeconds), type);
      countByType[type]++;
      kept++;
    }
    yield to / events.length;
  }
  const times = kept === 0 ? undefined : trendTimes(store, duplicates, events, kept);
  return { kind: 'trend', trend: rows.take(bucketSeconds), times, countByType };
}

/** Looks no further from either end than the percentile. `kept`: how many of the events are no duplicates. */
function trendTimes(
  store: EventStore,
  duplicates: Grouping['duplicates'],
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

/** The rows of a trend, from events in order of time. */
class TrendRows {
  private readonly bucket: number[] = [];
  private readonly type = new Uint32List();
  private readonly eventCount = new Uint32List();
  /** Of the bucket being counted: how many events of each type, and which types there are. */
  private readonly counts: Uint32Array;
  private readonly present: number[] = [];
  private current = Number.NaN;

  constructor(private readonly places: Uint32Array) {
    this.counts = new Uint32Array(places.length);
  }

  add(bucket: number, type: number): void {
    if (bucket !== this.current) {
      this.endBucket();
      this.current = bucket;
    }
    if (this.counts[type]++ === 0) this.present.push(type);
  }

  take(bucketSeconds: number): Trend {
    this.endBucket();
    const { bucket, type, eventCount } = this;
    const buckets = float64Column(bucket.length);
    buckets.set(bucket);
    return {
      bucketSeconds,
      count: bucket.length,
      bucket: buckets,
      type: sharedColumn(type.toArray()),
      eventCount: sharedColumn(eventCount.toArray()),
    };
  }

  private endBucket(): void {
    const { places, counts, present } = this;
    present.sort((a, b) => places[a] - places[b]);
    for (const type of present) {
      this.bucket.push(this.current);
      this.type.push(type);
      this.eventCount.push(counts[type]);
      counts[type] = 0;
    }
    present.length = 0;
  }
}
