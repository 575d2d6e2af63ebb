import {
  COLON,
  COMMA,
  DIGIT_0,
  DOT,
  encodeUtf8,
  isDigit,
  MINUS,
  NO_BYTES,
  PLUS,
  SPACE,
  trimEnd,
  trimStart,
} from '../text/bytes.ts';
import {
  daysFromDate,
  daysInMonth,
  firstMondayOfIsoYear,
  SECONDS_PER_DAY,
  weeksInIsoYear,
} from './calendar.ts';
import { FIRST_SECOND, type Instant, LAST_SECOND } from './instant.ts';
import { type TimestampFault, wordsOfFault } from './time-faults.ts';
import { UTC, type Zone } from './zone.ts';
import { ZONE_NONE, ZONE_OFFSET, ZONE_UTC } from './zone-kinds.ts';

const LETTER_T = 0x54;
const LETTER_T_SMALL = 0x74;
const LETTER_W = 0x57;
const LETTER_Z = 0x5a;
const LETTER_Z_SMALL = 0x7a;
const ZONE_NAMES = ['UTC', 'GMT'].map(encodeUtf8);

/**
 * Reads an ISO 8601 timestamp (spec section 3) from `bytes[from..to)`, which white space may surround. Writes the UTC
 * instant to `into` and returns undefined, or returns what is wrong and leaves `into` alone.
 */
export function parseTimestamp(
  bytes: Uint8Array,
  from: number,
  to: number,
  into: Instant,
): TimestampFault | undefined {
  return parser.parse(bytes, from, to, into);
}

/**
 * Returns in words, to follow the value, what is wrong with `bytes[from..to)`, which `parseTimestamp` does not accept.
 * Separate from `parseTimestamp` because most runs never show the words. Counts characters from `from`, from 1.
 */
export function explainTimestampFault(bytes: Uint8Array, from: number, to: number): string {
  const fault = parser.parse(bytes, from, to, { seconds: 0, nanoseconds: 0 });
  if (fault === undefined) throw new Error('explainTimestampFault needs a string that is no timestamp');
  return wordsOfFault(fault, bytes, from, parser.position, to);
}

/** Reads ISO 8601 timestamps from left to right. Its parts return what is wrong with them, or undefined. */
export class TimestampParser {
  /** How the zone of the timestamp read last was written: one of the kinds in zone-kinds.ts. */
  zone = ZONE_UTC;
  private bytes: Uint8Array = NO_BYTES;
  /** The next byte to read. */
  private at = 0;
  private end = 0;
  private days = 0;
  private secondOfDay = 0;
  private nanoseconds = 0;
  private offsetSeconds = 0;
  /** Results of `minuteAndSecond`. */
  private minute = 0;
  private second = 0;

  /** `assumed`: the zone of timestamps that name none. */
  constructor(private readonly assumed: Zone = UTC) {}

  /** The index of the byte at which the last `parse` stopped. */
  get position(): number {
    return this.at;
  }

  /** As `parseTimestamp`. */
  parse(bytes: Uint8Array, from: number, to: number, into: Instant): TimestampFault | undefined {
    this.bytes = bytes;
    this.at = trimStart(bytes, from, to);
    this.end = trimEnd(bytes, this.at, to);
    if (this.at === this.end) return 'blank';
    this.secondOfDay = 0;
    this.nanoseconds = 0;
    this.offsetSeconds = 0;
    this.zone = ZONE_NONE;
    const fault = this.date() ?? this.timeOfDay();
    if (fault !== undefined) return fault;
    const local = this.days * SECONDS_PER_DAY + this.secondOfDay;
    const seconds = this.zone === ZONE_NONE ? this.assumed.instantOf(local) : local - this.offsetSeconds;
    if (seconds < FIRST_SECOND || seconds > LAST_SECOND) return 'years';
    into.seconds = seconds;
    into.nanoseconds = this.nanoseconds;
    return undefined;
  }

  private date(): TimestampFault | undefined {
    const year = this.digits(4);
    if (year < 0) return 'noDate';
    const extended = this.skip(MINUS);
    if (this.skip(LETTER_W)) return this.weekDate(year, extended);
    const month = this.digits(2);
    if (month < 0 || (extended && !this.skip(MINUS))) return 'noDate';
    const day = this.digits(2);
    if (day < 0 || isDigit(this.peek())) return 'noDate';
    if (month < 1 || month > 12) return 'month';
    if (day < 1 || day > daysInMonth(year, month)) return 'dayOfMonth';
    this.days = daysFromDate(year, month, day);
    return undefined;
  }

