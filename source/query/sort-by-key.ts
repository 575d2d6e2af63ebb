import { uint32Column } from '../pipeline/columns/memory.ts';

/** Keys are taken this many at a time: a millisecond or less. */
const BLOCK = 1 << 14;

/** Where the halves of a double lie in memory (IEEE 754, in the order of bytes that this machine has). */
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0];
const LOW = 1 - HIGH;

/** A digit of the 64 bits: in which half, how far from its right end, and which bits are left after the shift. */
interface Digit {
  readonly low: boolean;
  readonly shift: number;
  readonly mask: number;
}

/** From the right; 11 bits are as many as have their counters in the fastest cache. */
const DIGITS: readonly Digit[] = [true, false].flatMap((low) => [
  { low, shift: 0, mask: 0x7ff },
  { low, shift: 11, mask: 0x7ff },
  { low, shift: 22, mask: 0x3ff },
]);

/**
 * The indices of `keys` in ascending order of their keys, or in descending order, those of equal keys as they stand
 * in `order` (without it: ascending). So rows are sorted by two keys with the lesser key first. Where all keys are
 * equal the answer is `order` itself, or nothing for ascending indices. Keys are numbers, never NaN; -0 comes before
 * 0. Yields the share done.
 *
 * A radix sort from the last digit (Harold H. Seward, 1954) over the bits of the doubles, turned so that they ascend
 * as the numbers do (Michael Herf, "Radix Tricks", 2001). Digits that are the same in all keys cost nothing.
 */
export function* sortByKey(
  keys: Float64Array,
  { descending = false, order }: { descending?: boolean; order?: Uint32Array | undefined } = {},
): Generator<number, Uint32Array | undefined> {
  const { length } = keys;
  const words = new Uint32Array(keys.buffer, keys.byteOffset, 2 * length);
  let from = order;
  let spare: Uint32Array | undefined;
  const digits = yield* varyingDigits(words, length);
  for (let pass = 0; pass < digits.length; pass++) {
    const to = spare ?? uint32Column(length);
    yield* distribute(words, digits[pass], descending, from, to, (share) => (pass + share) / digits.length);
    // Whoever gave the first order keeps it as it was.
    spare = from === order ? undefined : from;
    from = to;
  }
  return from;
}

/** The digits in which some keys differ. */
function* varyingDigits(words: Uint32Array, length: number): Generator<number, readonly Digit[]> {
  let high = 0;
  let low = 0;
  for (let from = 0; from < length; from += BLOCK) {
    const to = Math.min(length, from + BLOCK);
    for (let i = from; i < to; i++) {
      high |= words[2 * i + HIGH] ^ words[HIGH];
      low |= words[2 * i + LOW] ^ words[LOW];
    }
    yield 0;
  }
  return DIGITS.filter((digit) => (((digit.low ? low : high) >>> digit.shift) & digit.mask) !== 0);
}

/** One pass: the indices `from` into `to`, by one digit. */
function* distribute(
  words: Uint32Array,
  digit: Digit,
  descending: boolean,
  from: Uint32Array | undefined,
  to: Uint32Array,
  share: (ofPass: number) => number,
): Generator<number, void> {
  const { length } = to;
  const next = new Uint32Array(digit.mask + 2);
  for (let at = 0; at < length; at += BLOCK) {
    countDigits(words, digit, descending, next, at, Math.min(length, at + BLOCK));
    yield share((0.2 * at) / length);
  }
  for (let value = 0; value < digit.mask; value++) next[value + 1] += next[value];
  for (let at = 0; at < length; at += BLOCK) {
    place(words, digit, descending, from, to, next, at, Math.min(length, at + BLOCK));
    yield share(0.2 + (0.8 * at) / length);
  }
}

/** `next[value + 1]`: how many keys have this value of the digit. */
function countDigits(
  words: Uint32Array,
  { low, shift, mask }: Digit,
  descending: boolean,
  next: Uint32Array,
  from: number,
  to: number,
): void {
  const turned = descending ? -1 : 0;
  for (let i = from; i < to; i++) next[1 + ((imageOf(words, i, low, turned) >>> shift) & mask)]++;
}

function place(
  words: Uint32Array,
  { low, shift, mask }: Digit,
  descending: boolean,
  from: Uint32Array | undefined,
  to: Uint32Array,
  next: Uint32Array,
  start: number,
  end: number,
): void {
  const turned = descending ? -1 : 0;
  for (let at = start; at < end; at++) {
    const i = from === undefined ? at : from[at];
    to[next[(imageOf(words, i, low, turned) >>> shift) & mask]++] = i;
  }
}

/** Half of key `i`, its bits turned so that they ascend with the numbers: below 0 all of them, else the sign. */
function imageOf(words: Uint32Array, i: number, low: boolean, turned: number): number {
  const high = words[2 * i + HIGH];
  const negative = (high | 0) >> 31;
  return (low ? words[2 * i + LOW] ^ negative : high ^ (negative | 0x80000000)) ^ turned;
}
