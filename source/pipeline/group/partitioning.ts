import { hasBit } from '../columns/bits.ts';
import { float64Column, uint16Column, uint32Column } from '../columns/memory.ts';
import { ABOVE_32_BITS } from '../store/event-batch.ts';
import { type EventSegment, SEGMENT_ROWS, secondsIn, typesOf } from '../store/event-segment.ts';
import type { EventStore } from '../store/event-store.ts';
import { keyOf, type UserKeys, userKeys } from '../store/user-order.ts';

/** Events by user, and the events of a user by time: the basis of duplicates, sessions and lists. */
export interface EventsByUser {
  /** Events by user, in the order of spec section 5; those of one user by time, then by position in the file. */
  readonly events: Uint32Array;
  /** The user at rank r has events[start[r]..start[r + 1]), at least one. */
  readonly start: Uint32Array;
}

/**
 * Threads share the steps of grouping. First the events of each range of the store are counted by bucket; a bucket is a
 * range of users. Consecutive buckets are joined to partitions of about as many events each. Then the events of each
 * range are copied to their partitions. Last, each partition, which fits into a cache, is sorted by itself.
 *
 * A radix sort from both ends, first by the highest digit, then from the lowest (after Thomas Willhalm et al. and others
 * on partitioned joins: Changkyu Kim et al., "Sort vs. Hash Revisited", VLDB 2009).
 */

/** The seconds of the years 1 to 9999 take 39 bits of the 53 of a double: this leaves 14 for the type. */
const MOST_TYPE_BITS = 14;
/** The number of events that a partition aims at; one bucket may have more. */
const EVENTS_PER_PARTITION = 1 << 15;
/** The most buckets; a partition joins several. */
const MOST_BUCKETS = 1 << 16;
const EVENTS_PER_BUCKET = 1 << 11;

/** How users are divided into buckets, in their order: a bucket holds the users of 2^bits keys. */
export interface Buckets {
  readonly keys: UserKeys;
  readonly bits: number;
  readonly count: number;
  /** A bit for each event, set for those that no bucket takes: duplicates that were found by their ids before. */
  readonly leftOut: Uint32Array | undefined;
}

/** Events `[fromRow..toRow)` of the store. */
export interface EventRange {
  readonly fromRow: number;
  readonly toRow: number;
}

/** The number of events of a range in each bucket. */
export interface RangeCount extends EventRange {
  readonly countOfBucket: Uint32Array;
}

/** The destination of each event: plain data over shared columns, which all threads write to. */
export interface Partitioning {
  /** Of the store; those that the buckets leave out have no place in the columns. */
  readonly eventCount: number;
  /** The gap that sessions are cut by. Undefined: each user has one session. */
  readonly gapSeconds: number | undefined;
  readonly buckets: Buckets;
  readonly partitionOfBucket: Uint32Array;
  /** The events of partition p go to events[partitionStart[p]..partitionStart[p + 1]). */
  readonly partitionStart: Uint32Array;
  /** The smallest key that a user in partition p can have. */
  readonly firstKey: Uint32Array;
  readonly events: Uint32Array;
  /**
   * For each position in `events`, until its partition is in order: the key of the user, counted from `firstKey`; and the
   * time, as seconds counted from `leastSeconds` with the type in the lowest `typeBits` bits (0 bits if there are too
   * many types). They lie beside the events because fetching them from the store would be a cache miss each. In 16 and 32
   * bits if they fit.
   */
  readonly keyOfPlace: Uint32Array | Uint16Array;
  readonly timeOfPlace: Uint32Array | Float64Array;
  readonly leastSeconds: number;
  readonly typeBits: number;
  /** Whether some time has a fraction of a second. */
  readonly hasNanoseconds: boolean;
}

/** A range, and for each partition the position of the range's first event in it. */
export interface RangePlaces extends EventRange {
  readonly next: Uint32Array;
}

/**
 * Divides the users of all events into buckets. Sorts the users that are not small integers. `leftOut`: the events that
 * are not grouped, a bit each.
 * @internal
 */
export function chooseBuckets(
  { users, columnStats, count }: EventStore,
  leftOut: Uint32Array | undefined,
): Buckets {
  const keys = userKeys(users, columnStats.leastInteger, columnStats.mostInteger);
  const enough = Math.min(MOST_BUCKETS, 1 + Math.floor(count / EVENTS_PER_BUCKET));
  let bits = 0;
  while (Math.floor(keys.count / 2 ** bits) >= enough && bits < 31) bits++;
  return { keys, bits, count: Math.floor(keys.count / 2 ** bits) + 1, leftOut };
}

/** Counts the events of a range by bucket. */
export function countRange(
  store: EventStore,
  { keys, bits, count, leftOut }: Buckets,
  { fromRow, toRow }: EventRange,
): RangeCount {
  const countOfBucket = new Uint32Array(count);
  eachSegment(store, fromRow, toRow, ({ user }, from, to, firstEvent) => {
    if (leftOut === undefined) {
      for (let row = from; row < to; row++) countOfBucket[keyOf(keys, user[row]) >>> bits]++;
      return;
    }
    for (let row = from; row < to; row++) {
      if (!hasBit(leftOut, firstEvent + row)) countOfBucket[keyOf(keys, user[row]) >>> bits]++;
    }
  });
  return { fromRow, toRow, countOfBucket };
}

