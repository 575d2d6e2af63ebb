import { float64Column, uint16Column, uint32Column } from '../columns/memory.ts';
import { ABOVE_32_BITS } from '../store/event-batch.ts';
import { type EventSegment, SEGMENT_ROWS, secondsIn } from '../store/event-segment.ts';
import type { EventStore } from '../store/event-store.ts';
import { keyOf, type UserKeys, userKeys } from '../store/user-order.ts';

/** All events by user, and each user's by time: the one order that duplicates, sessions and lists are read from. */
export interface EventsByUser {
  /** Events, the users' one after the other in the order of spec section 5; within a user by time, then by place. */
  readonly events: Uint32Array;
  /** The user at rank r has events[start[r]..start[r + 1]), one at least. */
  readonly start: Uint32Array;
}

/**
 * Grouping goes on in steps that threads can share. The events of a range of the store are counted by buckets of users;
 * buckets that follow each other make up partitions of about as many events; the events of each range are put where
 * their partitions are to be; then each partition, which fits into a cache, is put in order by itself.
 *
 * A radix sort from both ends, first by the highest digit, then from the lowest (after Thomas Willhalm et al. and
 * others on partitioned joins: Changkyu Kim et al., "Sort vs. Hash Revisited", VLDB 2009).
 */

/** Seconds of all the years that there can be take 39 bits: with more than these for the type a double is too short. */
const MOST_TYPE_BITS = 14;
/** Partitions are of about so many events, or of one bucket. */
const EVENTS_OF_A_PARTITION = 1 << 15;
/** There are no more buckets than this, nor more than a few for each partition. */
const MOST_BUCKETS = 1 << 16;
const EVENTS_OF_A_BUCKET = 1 << 11;

/** How users are put into buckets: those of as many keys each, in order. */
export interface Buckets {
  readonly keys: UserKeys;
  readonly bits: number;
  readonly count: number;
}

/** The events of the store from row `fromRow` up to `toRow`. */
export interface Range {
  readonly fromRow: number;
  readonly toRow: number;
}

/** The events of a range by bucket. */
export interface RangeCount extends Range {
  readonly countOfBucket: Uint32Array;
}

/** Where everything is to go: plain data over shared columns. */
export interface GroupPlan {
  readonly eventCount: number;
  readonly gapSeconds: number | undefined;
  readonly buckets: Buckets;
  readonly partitionOfBucket: Uint32Array;
  /** The events of partition p are to be events[partitionStart[p]..partitionStart[p + 1]). */
  readonly partitionStart: Uint32Array;
  /** The least key that a user in partition p can have. */
  readonly firstKey: Uint32Array;
  readonly events: Uint32Array;
  /**
   * Beside `events`, until its partition is in order: the key of the event's user after the first of the partition; its
   * seconds after `leastSeconds`, and below these in `typeBits` bits its type (0: there are too many types). Fetched from
   * the store they would be a wait for memory each. In 16 and 32 bits where they fit.
   */
  readonly keyOfPlace: Uint32Array | Uint16Array;
  readonly timeOfPlace: Uint32Array | Float64Array;
  readonly leastSeconds: number;
  readonly typeBits: number;
  /** Some time has a fraction. */
  readonly hasNanoseconds: boolean;
}

/** A range, and where its events of each partition begin. */
export interface RangePlan extends Range {
  readonly next: Uint32Array;
}

/** The buckets for all events there are. Sorts the users that are no integers. */
export function planBuckets({ users, columnStats, count }: EventStore): Buckets {
  const keys = userKeys(users, columnStats.leastInteger, columnStats.mostInteger);
  const enough = Math.min(MOST_BUCKETS, 1 + Math.floor(count / EVENTS_OF_A_BUCKET));
  let bits = 0;
  while (Math.floor(keys.count / 2 ** bits) >= enough && bits < 31) bits++;
  return { keys, bits, count: Math.floor(keys.count / 2 ** bits) + 1 };
}

/** Counts the events of a range. */
export function countRange(
  store: EventStore,
  { keys, bits, count }: Buckets,
  { fromRow, toRow }: Range,
): RangeCount {
  const countOfBucket = new Uint32Array(count);
  eachPart(store, fromRow, toRow, ({ user }, from, to) => {
    for (let row = from; row < to; row++) countOfBucket[keyOf(keys, user[row]) >>> bits]++;
  });
  return { fromRow, toRow, countOfBucket };
}

