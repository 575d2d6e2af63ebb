import { COLON, DOT, isDigit, MINUS, PLUS, SPACE } from '../text/bytes.ts';
import { type CalendarName, MONTH_NAMES, WEEKDAY_NAMES } from './calendar-names.ts';
import type { TimestampFault } from './time-faults.ts';
import type { TimeParts } from './time-parts.ts';
import { ZONE_NONE, ZONE_OFFSET, ZONE_UTC } from './zone-kinds.ts';

/** One part of a pattern. */
export interface PatternStep {
  /** Reads the part. Returns undefined, or what is wrong: `unfit` if the text has something else in its place. */
  readonly read: (parts: TimeParts) => TimestampFault | undefined;
  /** What it reads, in words that complete "expected ...". */
  readonly expects: string;
}

/** A directive: what it reads, and what of a time it names, so that a pattern names nothing twice. */
export interface Directive extends PatternStep {
  readonly names: string;
  /** Whether it is written in digits alone. */
  readonly isDigits?: true;
}

const LETTER_A = 0x41;
const LETTER_M = 0x4d;
const LETTER_P = 0x50;
const LETTER_Z = 0x5a;
const TO_UPPER_CASE = ~0x20;

/** Years of two digits are those from 1969 to 2068, as in POSIX. */
const FIRST_YEAR_OF_CENTURY = 69;

const DAY: Directive = number('day', 'a day', 1, 2, (parts, value) => {
  parts.day = value;
});
const MONTH_NAME: Directive = {
  names: 'month',
  expects: 'the English name of a month',
  read: (parts) => {
    const month = readName(parts, MONTH_NAMES);
    if (month < 0) return 'unfit';
    parts.month = month + 1;
    return undefined;
  },
};
/** The date determines the weekday, so a wrong one is ignored. */
const WEEKDAY_NAME: Directive = {
  names: 'weekday',
  expects: 'the English name of a day of the week',
  read: (parts) => (readName(parts, WEEKDAY_NAMES) < 0 ? 'unfit' : undefined),
};

/** The directives of patterns (spec section 3), by their letter; `strptime` has the shorthands. */
export const DIRECTIVES: Readonly<Record<string, Directive>> = {
  Y: number('year', 'a year of four digits', 4, 4, (parts, value) => {
    parts.year = value;
  }),
  y: number('year', 'a year of two digits', 2, 2, (parts, value) => {
    parts.year = value + (value < FIRST_YEAR_OF_CENTURY ? 2000 : 1900);
  }),
  m: number('month', 'a month', 1, 2, (parts, value) => {
    parts.month = value;
  }),
  d: DAY,
  e: DAY,
  j: number('day of the year', 'a day of the year', 1, 3, (parts, value) => {
    parts.dayOfYear = value;
  }),
  H: number('hour', 'an hour', 1, 2, (parts, value) => {
    parts.hour = value;
  }),
  I: number('hour', 'an hour', 1, 2, (parts, value) => {
    parts.hour = value;
  }),
  M: number('minute', 'a minute', 1, 2, (parts, value) => {
    parts.minute = value;
  }),
  S: number('second', 'a second', 1, 2, (parts, value) => {
    parts.second = value;
  }),
  f: {
    names: 'fraction',
    expects: 'the digits of a fraction',
    isDigits: true,
    read: (parts) => (parts.fraction() ? undefined : 'unfit'),
  },
  p: {
    names: 'AM or PM',
    expects: 'AM or PM',
    read: (parts) => {
      const letter = parts.peek() & TO_UPPER_CASE;
      if (letter !== LETTER_A && letter !== LETTER_P) return 'unfit';
      const from = parts.at++;
      // `a.m.` is how Canada and Mexico write it.
      const hasPoints = parts.skip(DOT);
      const hasM = (parts.peek() & TO_UPPER_CASE) === LETTER_M;
      if (hasM) parts.at++;
      if (!hasM || (hasPoints && !parts.skip(DOT))) {
        parts.at = from;
        return 'unfit';
      }
      parts.isAfternoon = letter === LETTER_P;
      return undefined;
    },
  },
  s: {
    names: 'seconds since 1970',
    expects: 'the seconds since 1970',
    isDigits: true,
    read: (parts) => {
      parts.isNegative = parts.skip(MINUS);
      const value = parts.digits(1, 15);
      if (value < 0) return 'unfit';
      parts.epochSeconds = value;
      return undefined;
    },
  },
  z: { names: 'offset', expects: 'an offset like +0200 or Z', read: readOffset },
  Z: { names: 'name of the zone', expects: 'UTC, GMT or Z', read: readZoneName },
  a: WEEKDAY_NAME,
  A: WEEKDAY_NAME,
  b: MONTH_NAME,
  B: MONTH_NAME,
};

