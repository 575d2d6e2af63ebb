import { COLON, DIGIT_0, DOT, MINUS } from '../text/bytes.ts';
import { dateFromDays, SECONDS_PER_DAY } from './calendar.ts';

/** Room, in bytes, for any timestamp, duration or integer. */
export const TIMESTAMP_BYTES = 48;

const LETTER_T = 0x54;
const LETTER_Z = 0x5a;

/** By number, from 0 to 99: its two digits as one little-endian 16-bit number, so that `07` is 0x3730. */
const TWO_DIGITS = Uint16Array.from({ length: 100 }, (_, number) => {
  const tens = Math.floor(number / 10);
  return DIGIT_0 + tens + ((DIGIT_0 + number - 10 * tens) << 8);
});

/**
 * Writes an instant as `2024-07-10T11:45:00Z`, with a fraction of 3, 6 or 9 digits unless it is zero (spec section 9), at
 * byte `at`, and returns where it ends. Needs TIMESTAMP_BYTES of room. Outputs are mostly times, so they are written four
 * bytes at a time, at a third of the cost of one byte at a time.
 */
export function writeTimestamp(view: DataView, at: number, seconds: number, nanoseconds: number): number {
  const days = Math.floor(seconds / SECONDS_PER_DAY);
  const entry = days & (CACHED_DATES - 1);
  // Only a long bucket of the trend can begin before year 0000: not worth an entry in the cache.
  if (cachedDays[entry] !== days && !cacheDate(entry, days)) {
    return writeEarlyTimestamp(view, at, seconds, nanoseconds);
  }
  const secondOfDay = (seconds - days * SECONDS_PER_DAY) | 0;
  const minuteOfDay = (secondOfDay / 60) | 0;
  const hour = (minuteOfDay / 60) | 0;
  const hours = TWO_DIGITS[hour];
  const minutes = TWO_DIGITS[minuteOfDay - hour * 60];
  const word = 3 * entry;
  view.setInt32(at, dateWords[word], true);
  view.setInt32(at + 4, dateWords[word + 1], true);
  view.setInt32(at + 8, dateWords[word + 2] | (hours << 24), true);
  view.setInt32(at + 12, (hours >> 8) | (COLON << 8) | (minutes << 16), true);
  const last = COLON | (TWO_DIGITS[secondOfDay - minuteOfDay * 60] << 8) | (LETTER_Z << 24);
  view.setInt32(at + 16, last, true);
  if (nanoseconds === 0) return at + 20;
  const end = writeFraction(view, at + 19, nanoseconds);
  view.setUint8(end, LETTER_Z);
  return end + 1;
}

/** A cache of dates, indexed by the lowest bits of the day, because outputs have few dates and many times. */
const CACHED_DATES = 64;
const cachedDays = new Float64Array(CACHED_DATES).fill(Number.NaN);
/** Three words for each date: `2024`, `-07-` and `10T`; the fourth byte of the last one belongs to the hour. */
const dateWords = new Int32Array(3 * CACHED_DATES);

/** Puts a day into the cache and returns true, or does nothing and returns false for a day before year 0000. */
function cacheDate(entry: number, days: number): boolean {
  const { year, month, day } = dateFromDays(days);
  if (year < 0) return false;
  const century = Math.floor(year / 100);
  dateWords[3 * entry] = TWO_DIGITS[century] | (TWO_DIGITS[year - 100 * century] << 16);
  dateWords[3 * entry + 1] = MINUS | (TWO_DIGITS[month] << 8) | (MINUS << 24);
  dateWords[3 * entry + 2] = TWO_DIGITS[day] | (LETTER_T << 16);
  cachedDays[entry] = days;
  return true;
}

/** Days in 400 years, after which the calendar repeats itself. */
const DAYS_OF_400_YEARS = 146_097;

/** Writes an instant before year 0000, with a minus and at least four digits: `-0001-12-31T00:00:00Z`. */
function writeEarlyTimestamp(view: DataView, at: number, seconds: number, nanoseconds: number): number {
  const { year } = dateFromDays(Math.floor(seconds / SECONDS_PER_DAY));
  const yearsBefore = -year;
  const digits = Math.max(4, digitsOf(yearsBefore));
  const secondsLater = DAYS_OF_400_YEARS * Math.ceil(yearsBefore / 400) * SECONDS_PER_DAY;
  // Writes the same day of a year with four digits, then the year itself over that one.
  const end = writeTimestamp(view, at + 1 + digits - 4, seconds + secondsLater, nanoseconds);
  view.setUint8(at, MINUS);
  writeDigits(view, at + 1, yearsBefore, digits);
  return end;
}

/**
 * Writes a length of time in seconds, as `300` or `300.250`, at byte `at`, and returns where it ends. Needs TIMESTAMP_BYTES
 * of room.
 */
export function writeDuration(view: DataView, at: number, seconds: number, nanoseconds: number): number {
  const end = writeInteger(view, at, seconds);
  return nanoseconds === 0 ? end : writeFraction(view, end, nanoseconds);
}

function writeFraction(view: DataView, at: number, nanoseconds: number): number {
  view.setUint8(at, DOT);
  if (nanoseconds % 1_000_000 === 0) return writeDigits(view, at + 1, nanoseconds / 1_000_000, 3);
  if (nanoseconds % 1_000 === 0) return writeDigits(view, at + 1, nanoseconds / 1_000, 6);
  return writeDigits(view, at + 1, nanoseconds, 9);
}

const BILLION = 1_000_000_000;

/** Writes a whole number from 0 to 2^53 in decimal at byte `at`, and returns where it ends. Needs 16 bytes of room. */
export function writeInteger(view: DataView, at: number, value: number): number {
  if (value < BILLION) return writeDigits(view, at, value, digitsOf(value));
  const billions = Math.floor(value / BILLION);
  const end = writeDigits(view, at, billions, digitsOf(billions));
  return writeDigits(view, end, value - billions * BILLION, 9);
}

/** Returns how many digits a whole number below a billion has. */
function digitsOf(value: number): number {
  if (value < 10_000) return value < 100 ? (value < 10 ? 1 : 2) : value < 1_000 ? 3 : 4;
  if (value < 1_000_000) return value < 100_000 ? 5 : 6;
  return value < 100_000_000 ? (value < 10_000_000 ? 7 : 8) : 9;
}

/** Writes exactly `count` digits of a whole number below a billion, from the last on, two at a time. */
function writeDigits(view: DataView, at: number, value: number, count: number): number {
  let rest = value | 0;
  let end = at + count;
  while (end > at + 1) {
    const next = (rest / 100) | 0;
    end -= 2;
    view.setUint16(end, TWO_DIGITS[rest - next * 100], true);
    rest = next;
  }
  if (end > at) view.setUint8(at, DIGIT_0 + rest);
  return at + count;
}

const scratch = new Uint8Array(TIMESTAMP_BYTES);
const scratchView = new DataView(scratch.buffer);

/** Returns an instant as outputs print it (spec section 9): `2024-07-10T11:45:00Z`, `2024-07-10T11:45:00.250Z`. */
export function formatTimestamp(seconds: number, nanoseconds: number): string {
  return asciiText(scratch, writeTimestamp(scratchView, 0, seconds, nanoseconds));
}

/** Returns a length of time in seconds as outputs print it: `300`, `0.250`. */
export function formatDuration(seconds: number, nanoseconds: number): string {
  return asciiText(scratch, writeDuration(scratchView, 0, seconds, nanoseconds));
}

function asciiText(bytes: Uint8Array, length: number): string {
  return String.fromCharCode(...bytes.subarray(0, length));
}
