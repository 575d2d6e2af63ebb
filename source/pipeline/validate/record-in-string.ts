import {
  BACKSLASH,
  COLON,
  isWhiteSpace,
  LINE_FEED,
  OPEN_BRACE,
  QUOTE,
  trimEnd,
  trimStart,
} from '../text/bytes.ts';
import { JsonScalarReader } from '../text/json-scalar-reader.ts';
import { decodeJsonString } from '../text/json-string.ts';
import type { TextBuffer } from '../text/text-buffer.ts';

/** Returned instead of an index: the bytes end first; there is no string. */
export const NO_END = -1;
export const NO_STRING = -2;

const scalars = new JsonScalarReader();

/**
 * Writes the text of the string `bytes[from..to)`, quotes included, to `into`, without the white space around it. Returns
 * whether it can be a record (spec section 14): it is a JSON string, and its text begins like an object.
 */
export function textOfString(bytes: Uint8Array, from: number, to: number, into: TextBuffer): boolean {
  scalars.begin(bytes, to);
  if (scalars.read(from, bytes[from]) !== to) return false;
  decodeJsonString(bytes, from, to, into);
  const start = trimStart(into.bytes, 0, into.length);
  into.keep(start, trimEnd(into.bytes, start, into.length));
  return into.length > 0 && into.bytes[0] === OPEN_BRACE;
}

/**
 * Returns the index after the string that begins at `from`; NO_END if the bytes end first, NO_STRING if none begins there
 * or its line ends first.
 */
export function endOfText(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from] !== QUOTE) return NO_STRING;
  for (let at = from + 1; at < to; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) return at + 1;
    if (byte === LINE_FEED) return NO_STRING;
    if (byte === BACKSLASH && at + 1 < to && bytes[at + 1] !== LINE_FEED) at++;
  }
  return NO_END;
}

/**
 * Returns where the value after a key that ends at `from` begins; NO_END if the bytes end first, NO_STRING if no colon
 * follows.
 */
export function valueAfter(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && isWhiteSpace(bytes[at])) at++;
  if (at < to && bytes[at] !== COLON) return NO_STRING;
  at++;
  while (at < to && isWhiteSpace(bytes[at])) at++;
  return at < to ? at : NO_END;
}
