import { uint32Column } from './memory.ts';

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

  /** Of `eventCount` events: groups tell, in any order, which repeat which. */
  static among(
    eventCount: number,
    groups: readonly { readonly duplicates: Uint32Array; readonly originals: Uint32Array }[],
  ): Duplicates {
    const bits = uint32Column((eventCount >>> 5) + 1);
    for (const { duplicates } of groups) {
      for (let i = 0; i < duplicates.length; i++) bits[duplicates[i] >>> 5] |= 1 << (duplicates[i] & 31);
    }
    const before = uint32Column(bits.length);
    for (let word = 1; word < before.length; word++) {
      before[word] = before[word - 1] + countBits(bits[word - 1]);
    }
    const count = groups.reduce((sum, { duplicates }) => sum + duplicates.length, 0);
    const found = new Duplicates({ bits, before, originals: uint32Column(count) });
    for (const { duplicates, originals } of groups) {
      for (let i = 0; i < duplicates.length; i++)
        found.originals[found.numberOf(duplicates[i])] = originals[i];
    }
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

/** Set bits of a 32-bit word (Henry S. Warren, "Hacker's Delight", 5-1). */
function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  bits = (bits + (bits >>> 4)) & 0x0f0f0f0f;
  return Math.imul(bits, 0x01010101) >>> 24;
}
