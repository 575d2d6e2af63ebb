import {
  daysOf,
  instantOf,
  NANOSECONDS_PER_SECOND,
  offsetOfLocal,
  SECONDS_PER_DAY,
  type SlowZone,
  secondsOfOffset,
  withinYears,
  zoneOfIso,
  zoneOfOffset,
} from './slow-time.ts';

/** The settings of section 3; what is missing is as the spec has it. */
export interface SlowTimeSettings {
  readonly timeFormat?: string;
  readonly assumeTz?: string;
  readonly year?: number | undefined;
  readonly yearEndsAtMonth?: number | undefined;
}

/** A time as it was read. */
export interface SlowTime {
  /** Nanoseconds since the Unix epoch. */
  readonly instant: bigint;
  readonly zone: SlowZone;
}

/** Returns the instant of `timeInFormat`. */
export function instantInFormat(
  text: string,
  isString: boolean,
  settings: SlowTimeSettings = {},
): bigint | undefined {
  return timeInFormat(text, isString, settings)?.instant;
}

/**
 * Returns the time that a value, a trimmed string or a number, is in the first format that fits; undefined for none.
 */
export function timeInFormat(
  text: string,
  isString: boolean,
  settings: SlowTimeSettings = {},
): SlowTime | undefined {
  for (const format of (settings.timeFormat ?? 'iso').split(' | ')) {
    const found = timeInOneFormat(text, isString, format.trim(), settings);
    if (found !== undefined) return found;
  }
  return undefined;
}

function timeInOneFormat(
  text: string,
  isString: boolean,
  format: string,
  settings: SlowTimeSettings,
): SlowTime | undefined {
  if (format === 'iso') {
    return isString ? time(instantOf(text, settings.assumeTz), () => zoneOfIso(text)) : undefined;
  }
  if (/^epoch(?:-m?s|-us|-ns)?$/.test(format)) return time(instantOfNumber(text, format), () => 'utc');
  if (!isString && !isOfDigits(format)) return undefined;
  const parts = patternOf(format).exec(text)?.groups;
  return time(instantOfParts(parts, settings), () => (parts?.s === undefined ? zoneOfParts(parts) : 'utc'));
}

function time(instant: bigint | undefined, zone: () => SlowZone): SlowTime | undefined {
  return instant === undefined ? undefined : { instant, zone: zone() };
}

/** Whether a JSON number can be a time in one of the formats. */
export function readsNumbers({ timeFormat = 'iso' }: SlowTimeSettings): boolean {
  return timeFormat.split(' | ').some((format) => format.startsWith('epoch') || isOfDigits(format));
}

/** Whether a pattern is written in digits alone, so that a number can be one. */
function isOfDigits(format: string): boolean {
  return /^(?:%[YymdejHIMSfs])+$/.test(format);
}

function zoneOfParts(parts: Record<string, string> | undefined): SlowZone {
  if (parts?.z !== undefined) return zoneOfOffset(parts.z);
  return parts?.Z === undefined ? 'none' : 'utc';
}

/** How many decimal places of a second each unit has. */
const PLACES: Readonly<Record<string, number>> = {
  'epoch-s': 0,
  'epoch-ms': 3,
  'epoch-us': 6,
  'epoch-ns': 9,
};

/** Counts in nanoseconds; what is left of a number then is cut. */
function instantOfNumber(text: string, format: string): bigint | undefined {
  const parts = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole, fraction = '', exponent = '0'] = parts;
  const digits = BigInt(whole + fraction);
  if (digits === 0n) return 0n;
  // A number far outside of all years, whatever its digits.
  if (Math.abs(Number(exponent)) > 100_000) return Number(exponent) > 0 ? undefined : 0n;
  const scale = Number(exponent) - fraction.length;
  const isBelow = (power: number): boolean =>
    scale >= 0 ? digits * 10n ** BigInt(scale) < 10n ** BigInt(power) : digits < 10n ** BigInt(power - scale);
  const places = PLACES[format] ?? (isBelow(11) ? 0 : isBelow(14) ? 3 : isBelow(17) ? 6 : 9);
  const power = scale + 9 - places;
  const nanoseconds = power >= 0 ? digits * 10n ** BigInt(power) : digits / 10n ** BigInt(-power);
  return withinYears(sign === '-' ? -nanoseconds : nanoseconds);
}

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'.split('|');
const FULL_MONTHS =
  'january|february|march|april|may|june|july|august|september|sept|october|november|december';
