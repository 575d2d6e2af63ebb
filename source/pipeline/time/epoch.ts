import {
  DIGIT_0,
  DOT,
  encodeUtf8,
  isDigit,
  MINUS,
  NO_BYTES,
  PLUS,
  trimEnd,
  trimStart,
} from '../text/bytes.ts';
import { FIRST_SECOND, type Instant, LAST_SECOND } from './instant.ts';
import type { TimestampFault } from './time-faults.ts';

/** The units in which times are counted from the Unix epoch, by the decimal places of a second that they are. */
export const EPOCH_UNITS = [
  { format: 'epoch-s', places: 0, name: 'seconds' },
  { format: 'epoch-ms', places: 3, name: 'milliseconds' },
  { format: 'epoch-us', places: 6, name: 'microseconds' },
  { format: 'epoch-ns', places: 9, name: 'nanoseconds' },
] as const;

/** One of EPOCH_UNITS. */
export type EpochUnit = (typeof EPOCH_UNITS)[number];

const SLASH = 0x2f;
/** What .NET writes around milliseconds in JSON: `/Date(1714726800815)/`, an offset before the bracket or not. */
const DOT_NET_BEGINNING = Uint8Array.of(SLASH, 0x44, 0x61, 0x74, 0x65, 0x28);
const DOT_NET_END = encodeUtf8(')/');
/** The sign and the digits of an offset. */
const OFFSET_BYTES = 5;

/** By unit: the most digits before the point of numbers that are in it by magnitude. Seconds are below 10^11. */
const MOST_DIGITS = [11, 14, 17, Number.POSITIVE_INFINITY];

const LETTER_E = 0x65;
/** No exponent beyond this makes a difference: the years end at 22 digits of nanoseconds. */
const MOST_EXPONENT = 1_000_000_000;

/**
 * Reads numbers of seconds, or of parts of a second, since the Unix epoch: `1714726800`, `1714726800.815`, `1.7e9`. Works on
 * the digits, so that nothing is rounded; those past nanoseconds are cut.
 */
export class EpochParser {
  /** Of the number read last: its sign, and its digits, `bytes[from..to)`, with at most one point among them. */
  private bytes: Uint8Array = NO_BYTES;
  private from = 0;
  private to = 0;
  private isNegative = false;
  /** How many digits are before the point once the exponent is applied, with and without leading zeros. */
  private wholeDigits = 0;
  private significantDigits = 0;

  /** `unit`: undefined to choose it by the magnitude of each number. */
  constructor(private readonly unit: EpochUnit | undefined) {}

  /**
   * Reads the number `bytes[from..to)`, which white space may surround. Writes the instant to `into` and returns undefined,
   * or returns what is wrong and leaves `into` alone.
   */
  parse(bytes: Uint8Array, from: number, to: number, into: Instant): TimestampFault | undefined {
    let start = trimStart(bytes, from, to);
    let end = trimEnd(bytes, start, to);
    if (start === end) return 'blank';
    if (bytes[start] === SLASH && (this.unit === undefined || this.unit.format === 'epoch-ms')) {
      if (!isAt(bytes, start, DOT_NET_BEGINNING) || !isAt(bytes, end - DOT_NET_END.length, DOT_NET_END))
        return 'noNumber';
      start += DOT_NET_BEGINNING.length;
      end = withoutOffset(bytes, start, end - DOT_NET_END.length);
    }
    if (!this.scan(bytes, start, end)) return 'noNumber';
    return this.toInstant((this.unit ?? this.unitByMagnitude()).places, into);
  }

  /** Returns the unit, by its magnitude, of the number read last. */
  unitByMagnitude(): EpochUnit {
    const { significantDigits } = this;
    return EPOCH_UNITS[MOST_DIGITS.findIndex((most) => significantDigits <= most)];
  }