  private weekDate(year: number, extended: boolean): TimestampFault | undefined {
    const week = this.digits(2);
    if (week < 0) return 'noDate';
    let weekday = 1;
    if (extended ? this.skip(MINUS) : isDigit(this.peek())) {
      weekday = this.digits(1);
      if (weekday < 0 || isDigit(this.peek())) return 'noDate';
    }
    if (week < 1 || week > weeksInIsoYear(year)) return 'week';
    if (weekday < 1 || weekday > 7) return 'dayOfWeek';
    this.days = firstMondayOfIsoYear(year) + (week - 1) * 7 + weekday - 1;
    return undefined;
  }

  private timeOfDay(): TimestampFault | undefined {
    if (this.at === this.end) return undefined;
    if (!this.skip(LETTER_T) && !this.skip(LETTER_T_SMALL) && !this.skip(SPACE)) {
      return 'afterDate';
    }
    const hour = this.digits(2);
    if (hour < 0) return 'noHour';
    const fault = this.minuteAndSecond('time');
    if (fault !== undefined) return fault;
    const { minute, second } = this;
    if (hour > 23) return 'hour';
    if (minute > 59) return 'minute';
    if (second > 59) return 'second';
    this.secondOfDay = hour * 3600 + minute * 60 + second;
    return this.offset();
  }

  /** Reads `:45`, `:45:00`, `45`, `4500` or nothing, in one style, and the fraction of a time. */
  private minuteAndSecond(part: 'time' | 'offset'): TimestampFault | undefined {
    this.minute = 0;
    this.second = 0;
    const extended = this.skip(COLON);
    if (!extended && !isDigit(this.peek())) return undefined;
    this.minute = this.digits(2);
    if (this.minute < 0) return part === 'time' ? 'incompleteTime' : 'incompleteOffset';
    if (extended ? !this.skip(COLON) : !isDigit(this.peek())) return undefined;
    this.second = this.digits(2);
    if (this.second < 0) return part === 'time' ? 'incompleteTime' : 'incompleteOffset';
    return part === 'offset' || this.fraction() ? undefined : 'fraction';
  }

  /** Reads a fraction of a second, if there is one: keeps nanoseconds and cuts further digits. */
  private fraction(): boolean {
    if (!this.skip(DOT) && !this.skip(COMMA)) return true;
    if (!isDigit(this.peek())) return false;
    for (let scale = 100_000_000; isDigit(this.peek()); scale = Math.floor(scale / 10)) {
      this.nanoseconds += (this.peek() - DIGIT_0) * scale;
      this.at++;
    }
    return true;
  }

  /** Reads `Z`, `+02:00` or `UTC`, in their various forms, optionally after one space, or nothing. */
  private offset(): TimestampFault | undefined {
    if (this.at === this.end) return undefined;
    this.skip(SPACE);
    this.zone = ZONE_UTC;
    if (this.skip(LETTER_Z) || this.skip(LETTER_Z_SMALL) || this.skipZoneName()) return this.afterOffset();
    const sign = this.skip(PLUS) ? 1 : this.skip(MINUS) ? -1 : 0;
    if (sign === 0) return 'afterTime';
    const hour = this.digits(2);
    if (hour < 0) return 'incompleteOffset';
    const fault = this.minuteAndSecond('offset');
    if (fault !== undefined) return fault;
    const { minute, second } = this;
    if (hour > 23 || minute > 59 || second > 59) return 'offset';
    this.offsetSeconds = sign * (hour * 3600 + minute * 60 + second);
    if (this.offsetSeconds !== 0) this.zone = ZONE_OFFSET;
    return this.afterOffset();
  }

  private afterOffset(): TimestampFault | undefined {
    return this.at === this.end ? undefined : 'afterOffset';
  }

  private skipZoneName(): boolean {
    const { bytes, at, end } = this;
    const isNext = (name: Uint8Array): boolean =>
      at + name.length <= end && name.every((byte, i) => bytes[at + i] === byte);
    const name = ZONE_NAMES.find(isNext);
    this.at += name?.length ?? 0;
    return name !== undefined;
  }

  private peek(): number {
    return this.at < this.end ? this.bytes[this.at] : 0;
  }

  private skip(byte: number): boolean {
    if (this.peek() !== byte) return false;
    this.at++;
    return true;
  }

  /** Reads exactly `count` digits and returns their number, or returns -1 and reads none. */
  private digits(count: number): number {
    if (this.at + count > this.end) return -1;
    let value = 0;
    for (let i = 0; i < count; i++) {
      const byte = this.bytes[this.at + i];
      if (!isDigit(byte)) return -1;
      value = value * 10 + byte - DIGIT_0;
    }
    this.at += count;
    return value;
  }
}

/** One parser for all: no timestamp is read while another is being read. */
const parser = new TimestampParser();
