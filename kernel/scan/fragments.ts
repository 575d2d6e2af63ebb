/** Finds runs of fragments: records on one line, each ended by the brace of the next (spec section 1). */
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
 * Finds fragments from the brace at `start` on, as long as they begin before `until` and end within `mostBytes`. Writes
 * the address and length of each to FRAGMENTS_AT and returns their number. It stops at one with a line feed, a bracket, a
 * closing brace, a nested object, an escape or a control character.
 */
export function fragments(start: usize, until: usize, mostBytes: u32): u32 {
  let count: u32 = 0;
  let at = start;
  while (count < <u32>MOST_FRAGMENTS && at < until) {
    const next = braceBehind(at);
    if (next == 0) break;
    let end = next;
    while (isSpace(load<u8>(end - 1))) end--;
    // After a colon the brace begins a value.
    if (load<u8>(end - 1) == COLON || next - at >= <usize>mostBytes) break;
    const entry = FRAGMENTS_AT + 8 * <usize>count;
    store<u32>(entry, <u32>at);
    store<u32>(entry, <u32>(end - at), 4);
    count++;
    at = next;
  }
  return count;
}

/** Returns the next opening brace outside strings, or 0 if something that ends the run comes first. */
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
