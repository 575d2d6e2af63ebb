import { runToEnd, withShare } from './cooperative.ts';
import type { InternerColumns, StringInterner } from './interner.ts';
import { sortIndices } from './merge-sort.ts';
import { radixSortInSteps } from './radix-sort.ts';

/** Fewer strings are sorted by comparing them: that needs no counters. */
const FEWEST_FOR_RADIX = 64;
/** Strings that are still equal after this many rounds, of at least eight bytes each, are compared. */
const MOST_ROUNDS = 64;
/** Strings processed in one step, which takes a millisecond or less. */
const STRINGS_PER_STEP = 1 << 13;

/**
 * Sorts strings, given by number, in place in the order of their bytes, which for UTF-8 is the order of code points (RFC
 * 3629, section 1). A radix sort by the eight bytes after the prefix that all strings share, which suits ids like
 * `user-000123`; strings that agree in these bytes are sorted in the same way by what follows.
 */
export function sortStrings(strings: StringInterner, numbers: Uint32Array): void {
  runToEnd(sortStringsInSteps(strings, numbers));
}

/** Does what `sortStrings` does in steps of a few milliseconds; yields the share that is done. */
export function sortStringsInSteps(strings: StringInterner, numbers: Uint32Array): Generator<number, void> {
  return new StringSort(strings, numbers.length).sort(numbers, 0, MOST_ROUNDS);
}

/** Returns the rank of each string among all in the order of `sortStrings`, in steps of a few milliseconds. */
export function* stringRanks(strings: StringInterner): Generator<number, Uint32Array> {
  const { count } = strings;
  const numbers = Uint32Array.from({ length: count }, (_, number) => number);
  yield* sortStringsInSteps(strings, numbers);
  const ranks = new Uint32Array(count);
  for (let rank = 0; rank < count; rank++) ranks[numbers[rank]] = rank;
  return ranks;
}

class StringSort {
  private readonly columns: InternerColumns;
  /** Strings that are in their final position. */
  private done = 0;

  constructor(
    private readonly strings: StringInterner,
    private readonly total: number,
  ) {
    this.columns = strings.columns();
  }

  /** `shared`: the number of leading bytes that all strings are known to share. */
  *sort(numbers: Uint32Array, shared: number, roundsLeft: number): Generator<number, void> {
    const { length } = numbers;
    if (length < FEWEST_FOR_RADIX || roundsLeft === 0) {
      this.sortByComparing(numbers);
      return;
    }
    const from = yield* this.sharedStart(numbers, shared);
    const first = yield* this.wordsAt(numbers, from);
    const second = yield* this.wordsAt(numbers, from + 4);
    // The radix sorts put no string into its final position.
    const share = (): number => this.share;
    const bySecond = yield* withShare(radixSortInSteps(second), share);
    const order = yield* withShare(radixSortInSteps(first, { order: bySecond }), share);
    if (order !== undefined) for (const column of [numbers, first, second]) permute(column, order);
    // Strings with the same two words are still to be ordered.
    for (let at = 0, end = 0; at < length; at = end) {
      while (end < length && first[end] === first[at] && second[end] === second[at]) end++;
      const { done } = this;
      const ties = end - at;
      if (ties === 1) this.done++;
      else if (ties < FEWEST_FOR_RADIX) this.sortByComparing(numbers.subarray(at, end));
      else yield* this.sort(numbers.subarray(at, end), from, roundsLeft - 1);
      if (Math.floor(done / STRINGS_PER_STEP) !== Math.floor(this.done / STRINGS_PER_STEP)) yield this.share;
    }
  }

  private sortByComparing(numbers: Uint32Array): void {
    sortIndices(numbers, (a, b) => this.strings.compare(a, b));
    this.done += numbers.length;
  }

  /** Counts the leading bytes that all strings have in common: at least `known`. */
  private *sharedStart(numbers: Uint32Array, known: number): Generator<number, number> {
    const { arena, starts } = this.columns;
    const start = starts[numbers[0]];
    let shared = this.strings.lengthOf(numbers[0]);
    for (let i = 1; i < numbers.length; i++) {
      const other = starts[numbers[i]];
      const end = Math.min(shared, this.strings.lengthOf(numbers[i]));
      let same = known;
      while (same < end && arena[start + same] === arena[other + same]) same++;
      shared = same;
      if (i % STRINGS_PER_STEP === 0) yield this.share;
    }
    return shared;
  }

  /** Reads four bytes of each string, from byte `at` on, as one number; zeros past the end. */
  private *wordsAt(numbers: Uint32Array, at: number): Generator<number, Uint32Array> {
    const { arena, starts } = this.columns;
    const words = new Uint32Array(numbers.length);
    for (let i = 0; i < words.length; i++) {
      const from = starts[numbers[i]] + at;
      const end = Math.min(from + 4, starts[numbers[i] + 1]);
      let word = 0;
      for (let byte = from; byte < from + 4; byte++) word = (word << 8) | (byte < end ? arena[byte] : 0);
      words[i] = word;
      if (i % STRINGS_PER_STEP === 0) yield this.share;
    }
    return words;
  }

  private get share(): number {
    return this.done / this.total;
  }
}

/** Puts the numbers of the column into this order. */
export function permute(column: Uint32Array, order: Uint32Array): void {
  const old = column.slice();
  for (let i = 0; i < old.length; i++) column[i] = old[order[i]];
}
