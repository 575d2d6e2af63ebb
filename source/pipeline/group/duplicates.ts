import { countBits, hasBit, newBits, setBits } from '../columns/bits.ts';
import { grown, uint32Column } from '../columns/memory.ts';

/** The duplicates among events as plain data, which other threads can read. */
export interface DuplicateColumns {
  /** One bit per event, set if it is a duplicate. */
  readonly bits: Uint32Array;
  /** For each word of `bits`, the number of bits set in the words before it. */
  readonly before: Uint32Array;
  /** For each set bit, in order, the event that the duplicate repeats. */
  readonly originals: Uint32Array;
}

/** Some duplicates, in any order, each with the event that it repeats. */
export interface DuplicatePairs {
  readonly duplicates: Uint32Array;
  readonly originals: Uint32Array;
}

/** Which events are duplicates, and which event each repeats. Events are given by their index in the store, from 0. */
export class Duplicates {
  private constructor(
    /** The number of duplicates. */
    readonly count: number,
    private readonly makeColumns: () => DuplicateColumns,
    private readonly found: readonly DuplicatePairs[] | undefined,
    private made?: DuplicateColumns,
  ) {}

  /** `eventCount`: of all events. The columns are built on first use: many runs only count duplicates. @internal */
  static among(eventCount: number, pairs: readonly DuplicatePairs[]): Duplicates {
    const count = pairs.reduce((sum, { duplicates }) => sum + duplicates.length, 0);
    return new Duplicates(count, () => columnsOf(eventCount, count, pairs), pairs);
  }

  /** The duplicates that `columns` were taken from. @internal */
  static ofColumns(columns: DuplicateColumns): Duplicates {
    return new Duplicates(columns.originals.length, () => columns, undefined, columns);
  }

  /**
   * Returns these duplicates with those of later events, ascending. `eventCount`: that of all events. Copies the columns
   * without looking at each known duplicate.
   * @internal
   */
  extended(eventCount: number, { duplicates, originals }: DuplicatePairs): Duplicates {
    const known = this.columns();
    const bits = grown(known.bits, newBits(eventCount));
    setBits(bits, duplicates);
    const before = grown(known.before, uint32Column(bits.length));
    for (let word = known.before.length; word < before.length; word++) {
      before[word] = before[word - 1] + countBits(bits[word - 1]);
    }
    const all = grown(known.originals, uint32Column(known.originals.length + originals.length));
    all.set(originals, known.originals.length);
    return Duplicates.ofColumns({ bits, before, originals: all });
  }

  /** The columns, for `Duplicates.ofColumns` on another thread. @internal */
  columns(): DuplicateColumns {
    this.made ??= this.makeColumns();
    return this.made;
  }

  /** Whether the event is a duplicate; false for events that were added after the duplicates were found. */
  has(eventIndex: number): boolean {
    return hasBit((this.made ?? this.columns()).bits, eventIndex);
  }

  /** Returns the event that the duplicate `event` repeats: the first one in the file. */
  originalOf(eventIndex: number): number {
    const columns = this.made ?? this.columns();
    return columns.originals[indexOfDuplicate(columns, eventIndex)];
  }

  /** All duplicates with their originals, in any order. @internal */
  pairs(): readonly DuplicatePairs[] {
    return this.found ?? [pairsIn(this.columns())];
  }
}

function columnsOf(eventCount: number, count: number, pairs: readonly DuplicatePairs[]): DuplicateColumns {
  const bits = newBits(eventCount);
  for (const { duplicates } of pairs) setBits(bits, duplicates);
  const before = uint32Column(bits.length);
  for (let word = 1; word < before.length; word++) {
    before[word] = before[word - 1] + countBits(bits[word - 1]);
  }
  const columns = { bits, before, originals: uint32Column(count) };
  for (const { duplicates, originals } of pairs) {
    for (let i = 0; i < duplicates.length; i++) {
      columns.originals[indexOfDuplicate(columns, duplicates[i])] = originals[i];
    }
  }
  return columns;
}

function pairsIn({ bits, originals }: DuplicateColumns): DuplicatePairs {
  const duplicates = new Uint32Array(originals.length);
  let count = 0;
  for (let word = 0; word < bits.length; word++) {
    for (let left = bits[word]; left !== 0; left &= left - 1) {
      duplicates[count++] = 32 * word + 31 - Math.clz32(left & -left);
    }
  }
  return { duplicates, originals };
}

/** Returns the index of a duplicate among all duplicates. */
function indexOfDuplicate(
  { bits, before }: Pick<DuplicateColumns, 'bits' | 'before'>,
  eventIndex: number,
): number {
  const lower = bits[eventIndex >>> 5] & ((1 << (eventIndex & 31)) - 1);
  return before[eventIndex >>> 5] + countBits(lower);
}
