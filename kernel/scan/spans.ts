/**
 * Finds the values of the fields in any JSON object: the kernel's twin of `JsonReader`, for records that `anyRecord`
 * refused. It refuses what only `JsonReader` can read: everything that is not JSON, and nesting deeper than its memory
 * holds.
 */
import {
  ANY_KEY,
  ENVELOPE_KEY_AT,
  ENVELOPE_KEY_BYTES,
  IS_MAPPED,
  MAY_BE_ENVELOPE,
  MOST_FIELDS,
  RECORD_LINE_FEEDS,
  SPAN_BYTES,
  SPAN_COUNT,
  SPANS,
  SPANS_SHIFT,
} from '../../source/pipeline/kernel/layout';
import {
  BACKSLASH,
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
  AFTER_OPEN,
  AFTER_VALUE,
  IN_RECORD,
  OBJECT_ENDS,
  parsedFields,
  parsedPrefix,
  readPrefix,
  RECORD_START,
} from './key-prefix';
import { NO_FIELD } from './keys';
import { RECORD_OPEN } from './mapped-record';
import { parsedEntry, parsedMeaning, readMappedPrefix } from './mapped-prefix';
import { depth, isObject, openNothing, pop, push } from './nesting';
import { scalar, string } from './values';

/**
 * Reads the object whose brace is at `start`. Returns the address after its closing brace, or REFUSED, also if that is
 * past `limit`. Writes a span for each field to SPANS, the line feeds to RECORD_LINE_FEEDS, and MAY_BE_ENVELOPE.
 */
export function readSpans(start: usize, limit: usize): usize {
  forgetLineFeeds();
  memory.fill(SPANS, 0, MOST_FIELDS * SPAN_BYTES);
  store<u32>(MAY_BE_ENVELOPE, 0);
  const isMapped = load<u32>(IS_MAPPED) != 0;
  openNothing();
  push(true);
  let state = AFTER_OPEN;
  let last = RECORD_START;
  let at = start + 1;
  // The fields of the value at depth 1 that is being read, which may be a container, and where it begins.
  let pending = NO_FIELD;
  let pendingFrom: usize = 0;
  while (true) {
    if (at >= limit) return REFUSED;
    let fields = NO_FIELD;
    const inObject = isObject();
    if (inObject && depth > 1) {
      at = space(at);
      if (load<u8>(at) == CLOSE_BRACE) fields = OBJECT_ENDS;
      else at = afterKey(at, state);
      if (at == REFUSED) return REFUSED;
    } else if (inObject && isMapped) {
      at = readMappedPrefix(at, last, state, IN_RECORD, RECORD_OPEN);
      if (at == REFUSED) return REFUSED;
      fields = parsedMeaning == OBJECT_ENDS ? OBJECT_ENDS : parsedMeaning >> SPANS_SHIFT;
      last = parsedEntry;
    } else if (inObject) {
      at = readPrefix(at, last, state, true);
      if (at == REFUSED) return REFUSED;
      fields = parsedFields;
      last = parsedPrefix;
    } else {
      at = space(at);
      if (state == AFTER_VALUE && load<u8>(at) != CLOSE_BRACKET) {
        if (load<u8>(at) != COMMA) return REFUSED;
        at = space(at + 1);
        if (load<u8>(at) == CLOSE_BRACKET) return REFUSED;
      }
    }
    const byte: u32 = load<u8>(at);
    if (byte == CLOSE_BRACE || byte == CLOSE_BRACKET) {
      // It must match the open container, and not replace a value.
      if (byte == CLOSE_BRACE ? fields != OBJECT_ENDS : inObject) return REFUSED;
      at++;
      state = AFTER_VALUE;
      if (pop() == 0) {
        if (at > limit) return REFUSED;
        store<u32>(RECORD_LINE_FEEDS, lineFeeds);
        store<u32>(RECORD_LINE_FEEDS, <u32>lineStart, 4);
        return at;
      }
    } else {
      if (fields != NO_FIELD && depth == 1) {
        pending = fields;
        pendingFrom = at;
      }
      if (byte == OPEN_BRACE || byte == OPEN_BRACKET) {
        if (depth == 1 && load<u32>(ENVELOPE_KEY_BYTES) != 0 && mayLead(at)) store<u32>(MAY_BE_ENVELOPE, 1);
        if (!push(byte == OPEN_BRACE)) return REFUSED;
        at++;
        state = AFTER_OPEN;
        continue;
      }
      at = byte == QUOTE ? string(at) : scalar(at, byte, true);
      if (at == REFUSED) return REFUSED;
      state = AFTER_VALUE;
    }
    if (pending != NO_FIELD && depth == 1) {
      writeSpans(pending, pendingFrom, at);
      pending = NO_FIELD;
    }
  }
}

/** Writes each span of a value: its first byte, its address and that of its end. */
function writeSpans(fields: u32, from: usize, to: usize): void {
  const count: usize = load<u32>(SPAN_COUNT);
  for (let index: usize = 0; index < count; index++) {
    if (((fields >> <u32>index) & 1) == 0) continue;
    const span = SPANS + index * SPAN_BYTES;
    store<u32>(span, load<u8>(from));
    store<u32>(span, <u32>from, 4);
    store<u32>(span, <u32>to, 8);
  }
}

/** Returns the address of the value after the next key, whichever key that is, or REFUSED. */
@inline
function afterKey(from: usize, state: usize): usize {
  let at = from;
  if (state == AFTER_VALUE) {
    if (load<u8>(at) != COMMA) return REFUSED;
    at = space(at + 1);
  }
  if (load<u8>(at) != QUOTE) return REFUSED;
  at = string(at);
  if (at == REFUSED) return REFUSED;
  at = space(at);
  return load<u8>(at) == COLON ? space(at + 1) : REFUSED;
}

/** Whether the member with its value at `value` has the key that leads to records, or one with an escape. */
function mayLead(value: usize): bool {
  const length = load<u32>(ENVELOPE_KEY_BYTES);
  if (length == ANY_KEY) return true;
  let to = value;
  while (load<u8>(to - 1) != QUOTE) to--;
  let from = to - 2;
  while (load<u8>(from) != QUOTE) {
    if (load<u8>(from) == BACKSLASH) return true;
    from--;
  }
  if (load<u8>(from - 1) == BACKSLASH) return true;
  if (<u32>(to - from) != length) return false;
  const key = <usize>load<u32>(ENVELOPE_KEY_AT);
  for (let i: usize = 0; i < <usize>length; i++) {
    if (load<u8>(from + i) != load<u8>(key + i)) return false;
  }
  return true;
}
