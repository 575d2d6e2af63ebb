/** Operations on sixteen or eight bytes at a time. All of them rely on the padding of zeros after the window. */

export const TAB: u32 = 0x09;
export const LINE_FEED: u32 = 0x0a;
export const CARRIAGE_RETURN: u32 = 0x0d;
export const SPACE: u32 = 0x20;
export const QUOTE: u32 = 0x22;
export const PLUS: u32 = 0x2b;
export const COMMA: u32 = 0x2c;
export const MINUS: u32 = 0x2d;
export const DOT: u32 = 0x2e;
export const DIGIT_0: u32 = 0x30;
export const DIGIT_9: u32 = 0x39;
export const COLON: u32 = 0x3a;
export const OPEN_BRACKET: u32 = 0x5b;
export const BACKSLASH: u32 = 0x5c;
export const CLOSE_BRACKET: u32 = 0x5d;
export const OPEN_BRACE: u32 = 0x7b;
export const CLOSE_BRACE: u32 = 0x7d;

/** Returned instead of an address for what the kernel does not handle. No record, value or string ends at address 0. */
export const REFUSED: usize = 0;

/** Line feeds skipped by `space` since the record's brace, and the address after the last one. */
export let lineFeeds: u32 = 0;
export let lineStart: usize = 0;

/** Resets the count of line feeds. */
@inline
export function forgetLineFeeds(): void {
  lineFeeds = 0;
}

/** Adds `count` line feeds, the last of which ends at `behindLast`. */
@inline
export function passLineFeeds(count: u32, behindLast: usize): void {
  lineFeeds += count;
  lineStart = behindLast;
}

/** Skips the white space of JSON. */
@inline
export function space(from: usize): usize {
  let at = from;
  while (true) {
    const byte: u32 = load<u8>(at++);
    if (byte == LINE_FEED) {
      lineFeeds++;
      lineStart = at;
    } else if (byte != SPACE && byte != CARRIAGE_RETURN && byte != TAB) return at - 1;
  }
}

/** Whether the byte is an ASCII digit. */
@inline
export function isDigit(byte: u32): bool {
  return byte - DIGIT_0 <= 9;
}

/** Sixteen of each: loading them is one instruction, building them takes more. */
const QUOTES = memory.data<u64>([0x2222222222222222, 0x2222222222222222]);
const BACKSLASHES = memory.data<u64>([0x5c5c5c5c5c5c5c5c, 0x5c5c5c5c5c5c5c5c]);
const CONTROLS = memory.data<u64>([0x1f1f1f1f1f1f1f1f, 0x1f1f1f1f1f1f1f1f]);

/**
 * Returns a bit per byte, set for those that end a run of ordinary string characters (quote, backslash, control
 * characters).
 */
@inline
export function stops(bytes: v128): u32 {
  const quotes = i8x16.eq(bytes, v128.load(QUOTES));
  const backslashes = i8x16.eq(bytes, v128.load(BACKSLASHES));
  const controls = i8x16.le_u(bytes, v128.load(CONTROLS));
  return i8x16.bitmask(v128.or(v128.or(quotes, backslashes), controls));
}

/** Returns the next quote, backslash or control character, at or after `from`. */
@inline
export function nextStop(from: usize): usize {
  let at = from;
  let found = stops(v128.load(at));
  while (found == 0) {
    at += 16;
    found = stops(v128.load(at));
  }
  return at + ctz(found);
}

/** Returns the closing quote of the string whose content begins at `from`, or REFUSED for one with an escape in it. */
@inline
export function plainStringEnd(from: usize): usize {
  const end = nextStop(from);
  return load<u8>(end) == QUOTE ? end : REFUSED;
}

/**
 * For eight bytes: marks those that are not digits, as bits in the upper half of each; garbage after the first of them.
 */
@inline
export function nonDigits(bytes: u64): u64 {
  const values = bytes ^ 0x3030303030303030;
  return ((values + 0x0606060606060606) | values) & 0xf0f0f0f0f0f0f0f0;
}

/** Skips the digits at `from`. */
@inline
export function pastDigits(from: usize): usize {
  let at = from;
  let found = nonDigits(load<u64>(at));
  while (found == 0) {
    at += 8;
    found = nonDigits(load<u64>(at));
  }
  return at + <usize>(ctz(found) >> 3);
}

/**
 * Sixteen bytes of ones, then of zeros: a vector loaded 16 - n bytes from its beginning masks the first n of 16 bytes.
 */
const ONES_THEN_ZEROS = memory.data<u64>([-1, -1, 0, 0]);

/** Returns the first `count` of sixteen bytes, with zeros after them. */
@inline
export function keepFirst(bytes: v128, count: usize): v128 {
  return v128.and(bytes, v128.load(ONES_THEN_ZEROS + 16 - count));
}

/** Returns the `count` bytes at `at`, at most sixteen, with zeros after them. */
@inline
export function firstBytes(at: usize, count: usize): v128 {
  return keepFirst(v128.load(at), count);
}

/** Returns whether `[from..to)` is ASCII and, with `plain`, has no backslash. */
export function isAscii(from: usize, to: usize, plain: bool): bool {
  const backslash = i8x16.splat(<i8>BACKSLASH);
  let backslashes = i8x16.splat(0);
  let all = i8x16.splat(0);
  for (let at = from; at < to; at += 16) {
    const bytes = firstBytes(at, min<usize>(to - at, 16));
    all = v128.or(all, bytes);
    backslashes = v128.or(backslashes, i8x16.eq(bytes, backslash));
  }
  return i8x16.bitmask(all) == 0 && !(plain && v128.any_true(backslashes));
}

/** Returns an 8-bit hash of all the bytes, an index into a table. */
@inline
export function mixed(bytes: v128, length: usize): u32 {
  const low = i64x2.extract_lane(bytes, 0) ^ <i64>length;
  const product: u64 = (low ^ (i64x2.extract_lane(bytes, 1) * 0x165667b19e3779f9)) * 0x9e3779b97f4a7c15;
  return <u32>(product >> 56);
}
