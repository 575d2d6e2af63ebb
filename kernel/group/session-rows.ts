/** Writes the sessions of a partition as CSV rows (spec section 9). All users must be small integers, all seconds whole. */
import { writeDecimal } from '../decimal';
import {
  dates,
  DATES,
  DATE_BYTES,
  endSeconds,
  eventCount,
  keys,
  rowsOut,
  sessionStart,
  startSeconds,
  userStart,
} from './memory';

const COMMA: u32 = 0x2c;
const LINE_FEED: u32 = 0x0a;
const DIGIT_0: u32 = 0x30;
const SECONDS_PER_DAY: i64 = 86_400;

let out: usize = 0;

/**
 * Writes a row for each session and returns the bytes written. `start`: the position of the partition's first event. A
 * user is its key plus `firstUser`. `withGap`: rows have the number of the session and its duration.
 */
export function writeSessions(users: u32, sessions: u32, start: u32, firstUser: u32, withGap: bool): usize {
  out = rowsOut;
  let session: usize = 0;
  for (let user: usize = 0; user < <usize>users; user++) {
    const place = load<u32>(userStart + 4 * user) - start;
    const id = load<u32>(keys + 4 * <usize>place) + firstUser;
    const next = user + 1 < <usize>users ? load<u32>(userStart + 4 * user + 4) : u32.MAX_VALUE;
    let number: u32 = 0;
    do {
      const from = <i64>load<f64>(startSeconds + 8 * session);
      const to = <i64>load<f64>(endSeconds + 8 * session);
      integer(id);
      timestamp(from);
      timestamp(to);
      integer(load<u32>(eventCount + 4 * session));
      if (withGap) {
        integer(++number);
        integer(to - from);
      }
      store<u8>(out - 1, LINE_FEED);
      session++;
    } while (session < <usize>sessions && load<u32>(sessionStart + 4 * session) < next);
  }
  return out - rowsOut;
}

/** Writes `2024-07-10T11:45:00Z` and a comma. */
@inline
function timestamp(seconds: i64): void {
  let day = seconds / SECONDS_PER_DAY;
  let second = <u32>(seconds - day * SECONDS_PER_DAY);
  if (seconds < day * SECONDS_PER_DAY) {
    day--;
    second += <u32>SECONDS_PER_DAY;
  }
  const entry = dates + <usize>(day & (DATES - 1)) * DATE_BYTES;
  // An empty entry has day 0, which is a day too; but it has no text.
  if (load<i64>(entry) != day || load<u8>(entry, 8) == 0) putDate(entry, day);
  store<u64>(out, load<u64>(entry, 8));
  store<u32>(out, load<u32>(entry, 16), 8);
  const minute = second / 60;
  const hour = minute / 60;
  twoDigits(out + 11, hour);
  store<u8>(out, 0x3a, 13);
  twoDigits(out + 14, minute - hour * 60);
  store<u8>(out, 0x3a, 16);
  twoDigits(out + 17, second - minute * 60);
  store<u16>(out, 0x2c5a, 19);
  out += 21;
}

/**
 * Fills a cache entry with the day and its text, `2024-07-10T`. After Howard Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms".
 */
function putDate(entry: usize, day: i64): void {
  // Days are counted from 0000-03-01, so that a leap day is the last of a year. No instant lies before.
  const days = <u32>(day + 719_468);
  const era = days / 146_097;
  const dayOfEra = days - era * 146_097;
  const yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
  const dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const shifted = (5 * dayOfYear + 2) / 153;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + u32(month <= 2);
  store<i64>(entry, day);
  twoDigits(entry + 8, year / 100);
  twoDigits(entry + 10, year % 100);
  store<u8>(entry, 0x2d, 12);
  twoDigits(entry + 13, month);
  store<u8>(entry, 0x2d, 15);
  twoDigits(entry + 16, dayOfYear - (153 * shifted + 2) / 5 + 1);
  store<u8>(entry, 0x54, 18);
}

@inline
function twoDigits(at: usize, number: u32): void {
  const tens = number / 10;
  store<u8>(at, <u8>(DIGIT_0 + tens));
  store<u8>(at, <u8>(DIGIT_0 + number - 10 * tens), 1);
}

/** Writes an integer in decimal and a comma. */
@inline
function integer(value: u64): void {
  out = writeDecimal(out, value);
  store<u8>(out++, COMMA);
}
