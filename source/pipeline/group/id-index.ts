import { lowerBound } from '../columns/lower-bound.ts';
import type { EventStore } from '../store/event-store.ts';
import type { DuplicatePairs } from './duplicates.ts';
import { fillIdKeys, isSameEvent } from './id-keys.ts';
import { type EventRange, eachSegment } from './partitioning.ts';

const FIRST_SLOTS = 1 << 10;
/** Events added in one step, which takes some milliseconds. */
const ROWS_PER_STEP = 1 << 15;

/**
 * The first event of each id, to find the duplicates among appended events (spec section 4): a hash table with open
 * addressing, 8 to 16 bytes for each id. It is made when first needed, in one pass over all events.
 */
export class IdIndex {
  /** How many events of the store were added. */
  private count = 0;
  private ids = 0;
  /** The index of an event, counted from 1; 0: a free slot. At most half of them are taken. */
  private slots = new Uint32Array(FIRST_SLOTS);
  /** The hash of each taken slot, so that growing reads no events. */
  private hashes = new Uint32Array(FIRST_SLOTS);
  private readonly duplicates: number[] = [];
  private readonly originals: number[] = [];

  /**
   * Adds the events that the store got since the last call, in steps. `keepFrom`: duplicates before this event are not kept.
   */
  *addNew(store: EventStore, idDecides: boolean, keepFrom: number): Generator<void, void> {
    for (; this.count < store.count; this.count = Math.min(store.count, this.count + ROWS_PER_STEP)) {
      const toRow = Math.min(store.count, this.count + ROWS_PER_STEP);
      this.addRows(store, idDecides, { fromRow: this.count, toRow }, keepFrom);
      yield;
    }
  }

  /** The duplicates by id from an event on, ascending. */
  pairsFrom(eventIndex: number): DuplicatePairs {
    const { duplicates } = this;
    // They grow with a followed file, and are asked for at each step of it.
    const from = lowerBound(duplicates.length, (i) => duplicates[i] < eventIndex);
    const pick = (numbers: readonly number[]): Uint32Array => Uint32Array.from(numbers.slice(from));
    return { duplicates: pick(this.duplicates), originals: pick(this.originals) };
  }

  private addRows(store: EventStore, idDecides: boolean, range: EventRange, keepFrom: number): void {
    eachSegment(store, range.fromRow, range.toRow, (segment, from, to, firstEvent) => {
      const { low, high } = fillIdKeys(segment, from, to, idDecides);
      for (let row = from; row < to; row++) {
        const eventIndex = firstEvent + row;
        if (!store.hasId(eventIndex)) continue;
        const hash = Math.imul(low[row] ^ Math.imul(high[row], 0x85ebca6b), 0x9e3779b1);
        const original = this.firstLike(store, idDecides, eventIndex, hash >>> 0);
        if (original < 0 || eventIndex < keepFrom) continue;
        this.duplicates.push(eventIndex);
        this.originals.push(original);
      }
    });
  }

  /** Returns the first event with the same key, or -1 after adding this one as the first. */
  private firstLike(store: EventStore, idDecides: boolean, eventIndex: number, hash: number): number {
    const mask = this.slots.length - 1;
    let slot = mixed(hash) & mask;
    for (; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      if (this.hashes[slot] !== hash) continue;
      const other = this.slots[slot] - 1;
      if (idDecides ? hasSameId(store, other, eventIndex) : isSameEvent(store, other, eventIndex))
        return other;
    }
    this.slots[slot] = eventIndex + 1;
    this.hashes[slot] = hash;
    if (2 * ++this.ids > this.slots.length) this.grow();
    return -1;
  }

  private grow(): void {
    const { slots, hashes } = this;
    this.slots = new Uint32Array(2 * slots.length);
    this.hashes = new Uint32Array(2 * slots.length);
    const mask = this.slots.length - 1;
    for (let from = 0; from < slots.length; from++) {
      if (slots[from] === 0) continue;
      let slot = mixed(hashes[from]) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = slots[from];
      this.hashes[slot] = hashes[from];
    }
  }
}

/** Mixes the upper bits of a product, which are the random ones, into the lower ones. */
function mixed(hash: number): number {
  return hash ^ (hash >>> 15);
}

function hasSameId(store: EventStore, a: number, b: number): boolean {
  return store.idLowOf(a) === store.idLowOf(b) && store.idHighOf(a) === store.idHighOf(b);
}
