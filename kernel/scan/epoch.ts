/**
 * Reads times that are numbers since the Unix epoch, as nearly all are written: up to 18 digits without leading zeros, and
 * a fraction. It refuses all others, valid or not, and leaves them to `parseTime`.
 */
import { UNIT_BY_MAGNITUDE } from '../../source/pipeline/kernel/layout';
import { DIGIT_0, DOT, isDigit, pastDigits } from './bytes';

/** The instant read last: whole seconds since the Unix epoch, and nanoseconds. */
export let epochSeconds: i64 = 0;
export let epochNanoseconds: u32 = 0;

/** 9999-12-31T23:59:59Z, before which every instant lies (spec section 3). */
const LAST_SECOND: u64 = 253_402_300_799;
const MOST_DIGITS: usize = 18;
/** Powers of ten up to 10^9. */
const POWERS = memory.data<u32>([
  1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
]);

/** Returns whether `[from..to)` is such a number. `unit`: the decimal places of a second that it counts, or by magnitude. */
export function epoch(from: usize, to: usize, unit: u32): bool {
  const wholeEnd = pastDigits(from);
  const digits = wholeEnd - from;
  if (digits == 0 || digits > MOST_DIGITS || (load<u8>(from) == DIGIT_0 && digits > 1)) return false;
  const value = wholeNumber(from, digits);
  let places = unit;
  if (unit == <u32>UNIT_BY_MAGNITUDE) places = digits <= 11 ? 0 : digits <= 14 ? 3 : digits <= 17 ? 6 : 9;
  const perSecond: u64 = power(places);
  const seconds = places == 0 ? value : value / perSecond;
  if (seconds > LAST_SECOND) return false;
  let nanoseconds = <u32>(value - seconds * perSecond) * <u32>power(9 - places);
  let end = wholeEnd;
  if (load<u8>(end) == DOT) {
    const fraction = ++end;
    end = pastDigits(fraction);
    if (end == fraction) return false;
    for (let place = 8 - <i32>places; place >= 0; place--) {
      const digit = fraction + <usize>(8 - <i32>places - place);
      if (!isDigit(load<u8>(digit))) break;
      nanoseconds += (<u32>load<u8>(digit) - DIGIT_0) * <u32>power(place);
    }
  }
  epochSeconds = <i64>seconds;
  epochNanoseconds = nanoseconds;
  return end == to;
}

@inline
function power(exponent: u32): u64 {
  return load<u32>(POWERS + 4 * <usize>exponent);
}

/** Returns the number that `digits` digits spell, at least 1. */
@inline
function wholeNumber(from: usize, digits: usize): u64 {
  let value: u64 = 0;
  let at = from;
  let left = digits;
  for (; left > 8; left -= 8) {
    value = value * 100_000_000 + eightDigits(load<u64>(at));
    at += 8;
  }
  // Shifts the digits to the upper end, so that zeros precede them: the lowest byte is the highest place.
  return value * power(<u32>left) + eightDigits(((load<u64>(at) ^ ZEROS) << (64 - 8 * <u64>left)) ^ ZEROS);
}

const ZEROS: u64 = 0x3030303030303030;

/** Returns the number that eight digits spell. */
@inline
function eightDigits(text: u64): u64 {
  let value = text ^ ZEROS;
  value = ((value * 2561) >> 8) & 0x00ff00ff00ff00ff;
  value = ((value * 6553601) >> 16) & 0x0000ffff0000ffff;
  return (value * 42949672960001) >> 32;
}