  /** Finds the parts of a number, and returns whether it is one. */
  private scan(bytes: Uint8Array, from: number, to: number): boolean {
    let at = from;
    this.isNegative = bytes[at] === MINUS;
    if (at < to && (bytes[at] === MINUS || bytes[at] === PLUS)) at++;
    const first = at;
    while (at < to && isDigit(bytes[at])) at++;
    const whole = at - first;
    if (whole === 0) return false;
    if (at < to && bytes[at] === DOT) {
      const fraction = ++at;
      while (at < to && isDigit(bytes[at])) at++;
      if (at === fraction) return false;
    }
    this.bytes = bytes;
    this.from = first;
    this.to = at;
    let exponent = 0;
    if (at < to) {
      if ((bytes[at] | 0x20) !== LETTER_E || ++at === to) return false;
      const sign = bytes[at] === MINUS ? -1 : 1;
      if (bytes[at] === MINUS || bytes[at] === PLUS) at++;
      if (at === to) return false;
      for (; at < to && isDigit(bytes[at]); at++) {
        exponent = Math.min(MOST_EXPONENT, exponent * 10 + bytes[at] - DIGIT_0);
      }
      if (at < to) return false;
      exponent *= sign;
    }
    this.wholeDigits = whole + exponent;
    this.significantDigits = this.wholeDigits - this.leadingZeros();
    return true;
  }

  /** How many zeros come before the first other digit; infinitely many if there is none. */
  private leadingZeros(): number {
    let zeros = 0;
    for (let at = this.from; at < this.to; at++) {
      if (this.bytes[at] === DIGIT_0) zeros++;
      else if (this.bytes[at] !== DOT) return zeros;
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Writes the instant of the number, in a unit of 10^-`places` seconds. */
  private toInstant(places: number, into: Instant): TimestampFault | undefined {
    const { bytes, isNegative } = this;
    // Counted in digits of the number: where its seconds end, and its nanoseconds.
    const secondsEnd = this.wholeDigits - places;
    if (this.significantDigits - places > 12) return 'years';
    let seconds = 0;
    let nanoseconds = 0;
    let digit = 0;
    for (let at = this.from; at < this.to && digit < secondsEnd + 9; at++) {
      if (bytes[at] === DOT) continue;
      if (digit < secondsEnd) seconds = seconds * 10 + bytes[at] - DIGIT_0;
      else nanoseconds += (bytes[at] - DIGIT_0) * POWERS_OF_TEN[8 - (digit - secondsEnd)];
      digit++;
    }
    if (seconds > 0) for (; digit < secondsEnd; digit++) seconds *= 10;
    if (isNegative) {
      seconds = nanoseconds === 0 ? 0 - seconds : -seconds - 1;
      if (nanoseconds > 0) nanoseconds = 1_000_000_000 - nanoseconds;
    }
    if (seconds < FIRST_SECOND || seconds > LAST_SECOND) return 'years';
    into.seconds = seconds;
    into.nanoseconds = nanoseconds;
    return undefined;
  }
}

const POWERS_OF_TEN = Array.from({ length: 9 }, (_, power) => 10 ** power);

/** The seconds from 1990 to 2100. */
const PLAUSIBLE: Readonly<{ from: number; to: number }> = { from: 631_152_000, to: 4_102_444_800 };
const parsed: Instant = { seconds: 0, nanoseconds: 0 };
const byMagnitude = new EpochParser(undefined);

/** Returns the format of EPOCH_UNITS in which a number is plausible: in 1990 to 2100; undefined if there is none. */
export function plausibleEpochFormat(bytes: Uint8Array, from: number, to: number): string | undefined {
  if (byMagnitude.parse(bytes, from, to, parsed) !== undefined) return undefined;
  if (parsed.seconds < PLAUSIBLE.from || parsed.seconds >= PLAUSIBLE.to) return undefined;
  return byMagnitude.unitByMagnitude().format;
}

function isAt(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  return text.every((byte, i) => bytes[at + i] === byte);
}

/** Returns where a number ends: the offset behind it says how the writer shows the instant, and does not change it. */
function withoutOffset(bytes: Uint8Array, from: number, to: number): number {
  const at = to - OFFSET_BYTES;
  return at > from && (bytes[at] === PLUS || bytes[at] === MINUS) ? at : to;
}
