import { firstCharacters } from '../text/bytes.ts';
import { showInvisible } from '../text/invisible.ts';
import { decodeText } from '../text/shown-text.ts';

/** Replaced in the words of a fault by the character at fault and its position. */
const CHARACTER = '{character}';

/** What can be wrong with a time, in words that follow its value. */
const FAULT_WORDS = {
  blank: 'is blank',
  noDate: 'is no date',
  month: 'has no such month',
  dayOfMonth: 'has no such day in its month',
  dayOfYear: 'has no such day in its year',
  week: 'has no such week in its year',
  dayOfWeek: 'has no such day in its week',
  afterDate: `has ${CHARACTER}, not T or one space, after its date`,
  noHour: 'has no hour after its date',
  hour: 'has no such hour',
  minute: 'has no such minute',
  second: 'has no such second',
  incompleteTime: 'has an incomplete time',
  fraction: 'has a fraction without digits',
  afterTime: `has ${CHARACTER}, where an offset or the end should be`,
  incompleteOffset: 'has an incomplete offset',
  offset: 'has no such offset',
  afterOffset: `has ${CHARACTER}, after its offset`,
  years: 'lies outside the years 0001 to 9999 in UTC',
  noYear: 'names no year; --year gives it',
  zoneName: 'has a zone that is neither UTC, GMT, Z nor an offset',
  noNumber: 'is no number',
  number: 'is a number',
  unfit: 'has another form',
} as const;

/** What is wrong with a value that is no time. `blank` has a reject code of its own (spec section 2). */
export type TimestampFault = keyof typeof FAULT_WORDS;

/**
 * Returns a fault in words that follow the value, the string `bytes[from..to)`. `at`: the byte at fault. Characters count
 * from 1.
 */
export function wordsOfFault(
  fault: TimestampFault,
  bytes: Uint8Array,
  from: number,
  at: number,
  to: number,
): string {
  const words = FAULT_WORDS[fault];
  return words.includes(CHARACTER) ? words.replace(CHARACTER, () => characterAt(bytes, from, at, to)) : words;
}

/** Returns `'X' at character 11`, or that the string ends there. */
export function characterAt(bytes: Uint8Array, from: number, at: number, to: number): string {
  if (at >= to) return 'its end';
  const character = firstCharacters(decodeText(bytes, at, to), 1);
  const place = [...decodeText(bytes, from, at)].length + 1;
  const name = character === ' ' ? 'a space' : `'${showInvisible(character)}'`;
  return `${name} at character ${place}`;
}

/** Enough of a setting to know it by. */
const SHOWN_CHARACTERS = 80;

/** Returns a setting as it is quoted in words: its beginning, safe to show; an empty one as `''`. */
export function shownSetting(text: string): string {
  if (text === '') return "''";
  const shown = firstCharacters(text, SHOWN_CHARACTERS);
  return showInvisible(shown === text ? shown : `${shown}…`);
}
