import { BACKSLASH, isJsonSpace, QUOTE } from '../pipeline/text/bytes.ts';

/** Finds JSON's tokens in text that may be anything. */

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
// The last three are not JSON, but are read as if they were (spec section 2).
const LITERALS = new Set(['true', 'false', 'null', 'NaN', 'Infinity', '-Infinity']);
const ENDS_WORD = new Set('{}[]:," \t\n\r');

/** A string is not closed. */
export const OPEN = -1;
/** A string is not closed, and its last character is a backslash. */
export const OPEN_ESCAPE = -2;

/** Returns where a string ends, from an index inside it: after the closing quote, or OPEN or OPEN_ESCAPE. */
export function endOfString(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    at += code === BACKSLASH ? 2 : 1;
  }
  return at > text.length ? OPEN_ESCAPE : OPEN;
}

/** Returns where the run of characters that cannot separate JSON's tokens ends. */
export function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && !ENDS_WORD.has(text[at])) at++;
  return at;
}

/** Returns where the white space from `from` on ends. */
export function endOfSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isJsonSpace(text.charCodeAt(at))) at++;
  return at;
}

/** Whether a word is a JSON number. */
export function isJsonNumber(word: string): boolean {
  return NUMBER.test(word);
}

/** Whether a word is a literal: `true`, `null` and the like. */
export function isJsonLiteral(word: string): boolean {
  return LITERALS.has(word);
}
