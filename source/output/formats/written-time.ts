import { DIGIT_0, DOT, MINUS } from '../../pipeline/text/bytes.ts';
import { daysFromDate, SECONDS_PER_DAY } from '../../pipeline/time/calendar.ts';
import type { Instant } from '../../pipeline/time/instant.ts';

const NANOSECOND_DIGITS = 9;
/** Days and years after which the calendar repeats itself. */
const REPEATED_DAYS = 146_097;
const REPEATED_YEARS = 400;

/**
 * Reads a time that `writeTimestamp` wrote, `2024-07-10T11:45:00.123Z`, from `bytes[from..to)`: the inverse of that
 * function, years before 0000 (of buckets of the trend) included. Several times as fast as reading any ISO 8601.
 */
export function readWrittenTime(bytes: Uint8Array, from: number, to: number, into: Instant): void {
  const isBefore = bytes[from] === MINUS;
  let at = isBefore ? from + 1 : from;
  let year = 0;
  while (bytes[at] !== MINUS) year = 10 * year + bytes[at++] - DIGIT_0;
  if (isBefore) year = -year;
  const repeats = year < 0 ? Math.ceil(-year / REPEATED_YEARS) : 0;
  const month = twoDigits(bytes, at + 1);
  const day = twoDigits(bytes, at + 4);
  const days = daysFromDate(year + REPEATED_YEARS * repeats, month, day) - REPEATED_DAYS * repeats;
  const minutes = 60 * twoDigits(bytes, at + 7) + twoDigits(bytes, at + 10);
  into.seconds = days * SECONDS_PER_DAY + 60 * minutes + twoDigits(bytes, at + 13);
  into.nanoseconds = 0;
  at += 15;
  if (bytes[at] !== DOT) return;
  let digits = 0;
  // The last byte is the Z.
  while (++at < to - 1) {
    into.nanoseconds = 10 * into.nanoseconds + bytes[at] - DIGIT_0;
    digits++;
  }
  into.nanoseconds *= 10 ** (NANOSECOND_DIGITS - digits);
}

function twoDigits(bytes: Uint8Array, at: number): number {
  return 10 * (bytes[at] - DIGIT_0) + bytes[at + 1] - DIGIT_0;
}