/** Plans where the events of all ranges, which follow each other from row 0 on, are to go. */
export function planGroups(
  { columnStats, types }: EventStore,
  buckets: Buckets,
  gapSeconds: number | undefined,
  ranges: readonly RangeCount[],
): { readonly plan: GroupPlan; readonly rangePlans: readonly RangePlan[] } {
  const { partitionOfBucket, starts, firstBuckets } = partitionsOf(buckets, ranges);
  const widest = firstBuckets.reduce(
    (most, first, i) => Math.max(most, (firstBuckets[i + 1] ?? buckets.count) - first),
    0,
  );
  const keySpan = widest * 2 ** buckets.bits;
  const partitionStart = Uint32Array.from(starts);
  const place = partitionStart.slice(0, -1);
  const rangePlans = ranges.map(({ fromRow, toRow, countOfBucket }) => {
    const next = place.slice();
    for (let i = 0; i < buckets.count; i++) place[partitionOfBucket[i]] += countOfBucket[i];
    return { fromRow, toRow, next };
  });
  const eventCount = starts[starts.length - 1];
  const { firstEvent, lastEvent, hasNanoseconds } = columnStats;
  const leastSeconds = firstEvent?.seconds ?? 0;
  const wantedBits = 32 - Math.clz32(types.count);
  const typeBits = wantedBits > MOST_TYPE_BITS ? 0 : wantedBits;
  const largest = ((lastEvent?.seconds ?? 0) - leastSeconds + 1) * 2 ** typeBits;
  const plan = {
    ...{ eventCount, gapSeconds, buckets, partitionOfBucket, partitionStart },
    events: uint32Column(eventCount),
    firstKey: Uint32Array.from(firstBuckets, (bucket) => bucket * 2 ** buckets.bits),
    keyOfPlace: keySpan <= 0x1_0000 ? uint16Column(eventCount) : uint32Column(eventCount),
    timeOfPlace: largest < ABOVE_32_BITS ? uint32Column(eventCount) : float64Column(eventCount),
    ...{ leastSeconds, typeBits, hasNanoseconds },
  };
  return { plan, rangePlans };
}

/** Buckets that follow each other make a partition; `starts`: its first place, and behind the last how many events there are. */
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
    if (inPartition > 0 && inPartition + inBucket > EVENTS_OF_A_PARTITION) {
      starts.push(events);
      firstBuckets.push(bucket);
    }
    partitionOfBucket[bucket] = starts.length - 1;
    events += inBucket;
  }
  starts.push(events);
  return { partitionOfBucket, starts, firstBuckets };
}

/** Puts the events of a range where their partitions are to be, in the order of the file. */
export function placeRange(store: EventStore, plan: GroupPlan, { fromRow, toRow, next }: RangePlan): void {
  const places = next.slice();
  eachPart(store, fromRow, toRow, (segment, from, to, firstEvent) => {
    placePart(segment, from, to, firstEvent, plan, places);
  });
}

function placePart(
  segment: EventSegment,
  from: number,
  to: number,
  firstEvent: number,
  plan: GroupPlan,
  places: Uint32Array,
): void {
  const { partitionOfBucket, firstKey, events, keyOfPlace, timeOfPlace, leastSeconds, typeBits } = plan;
  const { keys, bits } = plan.buckets;
  const { user, typeLow, secondsLow } = segment;
  const typeFactor = 2 ** typeBits;
  const typeMask = typeFactor - 1;
  const leastLow = leastSeconds | 0;
  for (let row = from; row < to; row++) {
    const key = keyOf(keys, user[row]);
    const partition = partitionOfBucket[key >>> bits];
    const place = places[partition]++;
    events[place] = firstEvent + row;
    keyOfPlace[place] = key - firstKey[partition];
    timeOfPlace[place] =
      timeOfPlace instanceof Uint32Array
        ? // What fits into 32 bits can be reckoned in the lowest 32 bits.
          ((secondsLow[row] - leastLow) << typeBits) | (typeLow[row] & typeMask)
        : (secondsIn(segment, row) - leastSeconds) * typeFactor + (typeLow[row] & typeMask);
  }
}

/** Shows `visit` the part of each segment that is in the range; event `firstEvent + row` is in row `row`. */
function eachPart(
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
