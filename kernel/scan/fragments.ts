/** Heaps of fragments: records on one line that the brace of the next one ends (spec section 1), one after the other. */
import { FRAGMENTS_AT, MOST_FRAGMENTS } from '../../source/pipeline/kernel/layout';
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  nextStop,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  SPACE,
  TAB,
} from './bytes';

/**
 * Finds fragments from the brace at `start` on, as long as they begin before `until` and their end shows within `mostBytes`.
 * At FRAGMENTS_AT stand for each its address and its length. Answers how many. It leaves whatever has a line feed, a bracket, a closing brace, a nested object or an odd string in it.
 */
export function fragments(start: usize, until: usize, mostBytes: u32): u32 {
  let count: u32 = 0;
  let at = start;
  while (count < <u32>MOST_FRAGMENTS && at < until) {
    const next = braceBehind(at);
    if (next == 0) break;
    let end = next;
    while (isSpace(load<u8>(end - 1))) end--;
    // A colon before the brace, and it is a value.
    if (load<u8>(end - 1) == COLON || next - at >= <usize>mostBytes) break;
    const entry = FRAGMENTS_AT + 8 * <usize>count;
    store<u32>(entry, <u32>at);
    store<u32>(entry, <u32>(end - at), 4);
    count++;
    at = next;
  }
  return count;
}

/** The next opening brace outside of strings; 0 where something else comes first. */
function braceBehind(start: usize): usize {
  let at = start + 1;
  while (true) {
    const byte: u32 = load<u8>(at);
    if (byte == OPEN_BRACE) return at;
    if (byte == QUOTE) {
      at = nextStop(at + 1);
      if (load<u8>(at) != QUOTE) return 0;
    } else if (byte == CLOSE_BRACE || byte == OPEN_BRACKET || byte == CLOSE_BRACKET || byte < SPACE) return 0;
    at++;
  }
}

@inline
function isSpace(byte: u32): bool {
  return byte == SPACE || byte - TAB < 5;
}
