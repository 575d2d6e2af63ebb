/**
 * One record, from its brace to its end, read by keys that may be in tracked objects (decision 015). It notes
 * where the values of slots are, and `takeValues` reads them when the record has ended: a later duplicate of a key, or of
 * the object that it is in, may make an earlier value void.
 */
import {
  MEANS_REFUSAL,
  OPTIONAL_SLOTS,
  SLOT_BYTES,
  SLOT_VALUES_AT,
  TRACKED_CONTEXTS,
  TRACKED_SHIFT,
  TRACKED_SLOTS,
} from '../../source/pipeline/kernel/layout';
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  forgetLineFeeds,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  REFUSED,
  SPACE,
  space,
} from './bytes';
import {
  AFTER_OPEN,
  AFTER_VALUE,
  countPrefixLines,
  ELSEWHERE,
  expectedAfter,
  IN_RECORD,
  isPrefix,
  lengthOf,
  OBJECT_ENDS,
  RECORD_START,
} from './key-prefix';
import { numberOf, parsedEntry, parsedMeaning, placeOf, readMappedPrefix } from './mapped-prefix';
import { scalar, string } from './values';

/** The first byte of null. */
const LETTER_N: u32 = 0x6e;

/** Open containers: a 1, then a bit for each from the outermost on, 1 for an object and 0 for an array. */
const NOTHING_OPEN: u32 = 0b1;
export const RECORD_OPEN: u32 = 0b11;

/** The bits of a meaning that are slots. */
const SLOTS: u32 = 0b111_1111;
/** Not a set of slots. */
const NO_SET: u32 = 0x80000000;

/** The slots of which the record read last has a value that counts. */
export let filledSlots: u32 = 0;

/**
 * Returns the end of the record whose brace is at `start`, or REFUSED. As `commonRecord`, it refuses more than its twin and
 * calls no function.
 */
export function commonMappedRecord(start: usize): usize {
  return read(start, false);
}

/** Returns the end of the record whose brace is at `start`, or REFUSED, as for a slot whose value is an object. */
export function anyMappedRecord(start: usize): usize {
  return read(start, true);
}

/** `any` is a constant where this is inlined, so it is compiled twice. */
@inline
function read(start: usize, any: bool): usize {
  forgetLineFeeds();
  let filled: u32 = 0;
  let open = RECORD_OPEN;
  let state = AFTER_OPEN;
  let last = RECORD_START;
  // What keys mean: in the innermost container; and in the innermost one that is tracked, with what was open in it.
  let context = IN_RECORD;
  let tracked = IN_RECORD;
  let trackedOpen = RECORD_OPEN;
  let at = start + 1;
  while (true) {
    let byte: u32 = load<u8>(at);
    let meaning = (open & 1) * OBJECT_ENDS;
    if (open & 1) {
      if (byte != CLOSE_BRACE) {
        const next = expectedAfter(last, state);
        const valueAt = at + lengthOf(next);
        byte = load<u8>(valueAt);
        // A longer prefix may begin with this one: it has more white space at its end.
        if (isPrefix(next, at) && byte > SPACE) {
          countPrefixLines(next, at);
          meaning = load<u16>(next + context);
          last = next;
          at = valueAt;
        } else if (any) {
          at = readMappedPrefix(at, last, state, context, open);
          if (at == REFUSED) return REFUSED;
          byte = load<u8>(at);
          meaning = parsedMeaning & 0xffff;
          last = parsedEntry;
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
    if (byte == CLOSE_BRACE || byte == CLOSE_BRACKET) {
      // It must match the open container, and not replace a value.
      if (byte == CLOSE_BRACE ? meaning != OBJECT_ENDS : <bool>(open & 1)) return REFUSED;
      at++;
      state = AFTER_VALUE;
      open >>= 1;
      if (open == NOTHING_OPEN) {
        filledSlots = filled;
        return at;
      }
      if (context != ELSEWHERE) {
        tracked = <usize>load<u32>(TRACKED_CONTEXTS + 4 * <usize>numberOf(context));
        trackedOpen = open;
      }
      context = open == trackedOpen ? tracked : ELSEWHERE;
    } else if (byte == OPEN_BRACE || byte == OPEN_BRACKET) {
      // An object may be one of Mongo's wrappers, an array of pairs may be gone into.
      if ((meaning & (SLOTS | MEANS_REFUSAL)) != 0 || clz(open) == 0) return REFUSED;
      open = (open << 1) | u32(byte == OPEN_BRACE);
      context = ELSEWHERE;
      const number = meaning >> TRACKED_SHIFT;
      if (number != 0) {
        if (byte != OPEN_BRACE) return REFUSED;
        filled &= ~slotsIn(number);
        context = placeOf(number);
        tracked = context;
        trackedOpen = open;
      }
      at++;
      state = AFTER_OPEN;
    } else {
      const end = byte == QUOTE ? string(at) : scalar(at, byte, any);
      if (end == REFUSED) return REFUSED;
      if (meaning != 0) {
        filled = noted(meaning, filled, at, end, byte);
        if (filled == NO_SET) return REFUSED;
      }
      at = end;
      state = AFTER_VALUE;
    }
  }
}

/**
 * Notes where the value of a key is, a string or a scalar. Returns the slots that have a value now, or NO_SET for what the
 * slow path is to look at.
 */
@inline
function noted(meaning: u32, filled: u32, at: usize, end: usize, byte: u32): u32 {
  if ((meaning & MEANS_REFUSAL) != 0) return NO_SET;
  let now = filled;
  if (meaning >> TRACKED_SHIFT != 0) now &= ~slotsIn(meaning >> TRACKED_SHIFT);
  let slots = meaning & SLOTS;
  const optional = slots & load<u32>(OPTIONAL_SLOTS);
  if (byte == LETTER_N) return optional == slots ? now & ~slots : NO_SET;
  now |= slots;
  if (optional != 0 && byte == QUOTE) {
    const first: u32 = load<u8>(at + 1);
    if (first == QUOTE) now &= ~optional;
    // It may be blank.
    else if (first == SPACE || first == BACKSLASH) return NO_SET;
  }
  while (slots != 0) {
    const slot = SLOT_VALUES_AT + <usize>ctz(slots) * SLOT_BYTES;
    store<u32>(slot, <u32>at);
    store<u32>(slot, <u32>end, 4);
    slots &= slots - 1;
  }
  return now;
}

/** Returns the slots anywhere in the tracked object with this number. */
@inline
function slotsIn(number: u32): u32 {
  return load<u32>(TRACKED_SLOTS + 4 * <usize>number);
}

/** Skips white space, usually none or one space. */
@inline
function jsonSpace(from: usize): usize {
  let at = from;
  if (load<u8>(at) == SPACE) at++;
  return load<u8>(at) <= SPACE ? space(at) : at;
}
