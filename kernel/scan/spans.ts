/**
 * Where the three wanted values of an object stand, whatever they are: the kernel's part in validating a record that
 * `anyRecord` refused. It refuses what `JsonReader` must look at: all that is no JSON, a key on top with an escape in
 * it, nesting deeper than its memory holds.
 */
import { SPAN_BYTES, SPANS } from '../../source/pipeline/kernel/layout';
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  forgetLineFeeds,
  lineFeeds,
  lineStart,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  REFUSED,
  space,
} from './bytes';
import {
  FRESH,
  NOT_FRESH,
  OBJECT_ENDS,
  OTHER,
  passed,
  RECORD_BEGINS,
  readPrefix,
  wanted,
} from './key-prefix';
import { depth, isObject, openNothing, pop, push } from './nesting';
import { scalar, string } from './values';

/**
 * Where the object whose brace is at `start` ends, or REFUSED, as where it does not end by `limit`. At SPANS stand its
 * wanted values then, how many line feeds it has, and the address behind the last of them.
 */
export function readSpans(start: usize, limit: usize): usize {
  forgetLineFeeds();
  memory.fill(SPANS, 0, 3 * SPAN_BYTES);
  openNothing();
  push(true);
  let fresh = FRESH;
  let last = RECORD_BEGINS;
  let at = start + 1;
  // A wanted value waits for its end: there may be more inside.
  let waiting = OTHER;
  let waitingFrom: usize = 0;
  while (true) {
    if (at >= limit) return REFUSED;
    let key = OTHER;
    const inObject = isObject();
    if (inObject && depth > 1) {
      // Which key it is matters on top only.
      at = space(at);
      if (load<u8>(at) == CLOSE_BRACE) key = OBJECT_ENDS;
      else at = pastKey(at, fresh);
      if (at == REFUSED) return REFUSED;
    } else if (inObject) {
      at = readPrefix(at, last, fresh, true);
      if (at == REFUSED) return REFUSED;
      key = wanted;
      last = passed;
    } else {
      at = space(at);
      if (fresh == NOT_FRESH && load<u8>(at) != CLOSE_BRACKET) {
        if (load<u8>(at) != COMMA) return REFUSED;
        at = space(at + 1);
        if (load<u8>(at) == CLOSE_BRACKET) return REFUSED;
      }
    }
    const byte: u32 = load<u8>(at);
    if (byte == CLOSE_BRACE || byte == CLOSE_BRACKET) {
      // Of the right kind, and not in place of a value.
      if (byte == CLOSE_BRACE ? key != OBJECT_ENDS : inObject) return REFUSED;
      at++;
      fresh = NOT_FRESH;
      if (pop() == 0) {
        if (at > limit) return REFUSED;
        store<u32>(SPANS, lineFeeds, 3 * SPAN_BYTES);
        store<u32>(SPANS, <u32>lineStart, 3 * SPAN_BYTES + 4);
        return at;
      }
    } else {
      if (key != OTHER && depth == 1) {
        waiting = key;
        waitingFrom = at;
      }
      if (byte == OPEN_BRACE || byte == OPEN_BRACKET) {
        if (!push(byte == OPEN_BRACE)) return REFUSED;
        at++;
        fresh = FRESH;
        continue;
      }
      at = byte == QUOTE ? string(at) : scalar(at, byte, true);
      if (at == REFUSED) return REFUSED;
      fresh = NOT_FRESH;
    }
    if (waiting != OTHER && depth == 1) {
      // Keys are 1, 2 and 4, in the order of the spans.
      const span = SPANS + <usize>(waiting >> 1) * SPAN_BYTES;
      store<u32>(span, load<u8>(waitingFrom));
      store<u32>(span, <u32>waitingFrom, 4);
      store<u32>(span, <u32>at, 8);
      waiting = OTHER;
    }
  }
}

/** From a brace (`fresh`) or a value past the next key and its colon. */
@inline
function pastKey(from: usize, fresh: usize): usize {
  let at = from;
  if (fresh == NOT_FRESH) {
    if (load<u8>(at) != COMMA) return REFUSED;
    at = space(at + 1);
  }
  if (load<u8>(at) != QUOTE) return REFUSED;
  at = string(at);
  if (at == REFUSED) return REFUSED;
  at = space(at);
  return load<u8>(at) == COLON ? space(at + 1) : REFUSED;
}