/** Decides the destination of the events of all ranges. The ranges are in order and cover the store. @internal */
export function choosePartitions(
  { columnStats, types, count: eventCount }: EventStore,
  buckets: Buckets,
  gapSeconds: number | undefined,
  ranges: readonly RangeCount[],
): { readonly partitioning: Partitioning; readonly rangePlaces: readonly RangePlaces[] } {
  const { partitionOfBucket, starts, firstBuckets } = partitionsOf(buckets, ranges);
  const widest = firstBuckets.reduce(
    (most, first, i) => Math.max(most, (firstBuckets[i + 1] ?? buckets.count) - first),
    0,
  );
  const keySpan = widest * 2 ** buckets.bits;
  const partitionStart = Uint32Array.from(starts);
  const place = partitionStart.slice(0, -1);
  const rangePlaces = ranges.map(({ fromRow, toRow, countOfBucket }) => {
    const next = place.slice();
    for (let i = 0; i < buckets.count; i++) place[partitionOfBucket[i]] += countOfBucket[i];
    return { fromRow, toRow, next };
  });
  const placed = starts[starts.length - 1];
  const { firstEvent, lastEvent, hasNanoseconds } = columnStats;
  const leastSeconds = firstEvent?.seconds ?? 0;
  const wantedBits = 32 - Math.clz32(types.count);
  const typeBits = wantedBits > MOST_TYPE_BITS ? 0 : wantedBits;
  const largest = ((lastEvent?.seconds ?? 0) - leastSeconds + 1) * 2 ** typeBits;
  const partitioning = {
    eventCount,
    gapSeconds,
    buckets,
    partitionOfBucket,
    partitionStart,
    events: uint32Column(placed),
    firstKey: Uint32Array.from(firstBuckets, (bucket) => bucket * 2 ** buckets.bits),
    keyOfPlace: keySpan <= 0x1_0000 ? uint16Column(placed) : uint32Column(placed),
    timeOfPlace: largest < ABOVE_32_BITS ? uint32Column(placed) : float64Column(placed),
    leastSeconds,
    typeBits,
    hasNanoseconds,
  };
  return { partitioning, rangePlaces };
}

/** Joins buckets to partitions. `starts` has the first position of each, then the number of events. */
function partitionsOf(
  { count }: Buckets,
  ranges: readonly RangeCount[],
): { partitionOfBucket: Uint32Array; starts: number[]; firstBuckets: number[] } {
  const partitionOfBucket = new Uint32Array(count);
  const starts = [0];
  const firstBuckets = [0];
  let events = 0;
  for (let bucket = 0; bucket < count; bucket++) {
    let inBucket = 0;
    for (const { countOfBucket } of ranges) inBucket += countOfBucket[bucket];
    const inPartition = events - starts[starts.length - 1];
    if (inPartition > 0 && inPartition + inBucket > EVENTS_PER_PARTITION) {
      starts.push(events);
      firstBuckets.push(bucket);
    }
    partitionOfBucket[bucket] = starts.length - 1;
    events += inBucket;
  }
  starts.push(events);
  return { partitionOfBucket, starts, firstBuckets };
}

/** Copies the events of a range to their partitions, in file order. */
export function placeRange(
  store: EventStore,
  partitioning: Partitioning,
  { fromRow, toRow, next }: RangePlaces,
): void {
  const places = next.slice();
  eachSegment(store, fromRow, toRow, (segment, from, to, firstEvent) => {
    placeRows(segment, from, to, firstEvent, partitioning, places);
  });
}

function placeRows(
  segment: EventSegment,
  from: number,
  to: number,
  firstEvent: number,
  partitioning: Partitioning,
  places: Uint32Array,
): void {
  const { partitionOfBucket, firstKey, events, keyOfPlace, timeOfPlace, leastSeconds, typeBits } =
    partitioning;
  const { keys, bits, leftOut } = partitioning.buckets;
  const { user, secondsLow } = segment;
  const { low: typeLow } = typesOf(segment);
  const typeFactor = 2 ** typeBits;
  const typeMask = typeFactor - 1;
  const leastLow = leastSeconds | 0;
  for (let row = from; row < to; row++) {
    if (leftOut !== undefined && hasBit(leftOut, firstEvent + row)) continue;
    const key = keyOf(keys, user[row]);
    const partition = partitionOfBucket[key >>> bits];
    const place = places[partition]++;
    events[place] = firstEvent + row;
    keyOfPlace[place] = key - firstKey[partition];
    timeOfPlace[place] =
      timeOfPlace instanceof Uint32Array
        ? // The result fits into 32 bits, so its lowest 32 bits are all of it.
          ((secondsLow[row] - leastLow) << typeBits) | (typeLow[row] & typeMask)
        : (secondsIn(segment, row) - leastSeconds) * typeFactor + (typeLow[row] & typeMask);
  }
}

/**
 * Calls `visit` with the rows of each segment that are in the range; row `row` holds event `firstEvent + row`.
 * @internal
 */
export function eachSegment(
  { segments }: EventStore,
  fromRow: number,
  toRow: number,
  visit: (segment: EventSegment, from: number, to: number, firstEvent: number) => void,
): void {
  for (let at = fromRow; at < toRow; ) {
    const row = at % SEGMENT_ROWS;
    const end = Math.min(toRow, at - row + SEGMENT_ROWS);
    visit(segments[Math.floor(at / SEGMENT_ROWS)], row, row + end - at, at - row);
    at = end;
  }
}
