import { uint32Column } from '../columns/memory.ts';

/** What the duplicates among events are known by: plain data, that another thread may look at. */
export interface DuplicateColumns {
  /** One bit an event, set for a duplicate. */
  readonly bits: Uint32Array;
  /** How many bits are set before each word of `bits`. */
  readonly before: Uint32Array;
  /** For each set bit, in order, the event it repeats. */
  readonly originals: Uint32Array;
}

/** Some duplicates, in any order, and for each the event it repeats. */
export interface DuplicatePairs {
  readonly duplicates: Uint32Array;
  readonly originals: Uint32Array;
}

/** Which events repeat an earlier one, and which. Events are meant by their place in the store, from 0. */
export class Duplicates {
  private constructor(
    /** How many events repeat another. */
    readonly count: number,
    private readonly makeColumns: () => DuplicateColumns,
    private made?: DuplicateColumns,
  ) {}

  /** Of `eventCount` events. Columns are made of the pairs when somebody first asks which: many runs only count. */
  static among(eventCount: number, pairs: readonly DuplicatePairs[]): Duplicates {
    const count = pairs.reduce((sum, { duplicates }) => sum + duplicates.length, 0);
    return new Duplicates(count, () => columnsOf(eventCount, count, pairs));
  }

  static ofColumns(columns: DuplicateColumns): Duplicates {
    return new Duplicates(columns.originals.length, () => columns, columns);
  }

  /** What another thread needs to make the same of: `Duplicates.ofColumns(columns)`. */
  columns(): DuplicateColumns {
    this.made ??= this.makeColumns();
    return this.made;
  }

  /** Events that came after the duplicates were looked for are none. */
  has(event: number): boolean {
    return ((this.made ?? this.columns()).bits[event >>> 5] & (1 << (event & 31))) !== 0;
  }

  /** The event that duplicate `event` repeats: the first in file order. */
  originalOf(event: number): number {
    const columns = this.made ?? this.columns();
    return columns.originals[numberOf(columns, event)];
  }
}

function columnsOf(eventCount: number, count: number, pairs: readonly DuplicatePairs[]): DuplicateColumns {
  const bits = uint32Column((eventCount >>> 5) + 1);
  for (const { duplicates } of pairs) {
    for (let i = 0; i < duplicates.length; i++) bits[duplicates[i] >>> 5] |= 1 << (duplicates[i] & 31);
  }
  const before = uint32Column(bits.length);
  for (let word = 1; word < before.length; word++) {
    before[word] = before[word - 1] + countBits(bits[word - 1]);
  }
  const columns = { bits, before, originals: uint32Column(count) };
  for (const { duplicates, originals } of pairs) {
    for (let i = 0; i < duplicates.length; i++) {
      columns.originals[numberOf(columns, duplicates[i])] = originals[i];
    }
  }
  return columns;
}

/** The place of a duplicate among all. */
function numberOf({ bits, before }: Pick<DuplicateColumns, 'bits' | 'before'>, event: number): number {
  const lower = bits[event >>> 5] & ((1 << (event & 31)) - 1);
  return before[event >>> 5] + countBits(lower);
}

/** Set bits of a 32-bit word (Henry S. Warren, "Hacker's Delight", 5-1). */
function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  bits = (bits + (bits >>> 4)) & 0x0f0f0f0f;
  return Math.imul(bits, 0x01010101) >>> 24;
}
