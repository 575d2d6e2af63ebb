/**
 * The keys at depth 1 of a record whose values are read: one slot for each, which holds its first 16 bytes under a mask,
 * its length, the address of all its bytes, and the fields that its value is read for.
 *
 * Slots are compared, closing quote included, with keys of records that are written without an escape; such texts are
 * equal if and only if their bytes are. All other keys are decoded by `FastPath`. A key that JSON cannot write without an
 * escape has no slot.
 */
import { KEY_STRIDE, KEYS_AT, MOST_FIELDS } from '../../source/pipeline/kernel/layout';
import { FIELDS as FIELD_COUNT, FIRST_DIMENSION } from '../../source/pipeline/validate/dimensions';
import { firstBytes, keepFirst } from './bytes';
import { fieldsOfEscapedKey } from './imports';

/** Sets of fields, as bits: none, or the field with index 0, 1, and from FIRST_DIMENSION on those of dimensions. */
export const NO_FIELD: u32 = 0;
export const USER: u32 = 1;
export const TIME: u32 = 2;
export const ALL_FIELDS: u32 = (1 << FIELD_COUNT) - 1;
/** Set beside the bits of a key that several fields are read from. The fast path accepts no record with this bit. */
export const SEVERAL_FIELDS: u32 = 512;

/** Returns whether the fields are those of a key that one dimension is read from. */
@inline
export function isDimension(fields: u32): bool {
  return fields - (1 << FIRST_DIMENSION) < (1 << FIELD_COUNT) - (1 << FIRST_DIMENSION);
}

/** Offsets in a slot. */
const MASK: usize = 16;
const LENGTH: usize = 32;
const ADDRESS: usize = 36;
const FIELDS: usize = 40;

const SLOTS_END: usize = KEYS_AT + MOST_FIELDS * KEY_STRIDE;
/** After the last slot that holds a key. */
let usedEnd: usize = KEYS_AT;

// An unused slot matches no text: it has ones where its mask is zero (decision 012).
for (let slot: usize = KEYS_AT; slot < SLOTS_END; slot += KEY_STRIDE) {
  v128.store(slot, i8x16.splat(-1));
  v128.store(slot, i8x16.splat(0), MASK);
}

/**
 * Fills slot `index` with the key at `[from..from + length)`, whose last byte is its closing quote. The bytes stay there:
 * the slot refers to them. Must be called before the first record is read.
 */
export function setKey(index: usize, from: usize, length: usize, fields: u32): void {
  const slot = KEYS_AT + index * KEY_STRIDE;
  usedEnd = max<usize>(usedEnd, slot + KEY_STRIDE);
  const headBytes = min<usize>(length, 16);
  v128.store(slot, firstBytes(from, headBytes));
  v128.store(slot, keepFirst(i8x16.splat(-1), headBytes), MASK);
  store<u32>(slot, <u32>length, LENGTH);
  store<u32>(slot, <u32>from, ADDRESS);
  store<u32>(slot, marked(fields), FIELDS);
}

/** Returns the fields that are read from the key with the contents `[from..to)`, a string with an escape. */
export function decodedKeyFields(from: usize, to: usize): u32 {
  return marked(fieldsOfEscapedKey(from, to));
}

/** Adds SEVERAL_FIELDS if several bits are set. */
@inline
function marked(fields: u32): u32 {
  return (fields & (fields - 1)) == 0 ? fields : fields | SEVERAL_FIELDS;
}

/** Returns the fields that are read from the key whose contents begin at `at`, a string without an escape. */
export function plainKeyFields(at: usize): u32 {
  for (let slot: usize = KEYS_AT; slot < usedEnd; slot += KEY_STRIDE) {
    if (isKey(slot, at)) return load<u32>(slot, FIELDS);
  }
  return NO_FIELD;
}

function isKey(slot: usize, at: usize): bool {
  const difference = v128.xor(v128.and(v128.load(at), v128.load(slot, MASK)), v128.load(slot));
  if (v128.any_true(difference)) return false;
  const length: usize = load<u32>(slot, LENGTH);
  const key: usize = load<u32>(slot, ADDRESS);
  // No key holds a zero byte, so what was equal so far lies within the window, and the padding covers the next 16 bytes.
  for (let done: usize = 16; done < length; done += 16) {
    const count = min<usize>(length - done, 16);
    if (v128.any_true(v128.xor(firstBytes(at + done, count), firstBytes(key + done, count)))) return false;
  }
  return true;
}
