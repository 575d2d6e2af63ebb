import { grown } from '../columns/memory.ts';

/** The initial capacity in rows. */
const FIRST_ROWS = 512;

/**
 * Counts events by bucket and type, in any order: a hash table with open addressing from (bucket, type) to a row. Events
 * are mostly in order of time, so the last row of a type is usually the right one and nothing is hashed.
 */
export class TrendCounter {
  /** The number of rows. */
  count = 0;
  private buckets = new Float64Array(FIRST_ROWS);
  private types = new Uint32Array(FIRST_ROWS);
  private counts = new Uint32Array(FIRST_ROWS);
  /** The row + 1, or 0 for an empty slot. At most half of them are taken. */
  private slots = new Uint32Array(2 * FIRST_ROWS);
  /** For each type the row + 1 that was counted last, or 0. */
  private lastRow: Uint32Array;

  /**
   * `seed`: an integer for the hash. It affects no result; an unpredictable seed protects against files written so that
   * all rows collide.
   */
  constructor(
    typeCount: number,
    private readonly seed: number,
  ) {
    this.lastRow = new Uint32Array(typeCount);
  }

  /** The bucket of each row. */
  get bucket(): Float64Array {
    return this.buckets.subarray(0, this.count);
  }

  /** The type of each row, by number. */
  get type(): Uint32Array {
    return this.types.subarray(0, this.count);
  }

  /** The number of events counted in each row. */
  get eventCount(): Uint32Array {
    return this.counts.subarray(0, this.count);
  }

  /** Makes room for new types. */
  growTypes(typeCount: number): void {
    if (typeCount <= this.lastRow.length) return;
    this.lastRow = grown(this.lastRow, new Uint32Array(typeCount));
  }

  /** Counts an event. */
  add(bucket: number, type: number): void {
    let row = this.lastRow[type] - 1;
    if (row < 0 || this.buckets[row] !== bucket) {
      row = this.rowOf(bucket, type);
      this.lastRow[type] = row + 1;
    }
    this.counts[row]++;
  }

  private rowOf(bucket: number, type: number): number {
    const mask = this.slots.length - 1;
    let slot = hashRow(bucket, type, this.seed) & mask;
    for (; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const row = this.slots[slot] - 1;
      if (this.buckets[row] === bucket && this.types[row] === type) return row;
    }
    if (this.count === this.buckets.length) {
      this.grow();
      return this.rowOf(bucket, type);
    }
    const row = this.count++;
    this.buckets[row] = bucket;
    this.types[row] = type;
    this.slots[slot] = row + 1;
    return row;
  }

  private grow(): void {
    const length = 2 * this.buckets.length;
    const { buckets, types } = this;
    this.buckets = grown(buckets, new Float64Array(length));
    this.types = grown(types, new Uint32Array(length));
    this.counts = grown(this.counts, new Uint32Array(length));
    this.slots = new Uint32Array(2 * length);
    const mask = this.slots.length - 1;
    for (let row = 0; row < this.count; row++) {
      let slot = hashRow(buckets[row], types[row], this.seed) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = row + 1;
    }
  }
}

/** Bucket, type and seed are mixed in one by one, so that collisions cannot be chosen without knowing the seed. */
function hashRow(bucket: number, type: number, seed: number): number {
  const high = Math.floor(bucket / 0x1_0000_0000);
  const hash = mix(Math.imul(seed ^ (bucket | 0), 0x9e3779b1));
  return mix(Math.imul(hash ^ type ^ Math.imul(high, 0xc2b2ae35), 0x85ebca6b));
}

function mix(hash: number): number {
  return hash ^ (hash >>> 15);
}
