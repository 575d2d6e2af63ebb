/**
 * Reads the timestamps that nearly all files hold: `2024-07-10T11:45:00` with T or a space, with or without a fraction,
 * then nothing, or Z, `+02:00`, `+0200`, UTC or GMT with or without a space before it. It refuses all others, valid or
 * not, and leaves them to `parseTimestamp`.
 */
import { PARSED_NANOSECONDS, PARSED_SECONDS, PARSED_ZONE } from '../../source/pipeline/kernel/layout';
import { ZONE_NONE, ZONE_OFFSET, ZONE_UTC } from '../../source/pipeline/time/zone-kinds';
import { COLON, COMMA, DIGIT_0, DOT, isDigit, MINUS, PLUS, QUOTE, REFUSED, SPACE } from './bytes';

/** The instant read last: whole seconds since the Unix epoch, and nanoseconds. */
export let seconds: i64 = 0;
export let nanoseconds: u32 = 0;
/** How its zone was written: one of the kinds in zone-kinds.ts. */
export let zone: u32 = ZONE_UTC;

/** Takes the instant that `parseTime` has left in memory. */
export function parsedInstant(): void {
  seconds = <i64>load<f64>(PARSED_SECONDS);
  nanoseconds = load<u32>(PARSED_NANOSECONDS);
  zone = load<u32>(PARSED_ZONE);
}

/** Takes the instant of a number that counts from the Unix epoch. */
@inline
export function takeEpochInstant(wholeSeconds: i64, fraction: u32): void {
  seconds = wholeSeconds;
  nanoseconds = fraction;
  zone = ZONE_UTC;
}

const LETTER_T: u32 = 0x54;
const LETTER_Z: u32 = 0x5a;
const Z_AND_QUOTE: u32 = 0x225a;
const UTC_AND_QUOTE: u32 = 0x22435455;
const GMT_AND_QUOTE: u32 = 0x22544d47;

/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, between which every instant lies (spec section 3). */
const FIRST_SECOND: i64 = -62_135_596_800;
const LAST_SECOND: i64 = 253_402_300_799;

/** For each month, as 16-bit numbers: the days of a common year before it. */
const DAYS_BEFORE_MONTH = memory.data<u16>([0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]);

/* Vectors are kept in memory: loading one is one instruction, building it from constants takes four. */
/** The separators of -07-10T11:45:00Z except the T, and their mask. */
const SEPARATORS = memory.data<u8>([0x2d, 0, 0, 0x2d, 0, 0, 0, 0, 0, 0x3a, 0, 0, 0x3a, 0, 0, 0]);
const SEPARATOR_MASK = memory.data<u8>([255, 0, 0, 255, 0, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 0]);
/** The positions of its ten digits, two unused ones, and four for the year's digits; and the mask of the unused ones. */
const DIGIT_PLACES = memory.data<u8>([1, 2, 4, 5, 7, 8, 10, 11, 13, 14, 255, 255, 255, 255, 255, 255]);
const DIGIT_ZEROS = memory.data<u8>([48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 0, 0, 48, 48, 48, 48]);
const NINES = memory.data<u8>([9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9]);
/** Ten times the lower byte plus the upper one, in the upper byte: no carry reaches it. */
const PAIR = memory.data<u16>([2561, 2561, 2561, 2561, 2561, 2561, 2561, 2561]);
/** Of month, day, hour, minute, second, unused, century, year of the century: the least value, and the range above it. */
const LEAST = memory.data<u16>([1, 1, 0, 0, 0, 0, 0, 0]);
const SPAN = memory.data<u16>([11, 30, 23, 59, 59, 0, 99, 99]);
/** The seconds in an hour, a minute and a second. */
const WEIGHTS = memory.data<u16>([0, 0, 3600, 60, 1, 0, 0, 0]);

