/** One record, from its brace to its end, in one pass over the bytes. */
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
  expectedAfter,
  FRESH,
  isPrefix,
  lengthOf,
  NOT_FRESH,
  OBJECT_ENDS,
  OTHER,
  passed,
  passLines,
  readPrefix,
  RECORD_BEGINS,
  TIME,
  TYPE,
  USER,
  wanted,
  wantedBy,
} from './key-prefix';
import { parsedInstant, timestamp } from './timestamp';
import { commonInteger, commonUserString, integer, userString } from './user-id';
import { scalar, string } from './values';

/** The type that was read last. */
export let typeFrom: usize = 0;
export let typeTo: usize = 0;

/** Null, which is no type. */
const LETTER_N: u32 = 0x6e;

/** What is open: a bit each, the innermost lowest, 1 for an object; and a 1 before them all. */
const NOTHING_OPEN: u32 = 0b1;
const RECORD_OPEN: u32 = 0b11;

/**
 * Where the record whose brace is at `start` ends, or REFUSED. This one refuses more than `anyRecord`: key prefixes that
 * are not the expected ones, rare timestamps, ids and types that are no ASCII. So it calls no function, and with that
 * keeps all it knows in registers, where V8 would put it aside around calls, even those that are never made.
 */
export function commonRecord(start: usize): usize {
  return read(start, false);
}

/** Where the record whose brace is at `start` ends, or REFUSED; so is one nested deeper than 30. */
export function anyRecord(start: usize): usize {
  return read(start, true);
}

/** What `any` says is decided when it is compiled, so that there are two of it. */
@inline
function read(start: usize, any: bool): usize {
  forgetLineFeeds();
  let seen: u32 = 0;
  let open = RECORD_OPEN;
  let fresh = FRESH; // nothing yet in what was opened last
  let last = RECORD_BEGINS;
  let at = start + 1;
  while (true) {
    let byte: u32 = load<u8>(at);
    let key = (open & 1) * OBJECT_ENDS;
    if (open & 1) {
      if (byte != CLOSE_BRACE) {
        const next = expectedAfter(last, fresh);
        const behind = at + lengthOf(next);
        // With more white space than last time it is another prefix, which only begins in the same way.
        if (isPrefix(next, at) && load<u8>(behind) > SPACE) {
          byte = load<u8>(behind);
          passLines(next, at);
          key = wantedBy(next);
          last = next;
          at = behind;
        } else if (any) {
          at = readPrefix(at, last, fresh, open == RECORD_OPEN);
          if (at == REFUSED) return REFUSED;
          byte = load<u8>(at);
          key = wanted;
          last = passed;
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
      if (fresh == NOT_FRESH && byte != CLOSE_BRACKET) {
        if (byte != COMMA) return REFUSED;
        at = jsonSpace(at + 1);
        byte = load<u8>(at);
        if (byte == CLOSE_BRACKET) return REFUSED;
      }
    }
    if (byte == QUOTE) {
      if (key == OTHER || open != RECORD_OPEN) at = string(at);
      else {
        seen |= key;
        if (key == TIME) {
          const end = timestamp(at + 1);
          if (end != REFUSED) at = end + 1;
          else if (any) at = otherTimestamp(at + 1);
          else return REFUSED;
        } else if (key == TYPE) {
          typeFrom = at + 1;
          let end = plainStringEnd(at + 1, any);
          if (end == REFUSED) {
            // What it stands for is for whoever numbers types to find out, once for each.
            if (!any) return REFUSED;
            end = string(at);
            if (end == REFUSED) return REFUSED;
            end--;
          }
          typeTo = end;
          at = end + 1;
        } else at = any ? userString(at + 1) : commonUserString(at + 1);
      }
      if (at == REFUSED) return REFUSED;
      fresh = NOT_FRESH;
    } else if (byte == CLOSE_BRACE || byte == CLOSE_BRACKET) {
      // Of the right kind, and not in place of a value.
      if (byte == CLOSE_BRACE ? key != OBJECT_ENDS : <bool>(open & 1)) return REFUSED;
      at++;
      fresh = NOT_FRESH;
      open >>= 1;
      if (open == NOTHING_OPEN) return seen == (USER | TIME | TYPE) ? at : REFUSED;
    } else if (key != OTHER && open == RECORD_OPEN) {
      if (key == TIME || (!any && key == TYPE)) return REFUSED;
      seen |= key;
      if (key == TYPE) {
        typeFrom = at;
        // Strictly: NaN and the infinities are no types (spec section 2).
        at = load<u8>(at) == LETTER_N ? REFUSED : scalar(at, byte, false);
        typeTo = at;
      } else at = any ? integer(at) : commonInteger(at);
      if (at == REFUSED) return REFUSED;
      fresh = NOT_FRESH;
    } else if (byte == OPEN_BRACE || byte == OPEN_BRACKET) {
      if (clz(open) == 0) return REFUSED;
      open = (open << 1) | u32(byte == OPEN_BRACE);
      at++;
      fresh = FRESH;
    } else {
      at = scalar(at, byte, any);
      if (at == REFUSED) return REFUSED;
      fresh = NOT_FRESH;
    }
  }
}

/** Past white space, of which there is mostly none or one space. */
@inline
function jsonSpace(from: usize): usize {
  let at = from;
  if (load<u8>(at) == SPACE) at++;
  return load<u8>(at) <= SPACE ? space(at) : at;
}

/** A timestamp in one of the rarer forms, whose content begins at `from`. */
function otherTimestamp(from: usize): usize {
  const to = plainStringEnd(from, true);
  if (to == REFUSED || !parseTime(from, to)) return REFUSED;
  parsedInstant();
  return to + 1;
}
