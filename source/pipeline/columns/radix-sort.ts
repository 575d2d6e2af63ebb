import { rescale, runToEnd } from './cooperative.ts';
import { uint32Column } from './memory.ts';

/** The counters of an 11-bit digit fit into the L1 cache and leave room for the keys. */
const MOST_DIGIT_BITS = 11;
/** Keys processed in one step, which takes a millisecond or less. */
const KEYS_PER_STEP = 1 << 14;

/** Unsigned integers; or numbers of any kind except NaN, with -0 before 0. */
export type SortKeys = Uint16Array | Uint32Array | Float64Array;

/** How keys are sorted. */
export interface SortOptions {
  readonly descending?: boolean;
  /** The order of equal keys; it is not modified. Without it, equal keys are in ascending order of their indices. */
  readonly order?: Uint32Array | undefined;
}

/**
 * Returns the indices of the keys in the order of the keys, in memory that other threads can read. If all keys are equal
 * it returns `order`, or undefined without one. To sort by two keys, sort by the minor one, then by the major one with
 * `order`.
 *
 * A stable radix sort from the last digit (Harold H. Seward, 1954; Knuth, "The Art of Computer Programming" 3, 5.2.5):
 * linear in the number of keys. It only looks at bits in which keys differ, in as few digits as they fit into.
 */
export function radixSort(keys: SortKeys, options: SortOptions = {}): Uint32Array | undefined {
  return runToEnd(radixSortInSteps(keys, options));
}

/** Does what `radixSort` does in steps of a millisecond or less; yields the share that is done. */
export function* radixSortInSteps(
  keys: SortKeys,
  { descending = false, order }: SortOptions = {},
): Generator<number, Uint32Array | undefined> {
  const buffers = new OrderBuffers(keys.length);
  const flip = descending ? -1 : 0;
  if (!(keys instanceof Float64Array)) return yield* sortByWord(keys, flip, order, buffers);
  const word = new Uint32Array(keys.length);
  yield* rescale(readHalves(keys, LOW, word), 0, 0.1);
  const byLow = yield* rescale(sortByWord(word, flip, order, buffers), 0.1, 0.5);
  yield* rescale(readHalves(keys, HIGH, word), 0.5, 0.6);
  return yield* rescale(sortByWord(word, flip, byLow, buffers), 0.6, 1);
}

/** Two buffers that the passes of one sort write to alternately. */
class OrderBuffers {
  private readonly buffers: Uint32Array[] = [];

  constructor(private readonly length: number) {}

  /** A buffer that is not `from`. */
  other(from: Uint32Array | undefined): Uint32Array {
    const { buffers } = this;
    const index = from !== undefined && from === buffers[0] ? 1 : 0;
    buffers[index] ??= uint32Column(this.length);
    return buffers[index];
  }
}

function* sortByWord(
  words: Uint16Array | Uint32Array,
  flip: number,
  order: Uint32Array | undefined,
  buffers: OrderBuffers,
): Generator<number, Uint32Array | undefined> {
  const differing = yield* rescale(differingBits(words), 0, 0.1);
  if (differing === 0) return order;
  const lowest = 31 - Math.clz32(differing & -differing);
  const bits = 32 - Math.clz32(differing) - lowest;
  const passes = Math.ceil(bits / MOST_DIGIT_BITS);
  const digitBits = Math.ceil(bits / passes);
  let from = order;
  for (let pass = 0; pass < passes; pass++) {
    const to = buffers.other(from);
    const digit = { shift: lowest + pass * digitBits, mask: (1 << digitBits) - 1, flip };
    const share = (done: number): number => 0.1 + (0.9 * (pass + done)) / passes;
    yield* rescale(sortByDigit(words, digit, from, to), share(0), share(1));
    from = to;
  }
  return from;
}

/** The bits in which some words differ from the first one. */
function* differingBits(words: Uint16Array | Uint32Array): Generator<number, number> {
  const { length } = words;
  let differing = 0;
  for (let from = 0; from < length; from += KEYS_PER_STEP) {
    const to = Math.min(length, from + KEYS_PER_STEP);
    for (let i = from; i < to; i++) differing |= words[i] ^ words[0];
    if (to < length) yield to / length;
  }
  return differing;
}

/** A digit of a word. */
interface Digit {
  readonly shift: number;
  readonly mask: number;
  /** -1 flips all bits of the word, for descending order; 0 none. */
  readonly flip: number;
}

/** One pass: writes the indices `from`, or all in ascending order, to `to` by one digit. */
function* sortByDigit(
  words: Uint16Array | Uint32Array,
  digit: Digit,
  from: Uint32Array | undefined,
  to: Uint32Array,
): Generator<number, void> {
  const { length } = to;
  const next = new Uint32Array(digit.mask + 2);
  for (let at = 0; at < length; at += KEYS_PER_STEP) {
    const end = Math.min(length, at + KEYS_PER_STEP);
    countDigits(words.subarray(at, end), digit, next);
    if (end < length) yield (0.2 * end) / length;
  }
  for (let value = 0; value < digit.mask; value++) next[value + 1] += next[value];
  for (let at = 0; at < length; at += KEYS_PER_STEP) {
    const end = Math.min(length, at + KEYS_PER_STEP);
    place(words, digit, from, { at, end }, to, next);
    if (end < length) yield 0.2 + (0.8 * end) / length;
  }
}

/** Adds to `next[value + 1]` the number of words with this value of the digit. */
function countDigits(
  words: Uint16Array | Uint32Array,
  { shift, mask, flip }: Digit,
  next: Uint32Array,
): void {
  for (let i = 0; i < words.length; i++) next[1 + (((words[i] ^ flip) >>> shift) & mask)]++;
}

function place(
  words: Uint16Array | Uint32Array,
  { shift, mask, flip }: Digit,
  from: Uint32Array | undefined,
  { at, end }: { readonly at: number; readonly end: number },
  to: Uint32Array,
  next: Uint32Array,
): void {
  if (from === undefined) {
    for (let i = at; i < end; i++) to[next[((words[i] ^ flip) >>> shift) & mask]++] = i;
    return;
  }
  for (let k = at; k < end; k++) {
    const i = from[k];
    to[next[((words[i] ^ flip) >>> shift) & mask]++] = i;
  }
}

/** Where the halves of a double lie in memory (IEEE 754, in the byte order of this machine). */
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0];
const LOW = 1 - HIGH;

/**
 * Fills `words` with one half of each key, with its bits flipped so that they ascend as the numbers do: all bits of a
 * negative number, else the sign (Michael Herf, "Radix Tricks", 2001).
 */
function* readHalves(keys: Float64Array, half: number, words: Uint32Array): Generator<number, void> {
  const { length } = keys;
  const halves = new Uint32Array(keys.buffer, keys.byteOffset, 2 * length);
  const sign = half === HIGH ? 0x8000_0000 : 0;
  for (let from = 0; from < length; from += KEYS_PER_STEP) {
    const to = Math.min(length, from + KEYS_PER_STEP);
    for (let i = from; i < to; i++) {
      const negative = (halves[2 * i + HIGH] | 0) >> 31;
      words[i] = halves[2 * i + half] ^ (negative | sign);
    }
    yield to / length;
  }
}
