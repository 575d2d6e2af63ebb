import type { ByteTable } from './byte-table.ts';
import { isDigit, MINUS } from './bytes.ts';
import { sortIndices } from './sort.ts';
import { FIRST_OTHER_USER, type Users } from './users.ts';

// What an id can be, in order. Small integers, which have no text, stand between the first two.
const NEGATIVE_INTEGER = 0;
const LARGE_INTEGER = 1;
const STRING = 2;

/**
 * The users from FIRST_OTHER_USER up in the order of spec section 5, integers by value, then strings by code point;
 * and how many of them come before the user 0.
 */
export function otherUsersInOrder(users: Users): { ordered: Uint32Array; negative: number } {
  const { texts, otherCount } = users;
  const integers = new Uint32Array(otherCount - texts.count);
  const named = new Uint32Array(texts.count);
  for (let user = FIRST_OTHER_USER, i = 0, n = 0; user < FIRST_OTHER_USER + otherCount; user++) {
    if (users.smallIntegerOf(user) >= 0) integers[i++] = user;
    else named[n++] = user;
  }
  const kinds = new Uint8Array(texts.count);
  for (let text = 0; text < texts.count; text++) kinds[text] = kindOf(texts.bytesOf(text));
  sortNamed(users, named, kinds);

  const ordered = new Uint32Array(otherCount);
  let at = 0;
  let next = 0;
  while (next < named.length && kinds[users.textNumberOf(named[next])] === NEGATIVE_INTEGER) {
    ordered[at++] = named[next++];
  }
  const negative = at;
  ordered.set(inOrderOfIntegers(users, integers), at);
  at += integers.length;
  while (next < named.length) ordered[at++] = named[next++];
  return { ordered, negative };
}

/** Small integers, which are below 2^30, have three digits of 10 bits: few enough values to cost a small file nothing. */
const DIGIT_BITS = 10;
const DIGITS = 3;

/** The users whose ids are small integers, by these. A radix sort (Knuth, "The Art of Computer Programming" 3, 5.2.5). */
function inOrderOfIntegers(users: Users, integers: Uint32Array): Uint32Array {
  let from = integers;
  for (let shift = 0; shift < DIGITS * DIGIT_BITS; shift += DIGIT_BITS) {
    const digitOf = (user: number): number =>
      (users.smallIntegerOf(user) >>> shift) & ((1 << DIGIT_BITS) - 1);
    const next = new Uint32Array((1 << DIGIT_BITS) + 1);
    for (const user of from) next[digitOf(user) + 1]++;
    for (let digit = 0; digit + 1 < next.length; digit++) next[digit + 1] += next[digit];
    const to = new Uint32Array(from.length);
    for (const user of from) to[next[digitOf(user)]++] = user;
    from = to;
  }
  return from;
}

function sortNamed(users: Users, named: Uint32Array, kinds: Uint8Array): void {
  const { texts } = users;
  const keys = sortKeys(texts, kinds);
  sortIndices(named, (userA, userB) => {
    const a = users.textNumberOf(userA);
    const b = users.textNumberOf(userB);
    return (
      kinds[a] - kinds[b] ||
      keys[a] - keys[b] ||
      (kinds[a] === NEGATIVE_INTEGER ? texts.compare(b, a) : texts.compare(a, b))
    );
  });
}

/**
 * One number for each text, so that most comparisons touch no text. Where two are equal the bytes decide: for
 * strings the byte order of UTF-8 is the order of code points (RFC 3629, section 1), for integers of one length it
 * is the order of their values, turned round for negative ones.
 *
 * Integers, being in their shortest form, go by length. Strings go by the six bytes that follow what all of them
 * begin with, for ids like `user-000123`.
 */
function sortKeys(texts: ByteTable, kinds: Uint8Array): Float64Array {
  const shared = sharedStart(texts, kinds);
  const keys = new Float64Array(texts.count);
  for (let text = 0; text < texts.count; text++) {
    const bytes = texts.bytesOf(text);
    if (kinds[text] === STRING) {
      for (let i = shared; i < shared + 6; i++)
        keys[text] = keys[text] * 256 + (i < bytes.length ? bytes[i] : 0);
    } else {
      keys[text] = kinds[text] === NEGATIVE_INTEGER ? -bytes.length : bytes.length;
    }
  }
  return keys;
}

/** How many bytes all the strings have in common at their beginning. */
function sharedStart(texts: ByteTable, kinds: Uint8Array): number {
  let shared: Uint8Array | undefined;
  for (let text = 0; text < texts.count; text++) {
    if (kinds[text] !== STRING) continue;
    const bytes = texts.bytesOf(text);
    shared ??= bytes;
    let same = 0;
    while (same < shared.length && same < bytes.length && shared[same] === bytes[same]) same++;
    if (same < shared.length) shared = shared.subarray(0, same);
  }
  return shared?.length ?? 0;
}

function kindOf(text: Uint8Array): number {
  const first = text[0] === MINUS ? 1 : 0;
  if (text.length === first) return STRING;
  for (let i = first; i < text.length; i++) if (!isDigit(text[i])) return STRING;
  return first === 1 ? NEGATIVE_INTEGER : LARGE_INTEGER;
}
