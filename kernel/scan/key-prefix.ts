/**
 * The key prefix cache. A key prefix is what stands before a value in an object, from the end of the value before it (or
 * from behind the brace) on: `, "event_time": `. Nearly all records of a file have the same prefixes in the same order,
 * so each prefix that was parsed is kept together with the one that came next. Where the expected prefix stands again, a
 * comparison of its bytes finds the value behind it without parsing a key.
 *
 * The cache is a shortcut and nothing else: an entry holds all bytes of its prefix, all of them are compared, and the
 * same bytes lead to the same end from the same state of the grammar. There are two such states, behind a brace (`fresh`)
 * and behind a value, with a table for each. Whatever holds no prefix matches nowhere (`setUnmatchable`): an entry that
 * was never filled, the beginning of a record, and the stand-in for prefixes that are not kept.
 */
import {
  KEY_BYTES,
  KEY_MASK,
  KEY_STRIDE,
  KEYS_AT,
  KEY_PREFIX_REST_BYTES,
  KEY_PREFIX_STRIDE,
  KEY_PREFIXES,
  KEY_PREFIXES_AT,
} from '../../source/pipeline/kernel/layout';
import {
  BACKSLASH,
  CLOSE_BRACE,
  COLON,
  COMMA,
  firstBytes,
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
import { stringOn } from './values';

/**
 * An entry: the first 32 bytes of its prefix, zeros behind them if it is shorter; as many ones, then zeros; the fields
 * below, of 32 bits; and the bytes past the first 32.
 */
const HEAD_BYTES: usize = 32;
const MASK: usize = 32;
const REST: usize = 96;
/** Room for keys of 70 bytes under an indentation of twelve blanks at six levels. */
const LONGEST: usize = HEAD_BYTES + KEY_PREFIX_REST_BYTES;
const LENGTH: usize = 64;
/** What came next, behind a value; and, this much farther on, behind a brace. */
const NEXT: usize = 68;
export const FRESH: usize = 4;
export const NOT_FRESH: usize = 0;
const WANTED: usize = 76;
const LINE_FEEDS: usize = 80;
/** The place behind the last line feed among its bytes. */
const LAST_LINE: usize = 84;

const TABLE_BYTES = KEY_PREFIXES * KEY_PREFIX_STRIDE;
/** Stand for the beginning of a record, and for prefixes that are not kept. They match nowhere, and only link to the next. */
export const RECORD_BEGINS: usize = KEY_PREFIXES_AT + 2 * TABLE_BYTES;
const NOT_KEPT: usize = RECORD_BEGINS + KEY_PREFIX_STRIDE;
const ENTRIES_END: usize = NOT_KEPT + KEY_PREFIX_STRIDE;

/** What a key is: none of the wanted ones, or one. */
export const OTHER: u32 = 0;
export const USER: u32 = 1;
export const TIME: u32 = 2;
export const TYPE: u32 = 4;
/** In place of that: there is no value more, but the brace that ends the object. */
export const OBJECT_ENDS: u32 = 8;

/** The key prefix that was passed last, and what its key is. */
export let passed: usize = RECORD_BEGINS;
export let wanted: u32 = OTHER;

/** The key prefix that came next the last time, after `last`. */
@inline
export function expectedAfter(last: usize, fresh: usize): usize {
  return load<u32>(last + fresh, NEXT);
}

/** Empties the cache. To be called before anything is read. */
export function clearKeyPrefixes(): void {
  for (let lead: usize = KEY_PREFIXES_AT; lead < ENTRIES_END; lead += KEY_PREFIX_STRIDE) {
    setUnmatchable(lead);
    store<u32>(lead, <u32>NOT_KEPT, NEXT + NOT_FRESH);
    store<u32>(lead, <u32>NOT_KEPT, NEXT + FRESH);
  }
}

/** Bytes that are masked away are compared with zeros, so an entry with a one outside its mask equals no text. */
function setUnmatchable(lead: usize): void {
  v128.store(lead, i8x16.splat(-1));
  v128.store(lead, i8x16.splat(0), MASK);
}

/** Whether the prefix `lead` stands at `at`: all of its bytes. */
@inline
export function isPrefix(lead: usize, at: usize): bool {
  const first = v128.xor(v128.and(v128.load(at), v128.load(lead, MASK)), v128.load(lead));
  const second = v128.xor(v128.and(v128.load(at, 16), v128.load(lead, MASK + 16)), v128.load(lead, 16));
  if (v128.any_true(v128.or(first, second))) return false;
  const length = lengthOf(lead);
  // No prefix holds a zero, so the window goes on where a comparison succeeds, and the next one reads its padding at most.
  for (let done: usize = HEAD_BYTES; done < length; done += 16) {
    const bytes = firstBytes(at + done, min<usize>(length - done, 16));
    if (v128.any_true(v128.xor(bytes, v128.load(lead + REST - HEAD_BYTES + done)))) return false;
  }
  return true;
}

@inline
export function lengthOf(lead: usize): usize {
  return load<u32>(lead, LENGTH);
}

@inline
export function wantedBy(lead: usize): u32 {
  return load<u32>(lead, WANTED);
}

/** Counts the line feeds in the key prefix `lead`, which stands at `at`. */
@inline
export function passLines(lead: usize, at: usize): void {
  const feeds = load<u32>(lead, LINE_FEEDS);
  if (feeds != 0) passLineFeeds(feeds, at + load<u32>(lead, LAST_LINE));
}

/**
 * From behind a brace (`fresh`) or a value of an object, where what came before has the key prefix `last`, to the next
 * value; or to the brace that ends the object. Answers the place, or REFUSED.
 */
export function readPrefix(from: usize, last: usize, fresh: usize, isTop: bool): usize {
  const feedsBefore = lineFeeds;
  let at = space(from);
  if (load<u8>(at) == CLOSE_BRACE) {
    wanted = OBJECT_ENDS;
    return at;
  }
  if (fresh == NOT_FRESH) {
    if (load<u8>(at) != COMMA) return REFUSED;
    at = space(at + 1);
  }
  if (load<u8>(at) != QUOTE) return REFUSED;
  const key = at + 1;
  at = nextStop(key);
  const isPlain = load<u8>(at) == QUOTE;
  if (isPlain) at++;
  else {
    // An escape: which key it is matters on top only.
    if (isTop || load<u8>(at) != BACKSLASH) return REFUSED;
    at = stringOn(at);
    if (at == REFUSED) return REFUSED;
  }
  at = space(at);
  if (load<u8>(at) != COLON) return REFUSED;
  at = space(at + 1);
  wanted = isPlain ? whichKey(key) : OTHER;
  passed = isPlain && at - from <= LONGEST ? keep(from, at - from, fresh, lineFeeds - feedsBefore) : NOT_KEPT;
  store<u32>(last + fresh, <u32>passed, NEXT);
  return at;
}

/** Puts the prefix `[from..from + length)` into its table, in place of any other, and returns its entry. */
function keep(from: usize, length: usize, fresh: usize, feeds: u32): usize {
  const first = firstBytes(from, min<usize>(length, 16));
  const second = length > 16 ? firstBytes(from + 16, min<usize>(length - 16, 16)) : i8x16.splat(0);
  let turned = second;
  for (let done: usize = HEAD_BYTES; done < length; done += 16) {
    const bytes = firstBytes(from + done, min<usize>(length - done, 16));
    turned = v128.xor(turnedByFive(turned), bytes);
  }
  const place = mixed(v128.xor(first, turnedByFive(turned)), length);
  const lead =
    KEY_PREFIXES_AT + (fresh ? TABLE_BYTES : 0) + <usize>((place % KEY_PREFIXES) * KEY_PREFIX_STRIDE);
  const ones = i8x16.splat(-1);
  v128.store(lead, first);
  v128.store(lead, second, 16);
  v128.store(lead, keepFirst(ones, min<usize>(length, 16)), MASK);
  v128.store(lead, length > 16 ? keepFirst(ones, min<usize>(length - 16, 16)) : i8x16.splat(0), MASK + 16);
  for (let done: usize = HEAD_BYTES; done < length; done += 16) {
    v128.store(lead + REST - HEAD_BYTES + done, firstBytes(from + done, min<usize>(length - done, 16)));
  }
  store<u32>(lead, <u32>length, LENGTH);
  store<u32>(lead, wanted, WANTED);
  store<u32>(lead, feeds, LINE_FEEDS);
  store<u32>(lead, <u32>(lineStart - from), LAST_LINE);
  return lead;
}

@inline
function turnedByFive(bytes: v128): v128 {
  return v128.shuffle<u8>(bytes, bytes, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4);
}

/** Which of the wanted keys stands at `at`, or OTHER. */
function whichKey(at: usize): u32 {
  return isKey(KEYS_AT, at)
    ? USER
    : isKey(KEYS_AT + KEY_STRIDE, at)
      ? TIME
      : isKey(KEYS_AT + 2 * KEY_STRIDE, at)
        ? TYPE
        : OTHER;
}

function isKey(key: usize, at: usize): bool {
  for (let done: usize = 0; done < <usize>KEY_BYTES; done += 16) {
    const difference = v128.xor(v128.load(at + done), v128.load(key + done));
    if (v128.any_true(v128.and(difference, v128.load(key + done, KEY_MASK)))) return false;
  }
  return true;
}
