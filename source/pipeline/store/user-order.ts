import type { StringInterner } from '../columns/interner.ts';
import { uint32Column } from '../columns/memory.ts';
import { radixSort } from '../columns/radix-sort.ts';
import { permute, sortStrings } from '../columns/sort-strings.ts';
import { isDigit, MINUS } from '../text/bytes.ts';
import { FIRST_TEXT_USER, type Users } from './users.ts';

// Kinds of ids, in the order of spec section 5.
const NEGATIVE_INTEGER = 0;
const SMALL_INTEGER = 1;
const LARGE_INTEGER = 2;
const STRING = 3;

/**
 * The keys of users: integers from 0 to `count` - 1 that ascend in the order of spec section 5. Negative integers come
 * first, then small integers, which need no table, then all others. Plain data over shared memory; see `keyOf`.
 */
export interface UserKeys {
  readonly count: number;
  /** Added to a small integer this gives its key; may be negative. */
  readonly integerShift: number;
  /** The keys of small integers are in `[firstInteger..endOfIntegers)`. */
  readonly firstInteger: number;
  readonly endOfIntegers: number;
  /** The key of each user from FIRST_TEXT_USER on. */
  readonly keyOfText: Uint32Array;
}

/** Returns the keys of all current users. Their small integers, if there are any, lie from `least` to `most`. */
export function userKeys({ texts }: Users, least: number, most: number): UserKeys {
  const { ordered, negative } = textsInOrder(texts);
  const integers = Math.max(0, most - least + 1);
  const keyOfText = uint32Column(texts.count);
  for (let rank = 0; rank < ordered.length; rank++) {
    keyOfText[ordered[rank]] = rank < negative ? rank : rank + integers;
  }
  return {
    count: texts.count + integers,
    integerShift: integers === 0 ? 0 : negative - least,
    firstInteger: negative,
    endOfIntegers: negative + integers,
    keyOfText,
  };
}

/** Returns the rank of each text among all in the order of users. */
export function userRanks(texts: StringInterner): Uint32Array {
  const { ordered } = textsInOrder(texts);
  const ranks = new Uint32Array(ordered.length);
  for (let rank = 0; rank < ordered.length; rank++) ranks[ordered[rank]] = rank;
  return ranks;
}

/** Returns the key of a user. */
export function keyOf({ integerShift, keyOfText }: UserKeys, user: number): number {
  return user < FIRST_TEXT_USER ? user + integerShift : keyOfText[user - FIRST_TEXT_USER];
}

/**
 * Returns a negative number, 0 or a positive number as user `a` sorts before, is, or sorts after user `b` (spec section
 * 5).
 */
export function compareUsers({ texts }: Users, a: number, b: number): number {
  if (a < FIRST_TEXT_USER && b < FIRST_TEXT_USER) return a - b;
  const kind = kindOfUser(texts, a);
  return kind - kindOfUser(texts, b) || compareOfKind(texts, kind, a - FIRST_TEXT_USER, b - FIRST_TEXT_USER);
}

/** Returns the texts by number in the order of their users, and how many are negative integers: those come first. */
function textsInOrder(texts: StringInterner): { ordered: Uint32Array; negative: number } {
  const kinds = new Uint8Array(texts.count);
  for (let text = 0; text < texts.count; text++) kinds[text] = kindOf(texts.bytesOf(text));
  const ordered = new Uint32Array(texts.count);
  const startOfKind = [0];
  for (let kind = NEGATIVE_INTEGER, at = 0; kind <= STRING; kind++) {
    for (let text = 0; text < texts.count; text++) if (kinds[text] === kind) ordered[at++] = text;
    startOfKind.push(at);
  }
  sortIntegers(texts, ordered.subarray(startOfKind[LARGE_INTEGER], startOfKind[STRING]));
  const negative = ordered.subarray(0, startOfKind[SMALL_INTEGER]);
  sortIntegers(texts, negative);
  negative.reverse();
  sortStrings(texts, ordered.subarray(startOfKind[STRING]));
  return { ordered, negative: startOfKind[SMALL_INTEGER] };
}

/** Sorts integers of one sign, in their shortest form, by distance from 0: by length, then by digits. */
function sortIntegers(texts: StringInterner, integers: Uint32Array): void {
  const lengths = Uint32Array.from(integers, (text) => texts.lengthOf(text));
  const order = radixSort(lengths);
  if (order !== undefined) permute(integers, order);
  for (let from = 0; from < integers.length; ) {
    const length = texts.lengthOf(integers[from]);
    let to = from + 1;
    while (to < integers.length && texts.lengthOf(integers[to]) === length) to++;
    sortStrings(texts, integers.subarray(from, to));
    from = to;
  }
}

/**
 * Compares two texts of one kind. Strings compare by their bytes: for UTF-8 this is the order of code points (RFC 3629,
 * section 1), and bytes that are not UTF-8 sort by their values. Integers, in their shortest form, compare by length,
 * then by digits, both reversed for negative ones.
 */
function compareOfKind(texts: StringInterner, kind: number, a: number, b: number): number {
  if (kind === STRING) return texts.compare(a, b);
  const order = texts.lengthOf(a) - texts.lengthOf(b) || texts.compare(a, b);
  return kind === NEGATIVE_INTEGER ? -order : order;
}

function kindOfUser(texts: StringInterner, user: number): number {
  return user < FIRST_TEXT_USER ? SMALL_INTEGER : kindOf(texts.bytesOf(user - FIRST_TEXT_USER));
}

function kindOf(text: Uint8Array): number {
  const first = text[0] === MINUS ? 1 : 0;
  if (text.length === first) return STRING;
  for (let i = first; i < text.length; i++) if (!isDigit(text[i])) return STRING;
  return first === 1 ? NEGATIVE_INTEGER : LARGE_INTEGER;
}
