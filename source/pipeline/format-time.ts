import { COLON, DIGIT_0, DOT, MINUS } from './bytes.ts';
import { dateFromDays, SECONDS_PER_DAY } from './calendar.ts';

/** No timestamp is longer than this many bytes. */
export const TIMESTAMP_BYTES = 48;

const LETTER_T = 0x54;
const LETTER_Z = 0x5a;

/**
 * Writes `2024-07-10T11:45:00Z`, with a fraction of 3, 6 or 9 digits where it is not zero (spec section 9), at
 * `bytes[at]` and answers where it ends. Needs TIMESTAMP_BYTES of room.
 */
export function writeTimestamp(bytes: Uint8Array, at: number, seconds: number, nanoseconds: number): number {
  const days = Math.floor(seconds / SECONDS_PER_DAY);
  const secondOfDay = seconds - days * SECONDS_PER_DAY;
  let end = writeDate(bytes, at, days);
  bytes[end++] = LETTER_T;
  end = writeDigits(bytes, end, (secondOfDay / 3600) | 0, 2);
  bytes[end++] = COLON;
  end = writeDigits(bytes, end, ((secondOfDay / 60) | 0) % 60, 2);
  bytes[end++] = COLON;
  end = writeDigits(bytes, end, secondOfDay % 60, 2);
  end = writeFraction(bytes, end, nanoseconds);
  bytes[end++] = LETTER_Z;
  return end;
}

/** Dates written lately, by the last bits of their day: an output has few dates and many times. */
const DATE_BYTES = 10;
const CACHED_DATES = 64;
const cachedDates = new Uint8Array(CACHED_DATES * DATE_BYTES);
const cachedDays = new Float64Array(CACHED_DATES).fill(Number.NaN);

function writeDate(bytes: Uint8Array, at: number, days: number): number {
  const entry = days & (CACHED_DATES - 1);
  const cached = entry * DATE_BYTES;
  if (cachedDays[entry] !== days) {
    const { year, month, day } = dateFromDays(days);
    // Only a bucket can begin before year 0000, one long enough to reach behind the first event: not worth an entry.
    if (year < 0) return writeYearMonthDay(bytes, at, year, month, day);
    writeYearMonthDay(cachedDates, cached, year, month, day);
    cachedDays[entry] = days;
  }
  for (let i = 0; i < DATE_BYTES; i++) bytes[at + i] = cachedDates[cached + i];
  return at + DATE_BYTES;
}

function writeYearMonthDay(bytes: Uint8Array, at: number, year: number, month: number, day: number): number {
  let end = at;
  if (year < 0) bytes[end++] = MINUS;
  end = year > -10_000 ? writeDigits(bytes, end, Math.abs(year), 4) : writeInteger(bytes, end, -year);
  bytes[end++] = MINUS;
  end = writeDigits(bytes, end, month, 2);
  bytes[end++] = MINUS;
  return writeDigits(bytes, end, day, 2);
}

/** Writes a length of time in seconds, `300` or `300.250`, and answers where it ends. Needs TIMESTAMP_BYTES of room. */
export function writeDuration(bytes: Uint8Array, at: number, seconds: number, nanoseconds: number): number {
  return writeFraction(bytes, writeInteger(bytes, at, seconds), nanoseconds);
}

function writeFraction(bytes: Uint8Array, at: number, nanoseconds: number): number {
  if (nanoseconds === 0) return at;
  bytes[at] = DOT;
  if (nanoseconds % 1_000_000 === 0) return writeDigits(bytes, at + 1, nanoseconds / 1_000_000, 3);
  if (nanoseconds % 1_000 === 0) return writeDigits(bytes, at + 1, nanoseconds / 1_000, 6);
  return writeDigits(bytes, at + 1, nanoseconds, 9);
}

/** Exactly `count` digits of a number below 2^31. */
function writeDigits(bytes: Uint8Array, at: number, value: number, count: number): number {
  let rest = value;
  for (let i = at + count - 1; i >= at; i--) {
    const next = (rest / 10) | 0;
    bytes[i] = DIGIT_0 + (rest - next * 10);
    rest = next;
  }
  return at + count;
}

/** Writes a whole number from 0 to 2^53 in decimal and answers where it ends. Needs 16 bytes of room. */
export function writeInteger(bytes: Uint8Array, at: number, value: number): number {
  if (value < 0x7fffffff) {
    let count = 1;
    for (let limit = 10; value >= limit; limit *= 10) count++;
    return writeDigits(bytes, at, value, count);
  }
  const text = String(value);
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
  return at + text.length;
}

const scratch = new Uint8Array(TIMESTAMP_BYTES);

/** The instant as the outputs write it: `2024-07-10T11:45:00Z`, `2024-07-10T11:45:00.250Z`. */
export function formatTimestamp(seconds: number, nanoseconds: number): string {
  return asciiText(scratch, writeTimestamp(scratch, 0, seconds, nanoseconds));
}

/** A length of time in seconds as the outputs write it: `300`, `0.250`. */
export function formatDuration(seconds: number, nanoseconds: number): string {
  return asciiText(scratch, writeDuration(scratch, 0, seconds, nanoseconds));
}

function asciiText(bytes: Uint8Array, length: number): string {
  return String.fromCharCode(...bytes.subarray(0, length));
}
