import { decodeUtf8, isDigit } from '../text/bytes.ts';
import { decodeJsonString } from '../text/json-string.ts';
import type { FieldSpan } from '../text/object-reader.ts';

/** The most digits of an integer written with a fraction or an exponent (spec section 2). */
const MOST_DIGITS = 1000;

const BLANK = /^[\t-\r ]*$/;
const DECIMAL_INTEGER = /^[\t-\r ]*([+-]?)([0-9]+)[\t-\r ]*$/;
/** What stands for a missing number where pandas wrote the file: spec section 2 accepts it as a value, not as a type. */
const NOT_A_NUMBER = /^(?:NaN|-?Infinity)$/;
const NUMBER = /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/;

/**
 * The user a `user_id` value names (spec section 2), as text: integers of any size in their shortest decimal form,
 * any other string as it stands. Nothing when the value cannot name a user.
 *
 * One text is one user: a string that reads as an integer is that integer, so no text can mean both.
 */
export function userIdText(bytes: Uint8Array, { kind, from, to }: FieldSpan): string | undefined {
  if (kind === 'string') {
    const text = decodeJsonString(bytes, from, to);
    if (BLANK.test(text)) return undefined;
    const integer = DECIMAL_INTEGER.exec(text);
    return integer === null ? text : shortestInteger(integer[1] === '-', integer[2]);
  }
  if (kind !== 'number') return undefined;
  const text = decodeUtf8(bytes, from, to);
  // Nothing but digits is in its shortest form: JSON has no leading zeros.
  return areDigits(bytes, from, to) ? text : integralNumber(text);
}

/** Returns the type that an `event_type` value names, as text, or undefined where it cannot name one (spec section 2). */
export function eventTypeText(bytes: Uint8Array, { kind, from, to }: FieldSpan): string | undefined {
  if (kind === 'string') return decodeJsonString(bytes, from, to);
  if (kind !== 'number' && kind !== 'boolean') return undefined;
  const text = decodeUtf8(bytes, from, to);
  return NOT_A_NUMBER.test(text) ? undefined : text;
}

function areDigits(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to && isDigit(bytes[at])) at++;
  return at === to;
}

function shortestInteger(negative: boolean, digits: string): string {
  const shortest = digits.replace(/^0+(?=.)/, '');
  return negative && shortest !== '0' ? `-${shortest}` : shortest;
}

/** `12`, `12.0` and `1.2e1` are the integer 12. Works on the digits, so nothing is rounded and 1e999999999 is cheap. */
function integralNumber(text: string): string | undefined {
  const parts = NUMBER.exec(text);
  if (parts === null) return undefined; // NaN and the infinities
  const [, sign, whole, fraction, exponent] = parts;
  if (fraction === undefined && exponent === undefined) return shortestInteger(sign === '-', whole);
  const digits = whole + (fraction ?? '');
  // Loops, because /0+$/ would start anew at every zero of a long row of them.
  let from = 0;
  let to = digits.length;
  while (from < to && digits[from] === '0') from++;
  while (to > from && digits[to - 1] === '0') to--;
  if (from === to) return '0';
  const significant = digits.slice(from, to);
  const zeros = digits.length - to + Number(exponent ?? 0) - (fraction?.length ?? 0);
  if (zeros < 0 || significant.length + zeros > MOST_DIGITS) return undefined;
  return shortestInteger(sign === '-', significant + '0'.repeat(zeros));
}
