import type { InternerColumns, StringInterner } from './interner.ts';
import { sortIndices } from './merge-sort.ts';
import { RadixSort } from './radix-sort.ts';

/** Fewer are sorted by comparing them: it costs no counters. */
const FEW = 64;
/** So often is the same begun behind the bytes that are the same; after that, in odd data, texts are compared. */
const MOST_ROUNDS = 8;

/**
 * Sorts texts of a table, given by number, byte by byte. They are told apart by the eight bytes that follow what all of
 * them begin with, for ids like `user-000123`, in a radix sort over these; where that leaves many, once more among them.
 */
export function sortStrings(texts: StringInterner, numbers: Uint32Array): void {
  new TextSort(texts).sort(numbers, 0, MOST_ROUNDS);
}

class TextSort {
  private readonly columns: InternerColumns;
  private readonly radix = new RadixSort();

  constructor(private readonly texts: StringInterner) {
    this.columns = texts.columns();
  }

  /** `same`: so many bytes are known to be the same in all of them. */
  sort(numbers: Uint32Array, same: number, roundsLeft: number): void {
    const { length } = numbers;
    if (length < FEW || roundsLeft === 0) {
      sortIndices(numbers, (a, b) => this.texts.compare(a, b));
      return;
    }
    const shared = this.sharedStart(numbers, same);
    const first = this.wordsAt(numbers, shared);
    const second = this.wordsAt(numbers, shared + 4);
    const order = this.radix.sort(first, length, this.radix.sort(second, length));
    if (order !== undefined) {
      permute(numbers, order);
      permute(first, order);
      permute(second, order);
    }
    for (let from = 0; from < length; ) {
      let to = from + 1;
      while (to < length && first[to] === first[from] && second[to] === second[from]) to++;
      if (to - from > 1) this.sort(numbers.subarray(from, to), shared, roundsLeft - 1);
      from = to;
    }
  }

  /** How many bytes all of them have in common at their beginning: `known` at least. */
  private sharedStart(numbers: Uint32Array, known: number): number {
    const { arena, starts } = this.columns;
    const start = starts[numbers[0]];
    let shared = this.texts.lengthOf(numbers[0]);
    for (let i = 1; i < numbers.length; i++) {
      const other = starts[numbers[i]];
      const end = Math.min(shared, this.texts.lengthOf(numbers[i]));
      let same = known;
      while (same < end && arena[start + same] === arena[other + same]) same++;
      shared = same;
    }
    return shared;
  }

  /** Of each text the four bytes from `at` on as one number, zeros where it has ended. */
  private wordsAt(numbers: Uint32Array, at: number): Uint32Array {
    const { arena, starts } = this.columns;
    const words = new Uint32Array(numbers.length);
    for (let i = 0; i < words.length; i++) {
      const from = starts[numbers[i]] + at;
      const end = Math.min(from + 4, starts[numbers[i] + 1]);
      let word = 0;
      for (let byte = from; byte < from + 4; byte++) word = (word << 8) | (byte < end ? arena[byte] : 0);
      words[i] = word;
    }
    return words;
  }
}

/** Puts the column into this order. */
export function permute(column: Uint32Array, order: Uint32Array): void {
  const old = column.slice();
  for (let i = 0; i < old.length; i++) column[i] = old[order[i]];
}
