import { newBits, setBits } from '../columns/bits.ts';
import { uint32Column } from '../columns/memory.ts';
import { Uint32List } from '../columns/uint32-list.ts';
import { hasIds } from '../store/event-segment.ts';
import type { EventStore } from '../store/event-store.ts';
import type { DuplicatePairs } from './duplicates.ts';
import { fillIdKeys, isSameEvent, type KeyColumns, newKeyColumns } from './id-keys.ts';
import { type EventRange, eachSegment } from './partitioning.ts';

/**
 * Finds the duplicates among events with ids of their own (spec section 4), before events are grouped: two of them may
 * have different users. Threads share the steps: count the keys of each range of the store by part, copy them to their
 * parts, then look each part up in a hash table that fits into a cache. The parts keep file order, so the first event of a
 * key is the one that is kept.
 */

/** The number of keys that a part aims at: they and their table fit into the cache of a core. */
const KEYS_PER_PART = 1 << 15;
const MOST_PART_BITS = 12;

/** How keys are divided into parts. */
export interface IdParts {
  /** Whether equal ids alone make duplicates: see `PipelineSettings`. */
  readonly idDecides: boolean;
  readonly bits: number;
}

/** The number of keys of a range in each part. */
export interface RangeIds extends EventRange {
  readonly countOfPart: Uint32Array;
}

/** The keys by part, each with its event: shared columns, which all threads write to. */
export interface IdPartitioning {
  readonly parts: IdParts;
  /** Part p has the keys [partStart[p]..partStart[p + 1]). */
  readonly partStart: Uint32Array;
  readonly keys: KeyColumns;
  readonly events: Uint32Array;
}

/** A range, and for each part the position of the range's first key in it. */
export interface RangeIdPlaces extends EventRange {
  readonly next: Uint32Array;
}

/** Divides the ids of a store into parts; undefined if no event has an id. */
export function chooseIdParts({ columnStats }: EventStore, idDecides: boolean): IdParts | undefined {
  const { idCount } = columnStats;
  if (idCount === 0) return undefined;
  const bits = Math.max(0, Math.ceil(Math.log2(idCount / KEYS_PER_PART)));
  return { idDecides, bits: Math.min(MOST_PART_BITS, bits) };
}

/** Counts the keys of a range by part. */
export function countIds(store: EventStore, parts: IdParts, { fromRow, toRow }: EventRange): RangeIds {
  const countOfPart = new Uint32Array(2 ** parts.bits);
  eachKey(store, parts, fromRow, toRow, (part) => countOfPart[part]++);
  return { fromRow, toRow, countOfPart };
}

/** Decides the destination of the keys of all ranges. The ranges are in order and cover the store. */
export function placesOfIds(
  parts: IdParts,
  ranges: readonly RangeIds[],
): { readonly partitioning: IdPartitioning; readonly rangePlaces: readonly RangeIdPlaces[] } {
  const partStart = new Uint32Array(2 ** parts.bits + 1);
  for (const { countOfPart } of ranges) {
    for (let part = 0; part < countOfPart.length; part++) partStart[part + 1] += countOfPart[part];
  }
  for (let part = 1; part < partStart.length; part++) partStart[part] += partStart[part - 1];
  const place = partStart.slice(0, -1);
  const rangePlaces = ranges.map(({ fromRow, toRow, countOfPart }) => {
    const next = place.slice();
    for (let part = 0; part < place.length; part++) place[part] += countOfPart[part];
    return { fromRow, toRow, next };
  });
  const count = partStart[partStart.length - 1];
  return {
    partitioning: { parts, partStart, keys: newKeyColumns(count), events: uint32Column(count) },
    rangePlaces,
  };
}

/** Copies the keys of a range to their parts, in file order. */
export function placeIds(
  store: EventStore,
  { parts, keys, events }: IdPartitioning,
  { fromRow, toRow, next }: RangeIdPlaces,
): void {
  const places = next.slice();
  eachKey(store, parts, fromRow, toRow, (part, low, high, eventIndex) => {
    const place = places[part]++;
    keys.low[place] = low;
    keys.high[place] = high;
    events[place] = eventIndex;
  });
}

/** Returns the duplicates among the events of a part. */
export function duplicatesInPart(
  store: EventStore,
  partitioning: IdPartitioning,
  part: number,
): DuplicatePairs {
  const { partStart, parts, events } = partitioning;
  const { low, high } = partitioning.keys;
  const from = partStart[part];
  const to = partStart[part + 1];
  const duplicates = new Uint32List();
  const originals = new Uint32List();
  const tableBits = 1 + Math.ceil(Math.log2(Math.max(2, to - from)));
  // For each slot the position of a key, counted from 1; 0: none.
  const table = new Uint32Array(2 ** tableBits);
  const mask = table.length - 1;
  for (let at = from; at < to; at++) {
    let slot = Math.imul(low[at] ^ Math.imul(high[at], 0x85ebca6b), 0x9e3779b1) >>> (32 - tableBits);
    for (; table[slot] !== 0; slot = (slot + 1) & mask) {
      const first = from + table[slot] - 1;
      if (low[first] !== low[at] || high[first] !== high[at]) continue;
      if (!parts.idDecides && !isSameEvent(store, events[first], events[at])) continue;
      duplicates.push(events[at]);
      originals.push(events[first]);
      break;
    }
    if (table[slot] === 0) table[slot] = at - from + 1;
  }
  return { duplicates: duplicates.toArray().slice(), originals: originals.toArray().slice() };
}

/** A bit for each event of the store, set for the duplicates; undefined without duplicates. */
export function bitsOf(eventCount: number, pairs: readonly DuplicatePairs[]): Uint32Array | undefined {
  if (pairs.every(({ duplicates }) => duplicates.length === 0)) return undefined;
  const bits = newBits(eventCount);
  for (const { duplicates } of pairs) setBits(bits, duplicates);
  return bits;
}

/** Calls `visit` with each key of the range: its part, its halves, and its event. */
function eachKey(
  store: EventStore,
  { idDecides, bits }: IdParts,
  fromRow: number,
  toRow: number,
  visit: (part: number, low: number, high: number, eventIndex: number) => void,
): void {
  // JavaScript takes a shift by 32 bits for one by 0.
  const shift = 31 - bits;
  eachSegment(store, fromRow, toRow, (segment, from, to, firstEvent) => {
    if (!hasIds(segment)) return;
    const { idLow, idHigh } = segment;
    const { low, high } = fillIdKeys(segment, from, to, idDecides);
    for (let row = from; row < to; row++) {
      if ((idLow[row] | idHigh[row]) === 0) continue;
      const part = (Math.imul(low[row] ^ high[row], 0xc2b2ae35) >>> 1) >>> shift;
      visit(part, low[row], high[row], firstEvent + row);
    }
  });
}
