import { lowerBound } from '../columns/lower-bound.ts';
import { sortIndices } from '../columns/merge-sort.ts';
import { Uint32List } from '../columns/uint32-list.ts';
import type { EventStore } from '../store/event-store.ts';
import type { Duplicates } from './duplicates.ts';

export const DEFAULT_BUCKET_SECONDS = 300;

/**
 * How many events were kept of each type in each bucket of time (spec section 7): sparse rows, by time, then by the
 * type's name. Buckets are counted from the Unix epoch; row r begins at bucket[r] * bucketSeconds.
 */
export interface Trend {
  readonly bucketSeconds: number;
  readonly count: number;
  readonly bucket: Float64Array;
  readonly type: Uint32Array;
  readonly eventCount: Uint32Array;
}

/** The trend over a stretch of time as columns of equal width, zeros between. */
export interface TrendWindow {
  /** Where the first column begins, in seconds since the epoch, and how long each is. */
  readonly startSeconds: number;
  readonly columnSeconds: number;
  readonly columns: number;
  /** For each type with an event in the window, its counts, one a column. */
  readonly countsByType: ReadonlyMap<number, Float64Array>;
}

/**
 * Counts the events kept; all of them, or those of a list (indices into the store). One pass and a sort of the rows.
 * `hashSeed`: of the settings; changes no result.
 */
export function countTrend(
  store: EventStore,
  duplicates: Duplicates,
  bucketSeconds: number,
  events?: Uint32Array,
  hashSeed = 0,
): Trend {
  const rows = new TrendRows(hashSeed);
  const total = events?.length ?? store.count;
  for (let i = 0; i < total; i++) {
    const event = events === undefined ? i : events[i];
    if (!duplicates.has(event))
      rows.add(Math.floor(store.secondsOf(event) / bucketSeconds), store.typeOf(event));
  }
  return rows.inOrder(store, bucketSeconds);
}

/**
 * The trend from `fromSeconds` up to and with `toSeconds` in at most `mostColumns` columns (one at least), each of one
 * bucket or of as many whole buckets as it takes. Costs the rows in the window, never the buckets.
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
  // Columns begin at multiples of their width, so that a window moved by a little shows the same columns.
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

/** Rows being counted: a hash table from (bucket, type) to the row, open addressing. */
class TrendRows {
  private slots = new Uint32Array(1024); // row + 1; 0 is empty
  private bucket = new Float64Array(512);
  private readonly type = new Uint32List();
  private readonly eventCount = new Uint32List();
  private last = -1;

  /** `seed`: as of a StringInterner. */
  constructor(private readonly seed: number) {}

  add(bucket: number, type: number): void {
    const { last } = this;
    // Events mostly come in the order of time: the row is often the last one again.
    const row = last >= 0 && this.is(last, bucket, type) ? last : this.rowOf(bucket, type);
    this.eventCount.set(row, this.eventCount.get(row) + 1);
    this.last = row;
  }

  inOrder(store: EventStore, bucketSeconds: number): Trend {
    const count = this.type.length;
    const type = this.type.toArray();
    const byName = Uint32Array.from({ length: store.types.count }, (_, index) => index);
    sortIndices(byName, (a, b) => store.types.compare(a, b));
    const place = new Uint32Array(byName.length);
    byName.forEach((index, at) => {
      place[index] = at;
    });
    const order = Uint32Array.from({ length: count }, (_, row) => row);
    sortIndices(order, (a, b) => this.bucket[a] - this.bucket[b] || place[type[a]] - place[type[b]]);
    return {
      bucketSeconds,
      count,
      bucket: Float64Array.from(order, (row) => this.bucket[row]),
      type: order.map((row) => type[row]),
      eventCount: order.map((row) => this.eventCount.get(row)),
    };
  }

  private rowOf(bucket: number, type: number): number {
    const mask = this.slots.length - 1;
    let slot = hashRow(bucket, type, this.seed) & mask;
    while (this.slots[slot] !== 0) {
      const row = this.slots[slot] - 1;
      if (this.is(row, bucket, type)) return row;
      slot = (slot + 1) & mask;
    }
    const row = this.type.length;
    if (row === this.bucket.length) this.grow();
    this.bucket[row] = bucket;
    this.type.push(type);
    this.eventCount.push(0);
    this.place(row);
    return row;
  }

  private is(row: number, bucket: number, type: number): boolean {
    return this.bucket[row] === bucket && this.type.get(row) === type;
  }

  private place(row: number): void {
    const mask = this.slots.length - 1;
    let slot = hashRow(this.bucket[row], this.type.get(row), this.seed) & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = row + 1;
  }

  private grow(): void {
    const bucket = new Float64Array(this.bucket.length * 2);
    bucket.set(this.bucket);
    const rows = this.bucket.length;
    this.bucket = bucket;
    this.slots = new Uint32Array(bucket.length * 2);
    for (let row = 0; row < rows; row++) this.place(row);
  }
}

/** Each number and the seed are mixed in by themselves, so that who does not know it cannot choose what falls together. */
function hashRow(bucket: number, type: number, seed: number): number {
  const high = Math.floor(bucket / 0x1_0000_0000);
  let hash = mixed(Math.imul(seed ^ (bucket | 0), 0x9e3779b1));
  hash = mixed(Math.imul(hash ^ type ^ Math.imul(high, 0xc2b2ae35), 0x85ebca6b));
  return hash;
}

function mixed(hash: number): number {
  return hash ^ (hash >>> 15);
}
