/** One record, from its brace to its end, in one pass over the bytes. */
import { DIMENSION_TEXT_BYTES, DIMENSION_TEXTS, UNCHECKED_IN_RUN } from '../../source/pipeline/kernel/layout';
import { FIRST_DIMENSION } from '../../source/pipeline/validate/dimensions';
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  forgetLineFeeds,
  OPEN_BRACE,
  OPEN_BRACKET,
  plainStringEnd,
  QUOTE,
  REFUSED,
  SPACE,
  space,
} from './bytes';
import { parseTime } from './imports';
import {
  AFTER_OPEN,
  AFTER_VALUE,
  countPrefixLines,
  expectedAfter,
  fieldsOf,
  isPrefix,
  lengthOf,
  OBJECT_ENDS,
  parsedFields,
  parsedPrefix,
  readPrefix,
  RECORD_START,
} from './key-prefix';
import { ALL_FIELDS, isDimension, NO_FIELD, TIME } from './keys';
import { parsedInstant, timestamp } from './timestamp';
import { commonInteger, commonUserString, integer, userString } from './user-id';
import { scalar, string } from './values';

/** The first byte of null, which is not a type. */
const LETTER_N: u32 = 0x6e;

/** Open containers: a 1, then a bit for each from the outermost on, 1 for an object and 0 for an array. */
const NOTHING_OPEN: u32 = 0b1;
const RECORD_OPEN: u32 = 0b11;

/**
 * Returns the end of the record whose brace is at `start`, or REFUSED. It refuses more than `anyRecord`: key prefixes
 * other than the expected ones, rare forms of timestamps, and users and types with an escape. In return it calls no
 * function, so that V8 keeps all its variables in registers; it would spill them around any call, even one never made.
 */
export function commonRecord(start: usize): usize {
  return read(start, false);
}

/** Returns the end of the record whose brace is at `start`, or REFUSED, as for nesting deeper than 30. */
export function anyRecord(start: usize): usize {
  return read(start, true);
}

/** `any` is a constant where this is inlined, so it is compiled twice. */
@inline
function read(start: usize, any: bool): usize {
  forgetLineFeeds();
  let seen: u32 = 0;
  let open = RECORD_OPEN;
  let state = AFTER_OPEN;
  let last = RECORD_START;
  let at = start + 1;
  while (true) {
    let byte: u32 = load<u8>(at);
    let fields = (open & 1) * OBJECT_ENDS;
    if (open & 1) {
      if (byte != CLOSE_BRACE) {
        const next = expectedAfter(last, state);
        const valueAt = at + lengthOf(next);
        // Before the comparison, so that the processor does not wait for it: the padding is longer than any prefix.
        byte = load<u8>(valueAt);
        // A longer prefix may begin with this one: it has more white space at its end.
        if (isPrefix(next, at) && byte > SPACE) {
          countPrefixLines(next, at);
          fields = fieldsOf(next);
          last = next;
          at = valueAt;
        } else if (any) {
          at = readPrefix(at, last, state, open == RECORD_OPEN);
          if (at == REFUSED) return REFUSED;
          byte = load<u8>(at);
          fields = parsedFields;
          last = parsedPrefix;
        } else {
          at = space(at);
          byte = load<u8>(at);
          if (byte != CLOSE_BRACE) return REFUSED;
        }
      }
    } else {
      if (byte <= SPACE) {
        at = space(at);
        byte = load<u8>(at);
      }
      if (state == AFTER_VALUE && byte != CLOSE_BRACKET) {
        if (byte != COMMA) return REFUSED;
        at = jsonSpace(at + 1);
        byte = load<u8>(at);
        if (byte == CLOSE_BRACKET) return REFUSED;
      }
    }
    if (byte == QUOTE) {
      if (fields == NO_FIELD || open != RECORD_OPEN) {
        store<u32>(UNCHECKED_IN_RUN, 1);
        at = string(at);
      } else {
        seen |= fields;
        if (fields == TIME) {
          const end = timestamp(at + 1);
          if (end != REFUSED) at = end + 1;
          else if (any) at = otherTimestamp(at + 1);
          else return REFUSED;
        } else if (isDimension(fields)) {
          let end = plainStringEnd(at + 1);
          if (end == REFUSED) {
            // It has an escape: `internDimension` decodes it, once for each spelling.
            if (!any) return REFUSED;
            end = string(at);
            if (end == REFUSED) return REFUSED;
            end--;
          }
          setText(fields, at + 1, end);
          at = end + 1;
        } else at = any ? userString(at + 1) : commonUserString(at + 1);
      }
      if (at == REFUSED) return REFUSED;
      state = AFTER_VALUE;
    } else if (byte == CLOSE_BRACE || byte == CLOSE_BRACKET) {
      // It must match the open container, and not replace a value.
      if (byte == CLOSE_BRACE ? fields != OBJECT_ENDS : <bool>(open & 1)) return REFUSED;
      at++;
      state = AFTER_VALUE;
      open >>= 1;
      if (open == NOTHING_OPEN) return seen == ALL_FIELDS ? at : REFUSED;
    } else if (fields != NO_FIELD && open == RECORD_OPEN) {
      if (fields == TIME || (!any && isDimension(fields))) return REFUSED;
      seen |= fields;
      if (isDimension(fields)) {
        // NaN and the infinities are not types (spec section 2).
        const end = load<u8>(at) == LETTER_N ? REFUSED : scalar(at, byte, false);
        setText(fields, at, end);
        at = end;
      } else at = any ? integer(at) : commonInteger(at);
      if (at == REFUSED) return REFUSED;
      state = AFTER_VALUE;
    } else if (byte == OPEN_BRACE || byte == OPEN_BRACKET) {
      if (clz(open) == 0) return REFUSED;
      open = (open << 1) | u32(byte == OPEN_BRACE);
      at++;
      state = AFTER_OPEN;
    } else {
      at = scalar(at, byte, any);
      if (at == REFUSED) return REFUSED;
      state = AFTER_VALUE;
    }
  }
}

/** Notes the text of the dimension with this bit: of a string without its quotes. */
@inline
export function setText(field: u32, from: usize, to: usize): void {
  const at = DIMENSION_TEXTS + <usize>ctz(field) * DIMENSION_TEXT_BYTES;
  store<u32>(at, <u32>from);
  store<u32>(at, <u32>to, 4);
}

/** Returns where the text of a dimension begins in the record read last. */
@inline
export function textFrom(dimension: usize): usize {
  return load<u32>(DIMENSION_TEXTS + (FIRST_DIMENSION + dimension) * DIMENSION_TEXT_BYTES);
}

/** Returns where the text of a dimension ends in the record read last. */
@inline
export function textTo(dimension: usize): usize {
  return load<u32>(DIMENSION_TEXTS + (FIRST_DIMENSION + dimension) * DIMENSION_TEXT_BYTES, 4);
}

/** Skips white space, usually none or one space. */
@inline
function jsonSpace(from: usize): usize {
  let at = from;
  if (load<u8>(at) == SPACE) at++;
  return load<u8>(at) <= SPACE ? space(at) : at;
}

/** Reads a timestamp in a rarer form, whose content begins at `from`. Returns its end, quote included, or REFUSED. */
function otherTimestamp(from: usize): usize {
  const to = plainStringEnd(from);
  if (to == REFUSED || !parseTime(from, to, true)) return REFUSED;
  store<u32>(UNCHECKED_IN_RUN, 1);
  parsedInstant();
  return to + 1;
}
