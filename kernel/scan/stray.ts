/** Passes stray text: what is in no record and separates none (spec section 1). Rare, so it is apart from the hot loop. */
import {
  MOST_STRAY_RUNS,
  STRAY_BYTES,
  STRAY_ON_LINE,
  STRAY_RUN_BYTES,
  STRAY_RUNS,
  STRAY_RUNS_AT,
  STRAY_RUNS_FULL,
} from '../../source/pipeline/kernel/layout';
import { CLOSE_BRACKET, COMMA, LINE_FEED, OPEN_BRACE, OPEN_BRACKET, SPACE, TAB } from './bytes';

/**
 * Reads on from `from`, a stray byte or a place within an open run, up to the next brace, line feed or `limit`, `inArray`
 * up to a closing bracket too, and returns that place; `from` if a run begins and there is no room for it. `strayOnLine`:
 * the stray bytes before on the line, 0 if a run begins; STRAY_ON_LINE then has their number with those passed here.
 */
export function passStray(from: usize, limit: usize, line: u32, strayOnLine: u32, inArray: bool): usize {
  let count = load<u32>(STRAY_RUNS);
  if (strayOnLine == 0) {
    if (count == MOST_STRAY_RUNS) {
      store<u32>(STRAY_RUNS_FULL, 1);
      store<u32>(STRAY_ON_LINE, 0);
      return from;
    }
    count++;
    store<u32>(STRAY_RUNS, count);
  }
  const entry = STRAY_RUNS_AT + STRAY_RUN_BYTES * <usize>(count - 1);
  if (strayOnLine == 0) {
    store<u32>(entry, <u32>from);
    store<u32>(entry, line, 8);
    store<u32>(entry, 0, 12);
  }
  let strayBytes: u32 = 0;
  let end: usize = 0;
  let at = from;
  while (true) {
    // The next sixteen bytes as bits, up to the first that ends the text.
    const bytes = v128.load(at);
    let taken: u32 = 16;
    let stops = bitsOf(bytes, OPEN_BRACE) | bitsOf(bytes, LINE_FEED);
    if (inArray) stops |= bitsOf(bytes, CLOSE_BRACKET);
    if (stops != 0) taken = ctz(stops);
    if (limit - at < <usize>taken) taken = <u32>(limit - at);
    const strays = ~separatorBits(bytes) & ((1 << taken) - 1);
    if (strays != 0) {
      strayBytes += popcnt(strays);
      end = at + 32 - clz(strays);
    }
    at += taken;
    if (taken < 16 || at == limit) break;
  }
  if (at < limit && load<u8>(at) == LINE_FEED) store<u32>(entry, 1, 12);
  if (end != 0) store<u32>(entry, <u32>end, 4);
  store<u32>(STRAY_BYTES, load<u32>(STRAY_BYTES) + strayBytes);
  store<u32>(STRAY_ON_LINE, strayOnLine + strayBytes);
  return at;
}

/** Which of sixteen bytes are `byte`. */
@inline
function bitsOf(bytes: v128, byte: u32): u32 {
  return i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(<i8>byte)));
}

/** Which of sixteen bytes `isSeparator`. */
@inline
function separatorBits(bytes: v128): u32 {
  const isSpace = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(<i8>TAB)), i8x16.splat(5));
  const spaces: u32 = i8x16.bitmask(isSpace) | bitsOf(bytes, SPACE);
  return spaces | bitsOf(bytes, COMMA) | bitsOf(bytes, OPEN_BRACKET) | bitsOf(bytes, CLOSE_BRACKET);
}

/** Whether the byte is white space as the spec defines it, a comma or a bracket. */
@inline
export function isSeparator(byte: u32): bool {
  return byte == SPACE || byte - TAB < 5 || byte == COMMA || byte == OPEN_BRACKET || byte == CLOSE_BRACKET;
}
