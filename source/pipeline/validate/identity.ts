import { DIGIT_0, decodeUtf8, isDigit, MINUS, PLUS, trimEnd, trimStart } from '../text/bytes.ts';
import type { FieldSpan } from '../text/field-span.ts';
import { decodeJsonString } from '../text/json-string.ts';
import type { TextBuffer } from '../text/text-buffer.ts';

/** The most digits of an integer written with a fraction or an exponent (spec section 2). */
const MOST_DIGITS = 1000;

/**
 * Accepted as values because pandas writes them for what is missing; for the same reason not accepted as types (spec
 * section 2).
 */
const NOT_A_NUMBER = /^(?:NaN|-?Infinity)$/;
const NUMBER = /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/;

/**
 * Writes the id of the user that a `user_id` value names (spec section 2) to `into` and returns true, or returns false
 * for a value that cannot name a user. Integers of any size get their shortest decimal form, other strings stay as they
 * are.
 *
 * The same bytes are the same user: a string that reads as an integer is that integer, so no bytes are ambiguous.
 */
export function readUserId(bytes: Uint8Array, { kind, from, to }: FieldSpan, into: TextBuffer): boolean {
  if (kind === 'string') {
    decodeJsonString(bytes, from, to, into);
    return shortenInteger(into);
  }
  if (kind !== 'number') return false;
  into.clear();
  // Digits alone are in their shortest form: JSON has no leading zeros.
  if (areDigits(bytes, from, to)) into.append(bytes, from, to);
  else {
    const integer = integralNumber(decodeUtf8(bytes, from, to));
    if (integer === undefined) return false;
    into.appendText(integer);
  }
  return true;
}

/**
 * Writes the type that an `event_type` value names (spec section 2) to `into` and returns true, or returns false for a
 * value that cannot name one.
 */
export function readEventType(bytes: Uint8Array, { kind, from, to }: FieldSpan, into: TextBuffer): boolean {
  if (kind === 'string') {
    decodeJsonString(bytes, from, to, into);
    return true;
  }
  if (kind !== 'number' && kind !== 'boolean') return false;
  if (kind === 'number' && NOT_A_NUMBER.test(decodeUtf8(bytes, from, to))) return false;
  into.clear();
  into.append(bytes, from, to);
  return true;
}

/**
 * Writes the text of an event's own id (spec section 4) to `into` and returns true: a string decoded, any other value as
 * it is written. Returns false where there is none: the value is missing, null or blank, or what pandas writes for
 * missing.
 */
export function readEventId(bytes: Uint8Array, { kind, from, to }: FieldSpan, into: TextBuffer): boolean {
  if (kind === 'missing' || kind === 'null') return false;
  if (kind === 'string') {
    decodeJsonString(bytes, from, to, into);
    return trimStart(into.bytes, 0, into.length) < into.length;
  }
  if (kind === 'number' && NOT_A_NUMBER.test(decodeUtf8(bytes, from, to))) return false;
  into.clear();
  into.append(bytes, from, to);
  return true;
}

/** Gives a text that reads as an integer its shortest form and leaves others alone. Returns false for a blank text. */
function shortenInteger(text: TextBuffer): boolean {
  const { bytes, length } = text;
  const from = trimStart(bytes, 0, length);
  const to = trimEnd(bytes, from, length);
  if (from === to) return false;
  const digitsFrom = bytes[from] === MINUS || bytes[from] === PLUS ? from + 1 : from;
  if (digitsFrom === to || !areDigits(bytes, digitsFrom, to)) return true;
  let first = digitsFrom;
  while (first < to - 1 && bytes[first] === DIGIT_0) first++;
  if (bytes[from] === MINUS && bytes[first] !== DIGIT_0) bytes[--first] = MINUS;
  text.keep(first, to);
  return true;
}

function areDigits(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to && isDigit(bytes[at])) at++;
  return at === to;
}

/**
 * Returns the integer value of a JSON number, in its shortest form, or undefined if it is not an integer: `12`, `12.0`
 * and `1.2e1` are 12. Works on the digits, so that nothing is rounded and 1e999999999 is cheap.
 */
function integralNumber(text: string): string | undefined {
  const parts = NUMBER.exec(text);
  if (parts === null) return undefined; // NaN and the infinities
  const [, sign, whole, fraction = '', exponent = '0'] = parts;
  const digits = whole + fraction;
  // Loops, because /0+$/ would start again at every zero of a long run of them.
  let from = 0;
  let to = digits.length;
  while (from < to && digits[from] === '0') from++;
  while (to > from && digits[to - 1] === '0') to--;
  if (from === to) return '0';
  const significant = digits.slice(from, to);
  const zeros = digits.length - to + Number(exponent) - fraction.length;
  // A number written as an integer may have any number of digits.
  const isInteger = digits.length === text.length - sign.length;
  if (zeros < 0 || (!isInteger && significant.length + zeros > MOST_DIGITS)) return undefined;
  return sign + significant + '0'.repeat(zeros);
}
