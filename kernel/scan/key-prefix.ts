/**
 * The key prefix cache. A key prefix is all that comes before a value in an object, from the end of the previous value (or
 * from the opening brace) on: `, "event_time": `. Nearly all records of a file have the same prefixes in the same order,
 * so each parsed prefix is cached together with the one that came next. Where the expected prefix comes again, a
 * comparison of its bytes finds the value without parsing a key.
 *
 * The cache is only a shortcut (decision 012): an entry holds all bytes of its prefix, all of them are compared, and the
 * same bytes lead to the same place from the same state of the grammar. There are two such states, AFTER_OPEN and
 * AFTER_VALUE, with a table for each. An entry without a prefix matches no text (`setUnmatchable`): one that was never
 * filled, the start of a record, and the one for all prefixes that are not cached.
 */
import {
  KEY_PREFIX_REST_BYTES,
  KEY_PREFIX_STRIDE,
  KEY_PREFIXES,
  KEY_PREFIXES_AT,
  PLACE_ELSEWHERE,
  PLACE_IN_RECORD,
  UNCHECKED_FROM_NOW_ON,
} from '../../source/pipeline/kernel/layout';
import {
  CLOSE_BRACE,
  COLON,
  COMMA,
  firstBytes,
  isAscii,
  keepFirst,
  lineFeeds,
  lineStart,
  mixed,
  nextStop,
  passLineFeeds,
  QUOTE,
  REFUSED,
  space,
} from './bytes';
import { decodedKeyFields, NO_FIELD, plainKeyFields } from './keys';
import { stringOn } from './values';

/**
 * An entry: the first 32 bytes of its prefix, padded with zeros; a mask of as many bytes; the 32-bit numbers below; and
 * the bytes of the prefix past the first 32.
 */
const HEAD_BYTES: usize = 32;
const MASK: usize = 32;
const LENGTH: usize = 64;
/** The entries that came next last time, in state AFTER_VALUE and, 4 bytes later, AFTER_OPEN. */
export const NEXT: usize = 68;
/** The fields that are read from the key. */
const FIELDS: usize = PLACE_IN_RECORD;
const LINE_FEEDS: usize = 80;
/** Where the last line begins, counted from the beginning of the prefix. */
const LAST_LINE: usize = 84;
const REST: usize = 96;
/**
 * What the key means to the mapped reader (mapped-prefix.ts) in each of its contexts, 16 bits each: in the record, the
 * lower half of `FIELDS`; in a tracked object, of which the number is 1 to 3; and elsewhere, always nothing.
 */
export const IN_RECORD: usize = PLACE_IN_RECORD;
export const ELSEWHERE: usize = PLACE_ELSEWHERE;
/** Enough for keys of 70 bytes under an indentation of twelve spaces at six levels. */
export const LONGEST_CACHED: usize = HEAD_BYTES + KEY_PREFIX_REST_BYTES;

/** States of the grammar in an object or array: nothing was read in it yet, or a value was. */
export const AFTER_OPEN: usize = 4;
export const AFTER_VALUE: usize = 0;

const TABLE_BYTES = KEY_PREFIXES * KEY_PREFIX_STRIDE;
/**
 * Entries that match no text and only link to what came next: the start of a record, and any prefix that is not cached.
 */
export const RECORD_START: usize = KEY_PREFIXES_AT + 2 * TABLE_BYTES;
export const NOT_CACHED: usize = RECORD_START + KEY_PREFIX_STRIDE;
const ENTRIES_END: usize = NOT_CACHED + KEY_PREFIX_STRIDE;

/** Instead of fields: there is no key, but the brace that closes the object. */
export const OBJECT_ENDS: u32 = 256;

/** What `readPrefix` read last: its entry, and the fields that are read from its key, or OBJECT_ENDS. */
export let parsedPrefix: usize = RECORD_START;
export let parsedFields: u32 = NO_FIELD;

for (let entry: usize = KEY_PREFIXES_AT; entry < ENTRIES_END; entry += KEY_PREFIX_STRIDE) {
  setUnmatchable(entry);
  store<u32>(entry, <u32>NOT_CACHED, NEXT + AFTER_VALUE);
  store<u32>(entry, <u32>NOT_CACHED, NEXT + AFTER_OPEN);
}

/** Makes the entry differ from any text: text is masked before the comparison, and the entry has ones outside its mask. */
function setUnmatchable(entry: usize): void {
  v128.store(entry, i8x16.splat(-1));
  v128.store(entry, i8x16.splat(0), MASK);
}

/** Returns the entry that followed `last` in this state last time: a guess, to be checked with `isPrefix`. */
@inline
export function expectedAfter(last: usize, state: usize): usize {
  return load<u32>(last + state, NEXT);
}

/** Returns whether all bytes of the entry's prefix are at `at`. */
@inline
export function isPrefix(entry: usize, at: usize): bool {
  const first = v128.xor(v128.and(v128.load(at), v128.load(entry, MASK)), v128.load(entry));
  const second = v128.xor(v128.and(v128.load(at, 16), v128.load(entry, MASK + 16)), v128.load(entry, 16));
  if (v128.any_true(v128.or(first, second))) return false;
  const length = lengthOf(entry);
  // No prefix holds a zero byte, so what was equal so far lies within the window, and the padding covers the next 16 bytes.
  for (let done: usize = HEAD_BYTES; done < length; done += 16) {
    const bytes = firstBytes(at + done, min<usize>(length - done, 16));
    if (v128.any_true(v128.xor(bytes, v128.load(entry + REST - HEAD_BYTES + done)))) return false;
  }
  return true;
}

