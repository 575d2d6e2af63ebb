import { encodeUtf8 } from '../text/bytes.ts';
import { plausibleEpochFormat } from '../time/epoch.ts';
import { formatsThatRead } from '../time/guess-format.ts';
import { swapDayAndMonth } from '../time/strptime.ts';
import { compileTimeFormat, EPOCH_FORMAT, ISO_FORMAT } from '../time/time-format.ts';
import type { KeyPath } from '../validate/key-paths.ts';
import {
  isBlank,
  isNumber,
  type JsonValue,
  scalarOf,
  textOf,
  valueAt,
  type Wrapped,
} from './sample-values.ts';

/** How many values of a key are looked at, spread over the sample. */
const MOST_VALUES = 100;
/** A key is a time if at least this share of its values reads as one (spec section 13). */
const FEWEST_TIMES = 0.9;

/** How the values of a key read as times. */
export interface TimeReading {
  /** The formats that read them, as --time-format writes them; undefined where two are equally good. */
  readonly format: string | undefined;
  /** The formats that fit equally well, where no value tells them apart: day first or month first. */
  readonly choices: readonly string[];
  /** 0: days, 1: minutes, 2: seconds, 3: parts of a second. */
  readonly fineness: number;
}

/** One value, and the formats in which it reads as a time. */
interface ReadValue {
  readonly formats: ReadonlySet<string>;
  /** Mongo's `{"$date": number}` is read with any format. */
  readonly isAny: boolean;
  readonly fineness: number;
}

/** Records in which times are searched for. */
export interface TimedRecords {
  readonly records: readonly JsonValue[];
  readonly opensWrappers: boolean;
  /** Returns whether the named format reads a text; undefined where none is named. */
  readonly readsAsNamed: ReadsAsNamed | undefined;
}

/** A format that was named. */
export interface ReadsAsNamed {
  readonly format: string;
  readonly reads: (text: string, isString: boolean) => boolean;
}

/**
 * Returns how the values of a key read as times, or undefined if too few of them do. `isNamed`: the key is named like a
 * time, so that numbers may be times too.
 */
export function readTimes(
  timed: TimedRecords,
  paths: readonly KeyPath[],
  isNamed: boolean,
): TimeReading | undefined {
  const values = spreadValues(timed, paths, isNamed);
  if (values.length === 0) return undefined;
  const cover = coverOf(values);
  if (cover.read < FEWEST_TIMES * values.length) return undefined;
  const fineness = Math.max(...values.map((value) => value.fineness));
  if (cover.choices.length > 0) return { format: undefined, choices: cover.choices, fineness };
  return { format: joinFormats(cover.formats), choices: [], fineness };
}

/**
 * Returns the formats, as --time-format writes them, in which values of a key read as times, best first: none where most
 * values do not, since some format reads one of nearly any numbers.
 */
export function formatsOfKey(timed: TimedRecords, path: KeyPath, isNamed: boolean): readonly string[] {
  const values = spreadValues(timed, [path], isNamed);
  const read = values.filter(({ formats }) => formats.size > 0).length;
  if (2 * read < values.length) return [];
  const counts = countFormats(values);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([format]) => format);
}

function spreadValues(timed: TimedRecords, paths: readonly KeyPath[], isNamed: boolean): ReadValue[] {
  const { records, opensWrappers, readsAsNamed } = timed;
  const there: Wrapped[] = [];
  for (const record of records) {
    const wrapped = firstThere(record, paths, opensWrappers);
    if (wrapped !== undefined) there.push(wrapped);
  }
  const step = Math.max(1, there.length / MOST_VALUES);
  const values: ReadValue[] = [];
  for (let at = 0; at < there.length; at += step) {
    values.push(readValue(there[Math.floor(at)], isNamed, readsAsNamed));
  }
  return values;
}

function firstThere(
  record: JsonValue,
  paths: readonly KeyPath[],
  opensWrappers: boolean,
): Wrapped | undefined {
  for (const path of paths) {
    const wrapped = scalarOf(valueAt(record, path), opensWrappers);
    if (wrapped !== undefined && !isBlank(wrapped.scalar)) return wrapped;
  }
  return undefined;
}

