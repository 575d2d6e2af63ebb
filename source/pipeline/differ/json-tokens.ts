import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  indexOfByte,
  isJsonSpace,
  QUOTE,
} from '../text/bytes.ts';
import { decodeJsonString } from '../text/json-string.ts';
import { TextBuffer } from '../text/text-buffer.ts';

/** The tokens of JSON that is known to be valid. */

/** Returns the index after the string whose opening quote is at `from`. */
export function endOfString(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from + 1; ; ) {
    const quote = indexOfByte(bytes, QUOTE, at, to);
    if (quote < 0) return to;
    let backslashes = 0;
    while (bytes[quote - 1 - backslashes] === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

/** Returns where the white space, commas and colons that begin at `from` end. */
export function endOfFiller(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && isFiller(bytes[at])) at++;
  return at;
}

/** Returns where the number or literal that begins at `from` ends. */
export function endOfWord(bytes: Uint8Array, from: number, to: number): number {
  let at = from + 1;
  while (at < to && !isFiller(bytes[at]) && bytes[at] !== CLOSE_BRACE && bytes[at] !== CLOSE_BRACKET) at++;
  return at;
}

function isFiller(byte: number): boolean {
  return isJsonSpace(byte) || byte === COMMA || byte === COLON;
}

const decoded = new TextBuffer();

/** Returns the bytes of the text in the JSON string `bytes[from..to)`, a character each: texts are equal if they are. */
export function stringBytes(bytes: Uint8Array, from: number, to: number): string {
  if (indexOfByte(bytes, BACKSLASH, from, to) < 0) return byteString(bytes, from + 1, to - 1);
  decodeJsonString(bytes, from, to, decoded);
  return byteString(decoded.bytes, 0, decoded.length);
}

/** The bytes that a call of a function takes as arguments at once. */
const BYTES_PER_CALL = 4096;

/** Returns a character for each of the bytes. */
export function byteString(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += BYTES_PER_CALL) {
    text += String.fromCharCode(...bytes.subarray(at, Math.min(to, at + BYTES_PER_CALL)));
  }
  return text;
}
