/**
 * Skips values that no field is read from, and checks that they are JSON. Each function takes the address where a value
 * begins and returns the address where it ends, or REFUSED.
 */
import { BACKSLASH, DIGIT_0, DOT, isDigit, MINUS, nextStop, pastDigits, PLUS, QUOTE, REFUSED } from './bytes';

const WORD_TRUE: u32 = 0x65757274;
const WORD_NULL: u32 = 0x6c6c756e;
const WORD_ALSE: u32 = 0x65736c61;

const WORD_INFINITY: u64 = 0x7974696e69666e49;

/** Skips a number, true, false or null; with `any` also NaN or an infinity, which are not JSON but accepted as values. */
@inline
export function scalar(at: usize, byte: u32, any: bool): usize {
  if (any && byte == MINUS && load<u64>(at + 1) == WORD_INFINITY) return at + 9;
  if (isDigit(byte) || byte == MINUS) return number(at);
  const word: u32 = load<u32>(at);
  if (word == WORD_TRUE || word == WORD_NULL) return at + 4;
  if (any && (word & 0xffffff) == 0x4e614e) return at + 3; // NaN
  if (any && load<u64>(at) == WORD_INFINITY) return at + 8;
  return byte == 0x66 && load<u32>(at + 1) == WORD_ALSE ? at + 5 : REFUSED;
}

/** Skips the string whose opening quote is at `from`. */
@inline
export function string(from: usize): usize {
  return stringOn(nextStop(from + 1));
}

/** Skips the rest of a string, from an address that `nextStop` returned. */
@inline
export function stringOn(from: usize): usize {
  let at = from;
  while (load<u8>(at) == BACKSLASH) {
    const escaped: u32 = load<u8>(at + 1);
    if (isEscapable(escaped)) at += 2;
    else if (escaped == 0x75 && isHexDigits(load<u32>(at + 2))) at += 6;
    else return REFUSED;
    at = nextStop(at);
  }
  return load<u8>(at) == QUOTE ? at + 1 : REFUSED;
}

/** Returns whether a backslash may come before the byte: `"`, `/`, `\`, `b`, `f`, `n`, `r` or `t`. */
@inline
function isEscapable(byte: u32): bool {
  if (byte == QUOTE || byte == 0x2f || byte == BACKSLASH) return true;
  const letter = byte - 0x62;
  // Bits of b, f, n, r and t, bit 0 being b.
  return letter < 32 && ((0x51011 >> letter) & 1) != 0;
}

/** Returns whether all four bytes are hexadecimal digits. */
@inline
function isHexDigits(word: u32): bool {
  return (
    isHexDigit(word & 0xff) &&
    isHexDigit((word >> 8) & 0xff) &&
    isHexDigit((word >> 16) & 0xff) &&
    isHexDigit(word >> 24)
  );
}

@inline
function isHexDigit(byte: u32): bool {
  return isDigit(byte) || (byte | 0x20) - 0x61 < 6;
}

@inline
function number(from: usize): usize {
  let at = load<u8>(from) == MINUS ? from + 1 : from;
  if (load<u8>(at) == DIGIT_0) at++;
  else {
    if (!isDigit(load<u8>(at))) return REFUSED;
    at = pastDigits(at);
  }
  if (load<u8>(at) == DOT) {
    if (!isDigit(load<u8>(++at))) return REFUSED;
    at = pastDigits(at);
  }
  if ((load<u8>(at) | 0x20) == 0x65) {
    const sign: u32 = load<u8>(++at);
    if (sign == PLUS || sign == MINUS) at++;
    if (!isDigit(load<u8>(at))) return REFUSED;
    at = pastDigits(at);
  }
  return at;
}