/** Returns the length of the entry's prefix in bytes. */
@inline
export function lengthOf(entry: usize): usize {
  return load<u32>(entry, LENGTH);
}

/** Returns the fields that are read from the entry's key. */
@inline
export function fieldsOf(entry: usize): u32 {
  return load<u32>(entry, FIELDS);
}

/** Counts the line feeds in the entry's prefix, which is at `at`. */
@inline
export function countPrefixLines(entry: usize, at: usize): void {
  const feeds = load<u32>(entry, LINE_FEEDS);
  if (feeds != 0) passLineFeeds(feeds, at + load<u32>(entry, LAST_LINE));
}

/** The key that `passKey` passed last, from its first byte to its closing quote, and whether it has no escape. */
export let keyFrom: usize = 0;
export let keyEnd: usize = 0;
export let isPlainKey: bool = false;

/**
 * Passes the key at `from` and its colon. Returns the address of the value; or, with `keyFrom` 0, of the brace that closes
 * the object; or REFUSED.
 */
export function passKey(from: usize, state: usize): usize {
  let at = space(from);
  if (load<u8>(at) == CLOSE_BRACE) {
    keyFrom = 0;
    return at;
  }
  if (state == AFTER_VALUE) {
    if (load<u8>(at) != COMMA) return REFUSED;
    at = space(at + 1);
  }
  if (load<u8>(at) != QUOTE) return REFUSED;
  keyFrom = at + 1;
  at = nextStop(keyFrom);
  isPlainKey = load<u8>(at) == QUOTE;
  at = isPlainKey ? at + 1 : stringOn(at);
  if (at == REFUSED) return REFUSED;
  keyEnd = at - 1;
  at = space(at);
  return load<u8>(at) == COLON ? space(at + 1) : REFUSED;
}

/**
 * Parses the key prefix at `from`, after the prefix `last`, and caches it. Returns the address of the value or of the
 * brace that closes the object, and sets `parsedPrefix` and `parsedFields`; or REFUSED. A key with an escape is decoded,
 * and its prefix cached, only at depth 1 (`isTop`), where it matters which key it is.
 */
export function readPrefix(from: usize, last: usize, state: usize, isTop: bool): usize {
  const feedsBefore = lineFeeds;
  const at = passKey(from, state);
  if (at == REFUSED) return REFUSED;
  if (keyFrom == 0) {
    parsedFields = OBJECT_ENDS;
    return at;
  }
  if (!isAscii(from, at, true)) store<u32>(UNCHECKED_FROM_NOW_ON, 1);
  parsedFields = isPlainKey ? plainKeyFields(keyFrom) : isTop ? decodedKeyFields(keyFrom, keyEnd) : NO_FIELD;
  parsedPrefix =
    (isPlainKey || isTop) && at - from <= LONGEST_CACHED
      ? cache(from, at - from, state, lineFeeds - feedsBefore, parsedFields, 0)
      : NOT_CACHED;
  store<u32>(last + state, <u32>parsedPrefix, NEXT);
  return at;
}

/**
 * Caches the prefix `[from..from + length)`, at most LONGEST_CACHED bytes, replacing any other with the same hash, and
 * returns its entry. `salt`: differs where the same prefix is to have another entry, because others come next.
 */
export function cache(from: usize, length: usize, state: usize, feeds: u32, fields: u32, salt: u32): usize {
  const first = firstBytes(from, min<usize>(length, 16));
  const second = length > 16 ? firstBytes(from + 16, min<usize>(length - 16, 16)) : i8x16.splat(0);
  let hashed = second;
  for (let done: usize = HEAD_BYTES; done < length; done += 16) {
    const bytes = firstBytes(from + done, min<usize>(length - done, 16));
    hashed = v128.xor(rotatedByFive(hashed), bytes);
  }
  const hash = mixed(v128.xor(first, rotatedByFive(hashed)), length) ^ salt;
  const table: usize = KEY_PREFIXES_AT + (state == AFTER_OPEN ? TABLE_BYTES : 0);
  const entry = table + <usize>((hash % KEY_PREFIXES) * KEY_PREFIX_STRIDE);
  const ones = i8x16.splat(-1);
  v128.store(entry, first);
  v128.store(entry, second, 16);
  v128.store(entry, keepFirst(ones, min<usize>(length, 16)), MASK);
  v128.store(entry, length > 16 ? keepFirst(ones, min<usize>(length - 16, 16)) : i8x16.splat(0), MASK + 16);
  for (let done: usize = HEAD_BYTES; done < length; done += 16) {
    v128.store(entry + REST - HEAD_BYTES + done, firstBytes(from + done, min<usize>(length - done, 16)));
  }
  store<u32>(entry, <u32>length, LENGTH);
  store<u32>(entry, fields, FIELDS);
  store<u32>(entry, feeds, LINE_FEEDS);
  store<u32>(entry, <u32>(lineStart - from), LAST_LINE);
  return entry;
}

@inline
function rotatedByFive(bytes: v128): v128 {
  return v128.shuffle<u8>(bytes, bytes, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4);
}
