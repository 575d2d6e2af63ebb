import type { FieldSpan } from '../text/field-span.ts';
import type { Expectation } from '../text/object-reader.ts';

/**
 * The words of rejections' details (spec section 2), except those of times, which time/time-faults has. Details
 * are made from these as texts (RecordValidator) and as bytes (reject/kernel-rejection-rows): both say the same.
 */

/** What JSON allows at the byte where it broke. */
const EXPECTATIONS: Readonly<Record<Expectation, string>> = {
  value: 'a value',
  firstKey: "a key in double quotes or '}'",
  key: 'a key in double quotes',
  colon: "':'",
  commaOrBrace: "',' or '}'",
  commaOrBracket: "',' or ']'",
  closingQuote: 'a closing quote',
  noControlCharacter: 'no bare control character in a string',
  escape: 'one of "\\/bfnrtu after a backslash',
  hexDigits: 'four hexadecimal digits after \\u',
  digit: 'a digit',
  fractionDigit: 'a digit after the point',
  exponentDigit: 'a digit in the exponent',
  end: 'nothing more after the closing brace',
};

/** What was found if the record ended too early. */
export const END_OF_RECORD = 'the end of the record';

/** Returns `expected ':', found '1'`, without the place. `found`: END_OF_RECORD, or a character in single quotes. */
export function expectedFound(expected: Expectation, found: string): string {
  return `${expectedWords(expected)}, ${FOUND} ${found}`;
}

/** The word before what was found where JSON broke. */
export const FOUND = 'found';

/** Returns `expected ':'`, what `expectedFound` begins with. */
export function expectedWords(expected: Expectation): string {
  return `expected ${EXPECTATIONS[expected]}`;
}

/** Before the line, and between it and the column (in bytes, from 1), in the place after `expectedFound`. */
export const AT_LINE = ' at line ';
export const AT_COLUMN = ', column ';

/** Follows the name of a key that the record does not have. */
export const IS_MISSING = ' is missing';

/** Returns the words that follow a value that cannot be read as its field: `accepts` completes "not ...". */
export function notAccepted(accepts: string): string {
  return `, not ${accepts}`;
}

/** Returns ` is not ...`, to follow the name of a key, from the words of `notAccepted`. */
export function isNotAccepted(words: string): string {
  return ` is${words.slice(1)}`;
}

/** Returns `is a number` and the like, to follow the name of a time that is not a string. */
export function isNoString({ kind }: FieldSpan): string {
  if (kind === 'null') return 'is no string';
  return kind === 'array' || kind === 'object' ? `is an ${kind}` : `is a ${kind}`;
}

/** The detail of a record over --max-record. */
export function notClosedWithin(maxRecordBytes: number): string {
  return `not closed within ${maxRecordBytes} bytes (--max-record)`;
}

/**
 * The detail of a record that is described again without the values of the objects around it, which decided what is wrong:
 * of millions of damaged records not all of these values are kept.
 */
export const READ_WITH_VALUES_AROUND =
  'depends on values around the record, which are not kept; files written have the details';