function readValue(
  { scalar, isDate }: Wrapped,
  isNamed: boolean,
  readsAsNamed: ReadsAsNamed | undefined,
): ReadValue {
  const text = textOf(scalar);
  if (isDate && isNumber(scalar)) return { formats: new Set(), isAny: true, fineness: 3 };
  if (typeof scalar === 'boolean' || text.length > 64)
    return { formats: new Set(), isAny: false, fineness: 0 };
  const formats = new Set<string>();
  const isString = typeof scalar === 'string';
  if (readsAsNamed !== undefined) {
    const { format, reads } = readsAsNamed;
    if (reads(text, isString)) formats.add(format);
    return { formats, isAny: false, fineness: finenessOf(text, undefined) };
  }
  for (const format of formatsOfText(text, isString)) {
    // Any number may count something, and text of digits too: only a name makes it a time.
    if (isNamed || (isString && !isEpoch(format))) formats.add(format);
  }
  const unit = [...formats].find(isEpoch);
  return { formats, isAny: false, fineness: finenessOf(text, unit) };
}

const ISO = compileTimeFormat({
  timeFormat: ISO_FORMAT,
  assumeTz: 'UTC',
  year: undefined,
  yearEndsAtMonth: undefined,
});
const instant = { seconds: 0, nanoseconds: 0 };

/** Eight digits or more with no year of 1900 to 2099 first: the hours of Avazu (`14102100`), not days of the year 1410. */
const NO_DATE_IN_DIGITS = /^(?!19|20)\d{8,}$/;

/** Tries the formats of nearly all files before the many rare ones. */
function formatsOfText(text: string, isString: boolean): readonly string[] {
  const bytes = encodeUtf8(text);
  const epoch = plausibleEpochFormat(bytes, 0, bytes.length);
  if (epoch !== undefined) return [epoch];
  if (NO_DATE_IN_DIGITS.test(text)) return [];
  if (ISO.parse(bytes, 0, bytes.length, isString, instant) === undefined) return [ISO_FORMAT];
  return formatsThatRead(text, isString);
}

function finenessOf(text: string, unit: string | undefined): number {
  if (unit === 'epoch-s') return text.includes('.') ? 3 : 2;
  if (unit !== undefined) return text.endsWith('000') ? 2 : 3;
  const first = text.indexOf(':');
  if (first < 0) return text.includes('T') ? 2 : 0;
  if (text[first + 3] !== ':') return 1;
  const fraction = text[first + 6];
  return (fraction === '.' || fraction === ',') && text.slice(first + 7, first + 10) !== '000' ? 3 : 2;
}

function countFormats(values: readonly ReadValue[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { formats } of values)
    for (const format of formats) counts.set(format, (counts.get(format) ?? 0) + 1);
  return counts;
}

/** Takes the format that reads most of the values, then the one that reads most of the rest, until none reads more. */
function coverOf(values: readonly ReadValue[]): {
  readonly read: number;
  readonly formats: readonly string[];
  readonly choices: readonly string[];
} {
  const formats: string[] = [];
  let rest = values.filter(({ isAny }) => !isAny);
  let read = values.length - rest.length;
  for (;;) {
    const counts = countFormats(rest);
    const [best, count] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0]);
    if (count === 0) break;
    const twin = [...counts].find(([format, other]) => other === count && isSwapped(format, best));
    if (twin !== undefined) return { read: read + count, formats, choices: [best, twin[0]] };
    formats.push(best);
    read += count;
    rest = rest.filter(({ formats }) => !formats.has(best));
  }
  return { read, formats, choices: [] };
}

function isEpoch(format: string): boolean {
  return format.startsWith(EPOCH_FORMAT);
}

/** Whether two patterns differ only in which of day and month comes first. */
function isSwapped(a: string, b: string): boolean {
  return a !== b && swapDayAndMonth(a) === b;
}

/** Whether a text could be a date: cheap, before the formats are tried. */
export function mayBeDate(text: string): boolean {
  return text.length >= 6 && text.length <= 64 && /\d/.test(text) && /[-/.:, T]|^\d{8}/.test(text);
}

/**
 * Joins formats as --time-format writes them. Several units of epochs become `epoch`, which takes the unit from the size of
 * each number.
 */
function joinFormats(formats: readonly string[]): string {
  const epochs = formats.filter(isEpoch);
  if (epochs.length < 2) return formats.length === 0 ? ISO_FORMAT : formats.join(' | ');
  return [EPOCH_FORMAT, ...formats.filter((format) => !isEpoch(format))].join(' | ');
}
