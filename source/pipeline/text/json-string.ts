import { BACKSLASH, indexOfByte, isDigit } from './bytes.ts';
import type { TextBuffer } from './text-buffer.ts';

/*
 * A JSON string is decoded to bytes, because two texts are equal only if their bytes are (spec section 1): bytes that are
 * not UTF-8 stay as they are, and the escape of a lone surrogate becomes the three bytes that it would have in UTF-8
 * (WTF-8). Two adjacent escapes that make a pair become the four bytes of their code point. A surrogate that is in the
 * file as three bytes pairs with nothing.
 */

const LETTER_B = 0x62;
const LETTER_F = 0x66;
const LETTER_N = 0x6e;
const LETTER_R = 0x72;
const LETTER_T = 0x74;
const LETTER_U = 0x75;

/** Bytes of `\u0041`. */
const UNICODE_ESCAPE_BYTES = 6;

/** Writes the bytes of the text of a valid JSON string to `into`. Its quotes are `bytes[from]` and `bytes[to - 1]`. */
export function decodeJsonString(bytes: Uint8Array, from: number, to: number, into: TextBuffer): void {
  into.clear();
  const end = to - 1;
  for (let at = from + 1; ; ) {
    const backslash = indexOfByte(bytes, BACKSLASH, at, end);
    into.append(bytes, at, backslash < 0 ? end : backslash);
    if (backslash < 0) return;
    at = decodeEscape(bytes, backslash, end, into);
  }
}

/** Appends the character of the escape whose backslash is at `at`, and returns where the escape ends. */
function decodeEscape(bytes: Uint8Array, at: number, end: number, into: TextBuffer): number {
  const letter = bytes[at + 1];
  if (letter !== LETTER_U) {
    into.appendByte(controlOf(letter));
    return at + 2;
  }
  const code = hexNumber(bytes, at + 2);
  const next = at + UNICODE_ESCAPE_BYTES;
  const isHigh = code >= 0xd800 && code < 0xdc00;
  if (isHigh && next < end && bytes[next] === BACKSLASH && bytes[next + 1] === LETTER_U) {
    const low = hexNumber(bytes, next + 2);
    if (low >= 0xdc00 && low < 0xe000) {
      into.appendCodePoint(0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00));
      return next + UNICODE_ESCAPE_BYTES;
    }
  }
  into.appendCodePoint(code);
  return next;
}

/** Returns the byte that a backslash and this letter mean. */
function controlOf(letter: number): number {
  switch (letter) {
    case LETTER_B:
      return 0x08;
    case LETTER_F:
      return 0x0c;
    case LETTER_N:
      return 0x0a;
    case LETTER_R:
      return 0x0d;
    case LETTER_T:
      return 0x09;
    default:
      return letter; // a quote, a slash or a backslash
  }
}

/** Returns the number that the four hexadecimal digits at `from` spell. */
function hexNumber(bytes: Uint8Array, from: number): number {
  let value = 0;
  for (let at = from; at < from + 4; at++) {
    const byte = bytes[at];
    value = (value << 4) | (isDigit(byte) ? byte & 0x0f : (byte & 0x0f) + 9);
  }
  return value;
}