/** Returns the closing quote of the string whose content begins at `at`, or REFUSED. */
@inline
export function timestamp(at: usize): usize {
  const text = v128.load(at, 4);
  const moved = i32x4.replace_lane(i8x16.swizzle(text, v128.load(DIGIT_PLACES)), 3, load<u32>(at));
  const digits = v128.xor(moved, v128.load(DIGIT_ZEROS));
  const parts = i16x8.shr_u(i16x8.mul(digits, v128.load(PAIR)), 8);
  const wrong = v128.or(
    v128.and(v128.xor(text, v128.load(SEPARATORS)), v128.load(SEPARATOR_MASK)),
    v128.or(
      i8x16.gt_u(digits, v128.load(NINES)),
      i16x8.gt_u(i16x8.sub(parts, v128.load(LEAST)), v128.load(SPAN)),
    ),
  );
  if (v128.any_true(wrong)) return REFUSED;
  const between: u32 = load<u8>(at, 10);
  if (between != LETTER_T && between != SPACE) return REFUSED;

  const month: u32 = i16x8.extract_lane_u(parts, 0);
  const day: u32 = i16x8.extract_lane_u(parts, 1);
  const century: u32 = i16x8.extract_lane_u(parts, 6);
  const yearOfCentury: u32 = i16x8.extract_lane_u(parts, 7);
  const year = century * 100 + yearOfCentury;
  if (year == 0) return REFUSED;
  const isLeap = u32((year & 3) == 0) & (u32(yearOfCentury != 0) | u32((century & 3) == 0));
  if (day > 28 && day > daysInMonth(month, isLeap)) return REFUSED;
  // Days from 1970-01-01, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  const before = year - 1;
  const centuriesBefore = century - u32(yearOfCentury == 0);
  const leapDays = (before >> 2) - centuriesBefore + (centuriesBefore >> 2) + (u32(month > 2) & isLeap);
  const days: i32 = before * 365 + leapDays + load<u16>(DAYS_BEFORE_MONTH + 2 * month) + day - 719_163;
  // Hours and minutes in one 32-bit lane, seconds in the next.
  const products = i32x4.dot_i16x8_s(parts, v128.load(WEIGHTS));
  const secondOfDay = i32x4.extract_lane(products, 1) + i32x4.extract_lane(products, 2);
  seconds = <i64>days * 86_400 + <i64>secondOfDay;
  nanoseconds = 0;
  zone = ZONE_UTC;
  return load<u16>(at, 19) == Z_AND_QUOTE ? at + 20 : fractionAndOffset(at + 19);
}

@inline
function daysInMonth(month: u32, isLeap: u32): u32 {
  if (month == 2) return 28 + isLeap;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

@inline
function fractionAndOffset(from: usize): usize {
  let at = from;
  let byte: u32 = load<u8>(at);
  if (byte == DOT || byte == COMMA) {
    at++;
    if (!isDigit(load<u8>(at))) return REFUSED;
    let value: u32 = 0;
    for (let place = 0; place < 9; place++) {
      value *= 10;
      if (isDigit(load<u8>(at))) value += load<u8>(at++) - DIGIT_0;
    }
    nanoseconds = value;
    byte = load<u8>(at);
  }
  if (byte == QUOTE) {
    zone = ZONE_NONE;
    return at;
  }
  if (byte == SPACE) byte = load<u8>(++at);
  if (byte == LETTER_Z) return load<u8>(at, 1) == QUOTE ? at + 1 : REFUSED;
  if (byte != PLUS && byte != MINUS) {
    const word: u32 = load<u32>(at);
    return word == UTC_AND_QUOTE || word == GMT_AND_QUOTE ? at + 3 : REFUSED;
  }
  const hour = twoDigits(at + 1);
  const minuteFrom = load<u8>(at, 3) == COLON ? at + 4 : at + 3;
  const minute = twoDigits(minuteFrom);
  if (hour > 23 || minute > 59 || load<u8>(minuteFrom, 2) != QUOTE) return REFUSED;
  const offset = <i64>(hour * 3600 + minute * 60);
  if (offset != 0) zone = ZONE_OFFSET;
  seconds += byte == PLUS ? -offset : offset;
  return seconds < FIRST_SECOND || seconds > LAST_SECOND ? REFUSED : minuteFrom + 2;
}

/** Returns the number that two digits spell, or more than 99 for anything else. */
@inline
function twoDigits(at: usize): u32 {
  const tens: u32 = load<u8>(at) - DIGIT_0;
  const ones: u32 = load<u8>(at, 1) - DIGIT_0;
  return tens <= 9 && ones <= 9 ? tens * 10 + ones : 100;
}