/** A directive of digits. */
function number(
  names: string,
  expects: string,
  least: number,
  most: number,
  set: (parts: TimeParts, value: number) => void,
): Directive {
  const read = (parts: TimeParts): TimestampFault | undefined => {
    const value = parts.digits(least, most);
    if (value < 0) return 'unfit';
    set(parts, value);
    return undefined;
  };
  return { names, expects, isDigits: true, read };
}

/** Reads the longest of the names, without case, and returns its number, or -1. */
function readName(parts: TimeParts, names: readonly CalendarName[]): number {
  const { bytes, at, end } = parts;
  for (const { bytes: name, number } of names) {
    let i = 0;
    while (i < name.length && at + i < end && (bytes[at + i] & TO_UPPER_CASE) === name[i]) i++;
    if (i < name.length) continue;
    parts.at = at + i;
    return number;
  }
  return -1;
}

/** Reads `Z`, `+02`, `+0200`, `+02:00` or `+02:00:00`. */
function readOffset(parts: TimeParts): TimestampFault | undefined {
  if ((parts.peek() & TO_UPPER_CASE) === LETTER_Z) {
    parts.at++;
    parts.zone = ZONE_UTC;
    return undefined;
  }
  const sign = parts.skip(PLUS) ? 1 : parts.skip(MINUS) ? -1 : 0;
  if (sign === 0) return 'unfit';
  const units = [0, 0, 0];
  let hasColons = false;
  for (let i = 0; i < 3; i++) {
    const from = parts.at;
    if (i === 1) hasColons = parts.skip(COLON);
    else if (i === 2 && hasColons && !parts.skip(COLON)) break;
    // A colon may belong to what the pattern has next.
    if (i > 0 && !isDigit(parts.peek())) {
      parts.at = from;
      break;
    }
    units[i] = parts.digits(2, 2);
    if (units[i] < 0) return 'unfit';
  }
  const [hours, minutes, seconds] = units;
  if (hours > 23 || minutes > 59 || seconds > 59) return 'offset';
  parts.offsetSeconds = sign * (hours * 3600 + minutes * 60 + seconds);
  parts.zone = parts.offsetSeconds === 0 ? ZONE_UTC : ZONE_OFFSET;
  return undefined;
}

/**
 * Reads the name of a zone. Only those of UTC say how far from it they are: CST, say, is three zones. After an offset the
 * name says nothing more, and may be any: `+0200 (Central European Summer Time)`.
 */
function readZoneName(parts: TimeParts): TimestampFault | undefined {
  const { bytes, at, end } = parts;
  let to = at;
  const isAfterOffset = parts.zone !== ZONE_NONE;
  if (isAfterOffset) to = endOfZoneName(bytes, at, end);
  else while (to < end && isLetter(bytes[to])) to++;
  if (to === at) return 'unfit';
  const name = String.fromCharCode(...bytes.subarray(at, to)).toUpperCase();
  if (!isAfterOffset && name !== 'UTC' && name !== 'GMT' && name !== 'Z') return 'zoneName';
  parts.at = to;
  if (!isAfterOffset) parts.zone = ZONE_UTC;
  return undefined;
}

/** Returns the end of a zone's name in any language, of one word or several; `from` if none begins there. */
function endOfZoneName(bytes: Uint8Array, from: number, end: number): number {
  if (from === end || !isAnyLetter(bytes[from])) return from;
  let to = from + 1;
  while (to < end) {
    const goesOn = bytes[to] === SPACE ? to + 1 < end && isAnyLetter(bytes[to + 1]) : isInZoneName(bytes[to]);
    if (!goesOn) break;
    to++;
  }
  return to;
}

function isAnyLetter(byte: number): boolean {
  return byte >= 0x80 || isLetter(byte);
}

function isInZoneName(byte: number): boolean {
  return isAnyLetter(byte) || isDigit(byte) || SIGNS_OF_NAMES.includes(byte);
}

/** A slash, an underscore and the signs of `Etc/GMT+2`. */
const SIGNS_OF_NAMES: readonly number[] = [0x2f, 0x5f, MINUS, PLUS];

function isLetter(byte: number): boolean {
  const letter = byte & TO_UPPER_CASE;
  return letter >= LETTER_A && letter <= LETTER_Z;
}
