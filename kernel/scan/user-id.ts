/** Reads users' ids: an integer of few digits as its value, any other as a range of bytes. */
import { TEXT_COUNT, TEXTS_AT, TO_BE_DECODED, UNCHECKED_IN_RUN } from '../../source/pipeline/kernel/layout';
import { SMALL_INTEGER_DIGITS } from '../../source/pipeline/store/user-numbers';
import {
  CLOSE_BRACE,
  COMMA,
  DIGIT_0,
  DIGIT_9,
  isDigit,
  MINUS,
  nonDigits,
  PLUS,
  pastDigits,
  plainStringEnd,
  QUOTE,
  REFUSED,
  SPACE,
} from './bytes';
import { string } from './values';

/** Instead of a small integer: the id is in the bytes. */
export const IN_BYTES: i32 = -1;

/** The id read last: a small integer, or the bytes `[userFrom..userTo)`. */
export let userInteger: i32 = IN_BYTES;
export let userFrom: usize = 0;
export let userTo: usize = 0;
/** TO_BE_DECODED if there are escapes in the bytes, else 0. */
let userMark: u32 = 0;

/** Empties the list of ids. */
export function forgetTexts(): void {
  store<u32>(TEXT_COUNT, 0);
}

/**
 * Appends the bytes read last to the list of ids whose users are looked up together at the end of the run. `column`: how
 * many bytes each of its columns has.
 */
export function keepText(row: u32, column: usize): void {
  const count = load<u32>(TEXT_COUNT);
  const at = <usize>load<u32>(TEXTS_AT) + 4 * <usize>count;
  store<u32>(at, row | userMark);
  store<u32>(at + column, <u32>userFrom);
  store<u32>(at + 2 * column, <u32>userTo);
  store<u32>(UNCHECKED_IN_RUN, 1);
  store<u32>(TEXT_COUNT, count + 1);
}

/** Reads an integer at `from` and returns its end, or REFUSED, also for the rare ones of more than seven digits. */
@inline
export function commonInteger(from: usize): usize {
  const text = load<u64>(from);
  const found = nonDigits(text);
  const bits = ctz(found) & 0x78; // bits of the digits before the first other byte; 64 if all are digits
  if (found == 0 || bits == 0 || ((text & 0xff) == 0x30 && bits != 8)) return REFUSED;
  userInteger = numberOf(text, bits);
  const end = from + <usize>(bits >> 3);
  return endsNumber(end) ? end : REFUSED;
}

/**
 * Reads a string whose content begins at `from` and returns the address after its quote, or REFUSED, also for those that
 * take a closer look.
 */
@inline
export function commonUserString(from: usize): usize {
  if (load<u8>(from) <= DIGIT_9) {
    const text = load<u64>(from);
    const found = nonDigits(text);
    const bits = ctz(found) & 0x78;
    if (found == 0 || bits == 0) return REFUSED;
    const end = from + <usize>(bits >> 3);
    const byte: u32 = load<u8>(end);
    if (byte == QUOTE) {
      userInteger = numberOf(text, bits);
      return (text & 0xff) == 0x30 && bits != 8 ? REFUSED : end + 1;
    }
    // Only digits followed by white space need a closer look.
    if (byte <= SPACE) return REFUSED;
  }
  const to = plainStringEnd(from);
  if (to == REFUSED) return REFUSED;
  userInteger = IN_BYTES;
  userFrom = from;
  userTo = to;
  userMark = 0;
  return to + 1;
}

/** Returns the number that the first `bits` / 8 of eight digits spell; from 8 to 64 bits. Three multiplications. */
@inline
function numberOf(text: u64, bits: u64): i32 {
  // Shifts the digits to the upper end, so that zeros precede them: the lowest byte is the highest place.
  let value = (text ^ 0x3030303030303030) << (64 - bits);
  value = ((value * 2561) >> 8) & 0x00ff00ff00ff00ff;
  value = ((value * 6553601) >> 16) & 0x0000ffff0000ffff;
  return <i32>((value * 42949672960001) >> 32);
}

@inline
function endsNumber(at: usize): bool {
  const byte: u32 = load<u8>(at);
  return byte == COMMA || byte == CLOSE_BRACE || byte <= SPACE;
}

/** Reads an integer of any length and either sign, in its shortest form. Returns its end, or REFUSED. */
export function integer(from: usize): usize {
  const digits = load<u8>(from) == MINUS ? from + 1 : from;
  if (!isDigit(load<u8>(digits))) return REFUSED;
  const to = pastDigits(digits);
  if (load<u8>(digits) == DIGIT_0 && to > from + 1) return REFUSED;
  take(from, to);
  return endsNumber(to) ? to : REFUSED;
}

/** Reads any string whose content begins at `from` and returns the address after its quote, or REFUSED. */
export function userString(from: usize): usize {
  const to = plainStringEnd(from);
  if (to == REFUSED) return decodedUserString(from);
  take(from, to);
  if (load<u8>(from) <= DIGIT_9 && userInteger == IN_BYTES && !standsAsWritten(from, to)) return REFUSED;
  return to + 1;
}

/** Reads an id with escapes that begins with a letter: whatever it decodes to is neither blank nor an integer. */
function decodedUserString(from: usize): usize {
  if ((<u32>load<u8>(from) | 0x20) - 0x61 >= 26) return REFUSED;
  const end = string(from - 1);
  if (end == REFUSED) return REFUSED;
  userInteger = IN_BYTES;
  userFrom = from;
  userTo = end - 1;
  userMark = TO_BE_DECODED;
  return end;
}

/** Takes the text `[from..to)`, which is no integer, as the id. */
@inline
export function takeText(from: usize, to: usize): void {
  userMark = 0;
  userInteger = IN_BYTES;
  userFrom = from;
  userTo = to;
}

function take(from: usize, to: usize): void {
  userMark = 0;
  userInteger = smallInteger(from, to);
  userFrom = from;
  userTo = to;
}

/** Returns the value of `[from..to)` if that is an integer of one to nine digits in its shortest form, else IN_BYTES. */
function smallInteger(from: usize, to: usize): i32 {
  if (from == to || to - from > <usize>SMALL_INTEGER_DIGITS) return IN_BYTES;
  if (load<u8>(from) == DIGIT_0 && to - from > 1) return IN_BYTES;
  let value: i32 = 0;
  for (let at = from; at < to; at++) {
    const byte: u32 = load<u8>(at);
    if (!isDigit(byte)) return IN_BYTES;
    value = value * 10 + (byte - DIGIT_0);
  }
  return value;
}

/**
 * Whether the string `[from..to)` is a user's id as it is: not blank, and not an integer with a shorter form. Returns
 * false if it would take a closer look to know.
 */
function standsAsWritten(from: usize, to: usize): bool {
  const first: u32 = load<u8>(from);
  if (from == to || first == SPACE) return false;
  const signed = first == PLUS || first == MINUS;
  const digitsFrom = signed ? from + 1 : from;
  // A string ends with a quote, which is not a digit.
  const at = pastDigits(digitsFrom);
  if (at == digitsFrom) return true;
  return at == to ? !signed && first != DIGIT_0 : load<u8>(at) != SPACE;
}