const WEEKDAYS = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun';
/** What each directive matches. */
const MATCHES: Readonly<Record<string, string>> = {
  Y: '\\d{4}',
  y: '\\d\\d',
  j: '\\d{1,3}',
  f: '\\d+',
  s: '-?\\d{1,15}',
  p: '[AaPp](?:[Mm]|\\.[Mm]\\.)',
  z: '[Zz]|[+-]\\d\\d(?:(?::\\d\\d){1,2}|\\d\\d(?:\\d\\d)?)?',
  Z: '[A-Za-z]+',
  a: WEEKDAYS,
  A: WEEKDAYS,
  b: `${FULL_MONTHS}|${MONTHS.join('|')}`,
  B: `${FULL_MONTHS}|${MONTHS.join('|')}`,
};

/** Turns a pattern of strptime into a regular expression, each directive a group of its letter, which is never undone. */
function patternOf(format: string): RegExp {
  const names: string[] = [];
  const source = format
    .replace(/%T/g, '%H:%M:%S')
    .replace(/%F/g, '%Y-%m-%d')
    .replace(/%.|[\t-\r ]+|[^%]/gs, (token) => {
      if (/^[\t-\r ]/.test(token)) return '[\\t-\\r ]+';
      if (token === '%%') return '%';
      if (token[0] !== '%') return token.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
      const name = token[1];
      const isFree = name === 'Z' && names.includes('z');
      const match = isFree
        ? '[A-Za-z\\x80-\\uffff](?:[\\w/+\\-\\x80-\\uffff]| (?=[A-Za-z\\x80-\\uffff]))*'
        : (MATCHES[name] ?? '\\d{1,2}');
      names.push(name);
      return `(?=(?<${name}>${/[aAbB]/.test(name) ? anyCase(match) : match}))\\k<${name}>`;
    });
  return new RegExp(`^${source}$`);
}

function anyCase(words: string): string {
  return words.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

function instantOfParts(
  parts: Record<string, string> | undefined,
  { assumeTz, year: assumedYear, yearEndsAtMonth = 12 }: SlowTimeSettings,
): bigint | undefined {
  if (parts === undefined) return undefined;
  const fraction = BigInt((parts.f ?? '').padEnd(9, '0').slice(0, 9));
  if (parts.s !== undefined) {
    const seconds = BigInt(parts.s) * NANOSECONDS_PER_SECOND;
    return withinYears(parts.s.startsWith('-') ? seconds - fraction : seconds + fraction);
  }
  const monthName = (parts.b ?? parts.B)?.slice(0, 3).toLowerCase();
  const month = monthName === undefined ? Number(parts.m ?? 1) : MONTHS.indexOf(monthName) + 1;
  const day = Number(parts.d ?? parts.e ?? 1);
  const shortYear =
    parts.y === undefined ? undefined : Number(parts.y) + (Number(parts.y) < 69 ? 2000 : 1900);
  let year = parts.Y === undefined ? shortYear : Number(parts.Y);
  if (year === undefined) {
    if (assumedYear === undefined) return undefined;
    const ofDay = parts.j === undefined ? month : dateOfDay(assumedYear, Number(parts.j)).month;
    year = ofDay > yearEndsAtMonth ? assumedYear - 1 : assumedYear;
  }
  const days = parts.j === undefined ? daysOf(year, month, day) : daysOf(year, 1, Number(parts.j));
  const date = new Date(days * SECONDS_PER_DAY * 1000);
  if (date.getUTCFullYear() !== year) return undefined;
  if (parts.j === undefined && (date.getUTCMonth() + 1 !== month || date.getUTCDate() !== day))
    return undefined;
  const half = parts.p === undefined ? undefined : /^p/i.test(parts.p) ? 12 : 0;
  const written = Number(parts.H ?? parts.I ?? 0);
  if (half === undefined ? written > 23 : written < 1 || written > 12) return undefined;
  const hour = half === undefined ? written : (written % 12) + half;
  const [minute, second] = [Number(parts.M ?? 0), Number(parts.S ?? 0)];
  if (minute > 59 || second > 59) return undefined;
  const local = days * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second;
  const seconds = secondsOfLocal(local, parts, assumeTz);
  return seconds === undefined ? undefined : withinYears(BigInt(seconds) * NANOSECONDS_PER_SECOND + fraction);
}

function dateOfDay(year: number, dayOfYear: number): { month: number } {
  const last = daysOf(year + 1, 1, 1) - 1;
  const days = Math.min(last, daysOf(year, 1, dayOfYear));
  return { month: new Date(days * SECONDS_PER_DAY * 1000).getUTCMonth() + 1 };
}

function secondsOfLocal(local: number, parts: Record<string, string>, assumeTz?: string): number | undefined {
  const { z, Z } = parts;
  if (z === undefined && Z === undefined) return local - offsetOfLocal(local, assumeTz);
  if (z === undefined) return /^(?:utc|gmt|z)$/i.test(Z) ? local : undefined;
  const offset = secondsOfOffset(z);
  return offset === undefined ? undefined : local - offset;
}
