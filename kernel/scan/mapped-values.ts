/** Reads the values that a mapped record's slots hold: the user, the time, the type and the id of a row. */
import {
  ALL_ISO_TIMES,
  HASH_SEED,
  ID_HIGH,
  ID_LOW,
  ID_SLOTS,
  ISO_TIMES,
  NO_ISO_TIMES,
  NO_UNIT,
  NUMBER_UNIT,
  ONE_TYPE_AT,
  ONE_USER_AT,
  SLOT_BYTES,
  SLOT_VALUES_AT,
  STRING_UNIT,
  TIME_SLOTS,
  TYPE_SLOTS,
  USER_SLOTS,
} from '../../source/pipeline/kernel/layout';
import { ZONE_NONE } from '../../source/pipeline/time/zone-kinds';
import { FIRST_DIMENSION } from '../../source/pipeline/validate/dimensions';
import { isDigit, MINUS, plainStringEnd, QUOTE, REFUSED } from './bytes';
import { epoch, epochNanoseconds, epochSeconds } from './epoch';
import { hashId, idHigh, idLow } from './id-hash';
import { hashDecodedId, parseTime } from './imports';
import { setText } from './record';
import { parsedInstant, takeEpochInstant, timestamp, zone } from './timestamp';
import { commonUserString, integer, takeText, userString } from './user-id';

/** The hash of the id read last; both 0 for none. */
export let rowIdLow: u32 = 0;
export let rowIdHigh: u32 = 0;

const LETTER_T: u32 = 0x74;
const LETTER_F: u32 = 0x66;

/**
 * Reads the values of the slots, of which `filled` have one that counts. Returns false for a record whose values the slow
 * path is to look at, as for one that is no event.
 */
export function takeValues(filled: u32): bool {
  return takeUser(filled) && takeType(filled) && takeTime(filled) && takeId(filled);
}

/** Returns the lowest of the filled slots of a role; there must be one. */
@inline
function firstSlot(filled: u32): usize {
  return SLOT_VALUES_AT + <usize>ctz(filled) * SLOT_BYTES;
}

@inline
function takeUser(filled: u32): bool {
  const slots = load<u32>(USER_SLOTS);
  if (slots == 0) {
    takeText(load<u32>(ONE_USER_AT), load<u32>(ONE_USER_AT, 4));
    return true;
  }
  if ((filled & slots) == 0) return false;
  const at = <usize>load<u32>(firstSlot(filled & slots));
  if (load<u8>(at) != QUOTE) return integer(at) != REFUSED;
  return commonUserString(at + 1) != REFUSED || userString(at + 1) != REFUSED;
}

@inline
function takeType(filled: u32): bool {
  const slots = load<u32>(TYPE_SLOTS);
  if (slots == 0) {
    setText(1 << FIRST_DIMENSION, load<u32>(ONE_TYPE_AT), load<u32>(ONE_TYPE_AT, 4));
    return true;
  }
  if ((filled & slots) == 0) return false;
  const slot = firstSlot(filled & slots);
  const at = <usize>load<u32>(slot);
  const end = <usize>load<u32>(slot, 4);
  const isString = load<u8>(at) == QUOTE;
  if (!isString && !isWritten(at)) return false;
  setText(1 << FIRST_DIMENSION, at + usize(isString), end - usize(isString));
  return true;
}

/** Whether a scalar is a number, true or false. NaN and the infinities are neither types nor ids (spec section 2). */
@inline
function isWritten(at: usize): bool {
  const byte: u32 = load<u8>(at);
  return isDigit(byte) || byte == LETTER_T || byte == LETTER_F || (byte == MINUS && isDigit(load<u8>(at, 1)));
}

@inline
function takeTime(filled: u32): bool {
  const slots = filled & load<u32>(TIME_SLOTS);
  if (slots == 0) return false;
  const slot = firstSlot(slots);
  const at = <usize>load<u32>(slot);
  const end = <usize>load<u32>(slot, 4);
  if (load<u8>(at) == QUOTE) return timeOfString(at + 1, end - 1);
  if (!isDigit(load<u8>(at)) && load<u8>(at) != MINUS) return false;
  return takeEpoch(at, end, load<u32>(NUMBER_UNIT)) || otherTime(at, end, false);
}

@inline
function timeOfString(from: usize, to: usize): bool {
  const iso = load<u32>(ISO_TIMES);
  if (iso != NO_ISO_TIMES && timestamp(from) == to && (iso == ALL_ISO_TIMES || zone != ZONE_NONE))
    return true;
  if (takeEpoch(from, to, load<u32>(STRING_UNIT))) return true;
  // One with an escape would have to be decoded.
  return plainStringEnd(from) == to && otherTime(from, to, true);
}

@inline
function takeEpoch(from: usize, to: usize, unit: u32): bool {
  if (unit == NO_UNIT || !epoch(from, to, unit)) return false;
  takeEpochInstant(epochSeconds, epochNanoseconds);
  return true;
}

function otherTime(from: usize, to: usize, isString: bool): bool {
  if (!parseTime(from, to, isString)) return false;
  parsedInstant();
  return true;
}

@inline
function takeId(filled: u32): bool {
  const slots = filled & load<u32>(ID_SLOTS);
  rowIdLow = 0;
  rowIdHigh = 0;
  if (slots == 0) return true;
  const slot = firstSlot(slots);
  const at = <usize>load<u32>(slot);
  const end = <usize>load<u32>(slot, 4);
  const isString = load<u8>(at) == QUOTE;
  if (!isString && !isWritten(at)) return true;
  if (isString && plainStringEnd(at + 1) != end - 1) {
    hashDecodedId(at + 1, end - 1);
    rowIdLow = load<u32>(ID_LOW);
    rowIdHigh = load<u32>(ID_HIGH);
    return true;
  }
  hashId(at + usize(isString), end - usize(isString), load<u32>(HASH_SEED));
  rowIdLow = idLow;
  rowIdHigh = idHigh;
  return true;
}
