import type { EventStore } from './event-store.ts';
import type { EventsByUser } from './group.ts';
import { uint32Column } from './memory.ts';
import { Uint32List } from './uint32-list.ts';

/** What the duplicates among events are known by: plain data, that another thread may look at. */
export interface DuplicateColumns {
  /** One bit an event, set for a duplicate. */
  readonly bits: Uint32Array;
  /** How many bits are set before each word of `bits`. */
  readonly before: Uint32Array;
  /** For each set bit, in order, the event it repeats. */
  readonly originals: Uint32Array;
}

/** Which events repeat an earlier one, and which. Events are meant by their place in the store, from 0. */
export class Duplicates {
  /** How many events repeat another. */
  readonly count: number;
  private readonly bits: Uint32Array;
  private readonly before: Uint32Array;
  private readonly originals: Uint32Array;

  constructor({ bits, before, originals }: DuplicateColumns) {
    this.count = originals.length;
    this.bits = bits;
    this.before = before;
    this.originals = originals;
  }

  /** Of `eventCount` events `duplicates[i]` repeats `originals[i]`, in any order. */
  static among(eventCount: number, duplicates: Uint32Array, originals: Uint32Array): Duplicates {
    const bits = uint32Column((eventCount >>> 5) + 1);
    for (const event of duplicates) bits[event >>> 5] |= 1 << (event & 31);
    const before = uint32Column(bits.length);
    for (let word = 1; word < bits.length; word++) {
      before[word] = before[word - 1] + countBits(bits[word - 1]);
    }
    const found = new Duplicates({ bits, before, originals: uint32Column(duplicates.length) });
    for (let i = 0; i < duplicates.length; i++) found.originals[found.numberOf(duplicates[i])] = originals[i];
    return found;
  }

  /** What another thread needs to make the same of: `new Duplicates(columns)`. */
  columns(): DuplicateColumns {
    const { bits, before, originals } = this;
    return { bits, before, originals };
  }

  /** Events that came after the duplicates were looked for are none. */
  has(event: number): boolean {
    return (this.bits[event >>> 5] & (1 << (event & 31))) !== 0;
  }

  /** The event that duplicate `event` repeats: the first in file order. */
  originalOf(event: number): number {
    return this.originals[this.numberOf(event)];
  }

  private numberOf(event: number): number {
    const lower = this.bits[event >>> 5] & ((1 << (event & 31)) - 1);
    return this.before[event >>> 5] + countBits(lower);
  }
}

/**
 * Finds duplicates (spec section 4): same user, same nanosecond, same type; the first in file order is kept. What can
 * be equal stands side by side among the events by user, and only the ties are looked at. Linear, however many events
 * share an instant.
 */
export function findDuplicates(store: EventStore, { events, ties }: EventsByUser): Duplicates {
  const duplicates = new Uint32List();
  const originals = new Uint32List();
  // For each type, the first event that had it, and the run of one user and instant in which that was.
  const firstOfType = new Uint32Array(store.types.count);
  const runOfType = new Uint32Array(store.types.count);
  let run = 0;
  let runEnd = -1;
  for (const at of ties) {
    const event = events[at];
    // A tie is of one second; the nanoseconds decide.
    if (store.nanosecondsOf(events[at - 1]) !== store.nanosecondsOf(event)) continue;
    if (runEnd !== at - 1) {
      const first = events[at - 1];
      run++;
      firstOfType[store.typeOf(first)] = first;
      runOfType[store.typeOf(first)] = run;
    }
    runEnd = at;
    const type = store.typeOf(event);
    if (runOfType[type] === run) {
      duplicates.push(event);
      originals.push(firstOfType[type]);
    } else {
      runOfType[type] = run;
      firstOfType[type] = event;
    }
  }
  return Duplicates.among(store.count, duplicates.toArray(), originals.toArray());
}

/** Set bits of a 32-bit word (Henry S. Warren, "Hacker's Delight", 5-1). */
function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  bits = (bits + (bits >>> 4)) & 0x0f0f0f0f;
  return Math.imul(bits, 0x01010101) >>> 24;
}
