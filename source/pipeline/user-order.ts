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
  const integers = new Float64Array(otherCount - texts.count);
  const named = new Uint32Array(texts.count);
  for (let user = FIRST_OTHER_USER, i = 0, n = 0; user < FIRST_OTHER_USER + otherCount; user++) {
    const integer = users.smallIntegerOf(user);
    if (integer >= 0) integers[i++] = integer;
    else named[n++] = user;
  }
  integers.sort();
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
  for (let i = 0; i < integers.length; i++) ordered[at++] = users.internInteger(integers[i]);
  while (next < named.length) ordered[at++] = named[next++];
  return { ordered, negative };
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
