import {
  COLON,
  COMMA,
  DIGIT_0,
  DOT,
  isDigit,
  MINUS,
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

/** A point in time: whole seconds since 1970-01-01T00:00:00Z (negative before), and 0 to 999,999,999 nanoseconds. */
export interface Instant {
  seconds: number;
  nanoseconds: number;
}

/** Below, at or above 0 as instant `a` is before, at or after instant `b`. */
export function compareInstants(a: Instant, b: Instant): number {
  return a.seconds - b.seconds || a.nanoseconds - b.nanoseconds;
}

/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z: what the spec lets an instant lie between. */
export const FIRST_SECOND = -62_135_596_800;
export const LAST_SECOND = 253_402_300_799;

const LETTER_T = 0x54;
const LETTER_T_SMALL = 0x74;
const LETTER_W = 0x57;
const LETTER_Z = 0x5a;
const LETTER_Z_SMALL = 0x7a;

/** What `parseTimestamp` answers for a string that is blank; a reason of its own, unlike all other faults. */
export const EMPTY_TIMESTAMP = 'is blank';

/**
 * Reads an ISO 8601 timestamp (spec section 3) from `bytes[from..to)`, white space around it allowed.
 * Writes the UTC instant to `into` and answers nothing; or answers, in words, what is wrong.
 */
export function parseTimestamp(
  bytes: Uint8Array,
  from: number,
  to: number,
  into: Instant,
): string | undefined {
  const start = trimStart(bytes, from, to);
  const end = trimEnd(bytes, start, to);
  if (start === end) return EMPTY_TIMESTAMP;
  return parser.parse(bytes, start, end, into);
}

const INCOMPLETE = { time: 'has an incomplete time', offset: 'has an incomplete offset' };

/** One timestamp being read: `at` is the next byte; each part answers a fault in words, or nothing. */
class TimestampParser {
  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;
  private end = 0;
  private days = 0;
  private secondOfDay = 0;
  private nanoseconds = 0;
  private offsetSeconds = 0;
  /** What `minuteAndSecond` read. */
  private minute = 0;
  private second = 0;

  parse(bytes: Uint8Array, from: number, to: number, into: Instant): string | undefined {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
    this.secondOfDay = 0;
    this.nanoseconds = 0;
    this.offsetSeconds = 0;
    const fault = this.date() ?? this.timeOfDay();
    if (fault !== undefined) return fault;
    const seconds = this.days * SECONDS_PER_DAY + this.secondOfDay - this.offsetSeconds;
    if (seconds < FIRST_SECOND || seconds > LAST_SECOND) return 'lies outside the years 0001 to 9999 in UTC';
    into.seconds = seconds;
    into.nanoseconds = this.nanoseconds;
    return undefined;
  }

  private date(): string | undefined {
    const year = this.digits(4);
    if (year < 0) return 'is no date';
    const extended = this.skip(MINUS);
    if (this.skip(LETTER_W)) return this.weekDate(year, extended);
    const month = this.digits(2);
    if (month < 0 || (extended && !this.skip(MINUS))) return 'is no date';
    const day = this.digits(2);
    if (day < 0 || isDigit(this.peek())) return 'is no date';
    if (month < 1 || month > 12) return 'has no such month';
    if (day < 1 || day > daysInMonth(year, month)) return 'has no such day in its month';
    this.days = daysFromDate(year, month, day);
    return undefined;
  }

  private weekDate(year: number, extended: boolean): string | undefined {
    const week = this.digits(2);
    if (week < 0) return 'is no date';
    let weekday = 1;
    if (extended ? this.skip(MINUS) : isDigit(this.peek())) {
      weekday = this.digits(1);
      if (weekday < 0 || isDigit(this.peek())) return 'is no date';
    }
    if (week < 1 || week > weeksInIsoYear(year)) return 'has no such week in its year';
    if (weekday < 1 || weekday > 7) return 'has no such day in its week';
    this.days = firstMondayOfIsoYear(year) + (week - 1) * 7 + weekday - 1;
    return undefined;
  }

  private timeOfDay(): string | undefined {
    if (this.at === this.end) return undefined;
    if (!this.skip(LETTER_T) && !this.skip(LETTER_T_SMALL) && !this.skip(SPACE)) {
      return 'has something other than T or one space after its date';
    }
    const hour = this.digits(2);
    if (hour < 0) return 'has no hour after its date';
    const fault = this.minuteAndSecond('time');
    if (fault !== undefined) return fault;
    const { minute, second } = this;
    if (hour > 23) return 'has no such hour';
    if (minute > 59) return 'has no such minute';
    if (second > 59) return 'has no such second';
    this.secondOfDay = hour * 3600 + minute * 60 + second;
    return this.offset();
  }

  /** `:45`, `:45:00`, `45`, `4500` or nothing, in one style; and a fraction, where the part is a time. */
  private minuteAndSecond(part: 'time' | 'offset'): string | undefined {
    this.minute = 0;
    this.second = 0;
    const extended = this.skip(COLON);
    if (!extended && !isDigit(this.peek())) return undefined;
    this.minute = this.digits(2);
    if (this.minute < 0) return INCOMPLETE[part];
    if (extended ? !this.skip(COLON) : !isDigit(this.peek())) return undefined;
    this.second = this.digits(2);
    if (this.second < 0) return INCOMPLETE[part];
    return part === 'offset' || this.fraction() ? undefined : 'has a fraction without digits';
  }

  /** A fraction of a second: nanoseconds are kept and further digits are cut. */
  private fraction(): boolean {
    if (!this.skip(DOT) && !this.skip(COMMA)) return true;
    if (!isDigit(this.peek())) return false;
    for (let scale = 100_000_000; isDigit(this.peek()); scale = Math.floor(scale / 10)) {
      this.nanoseconds += (this.peek() - DIGIT_0) * scale;
      this.at++;
    }
    return true;
  }

  private offset(): string | undefined {
    if (this.at === this.end) return undefined;
    if (this.skip(LETTER_Z) || this.skip(LETTER_Z_SMALL)) return this.nothingMore();
    const sign = this.skip(PLUS) ? 1 : this.skip(MINUS) ? -1 : 0;
    if (sign === 0) return this.nothingMore();
    const hour = this.digits(2);
    if (hour < 0) return 'has an incomplete offset';
    const fault = this.minuteAndSecond('offset');
    if (fault !== undefined) return fault;
    const { minute, second } = this;
    if (hour > 23 || minute > 59 || second > 59) return 'has no such offset';
    this.offsetSeconds = sign * (hour * 3600 + minute * 60 + second);
    return this.nothingMore();
  }

  private nothingMore(): string | undefined {
    return this.at === this.end ? undefined : 'has something after its end';
  }

  private peek(): number {
    return this.at < this.end ? this.bytes[this.at] : 0;
  }

  private skip(byte: number): boolean {
    if (this.peek() !== byte) return false;
    this.at++;
    return true;
  }

  /** A number of exactly `count` digits, or -1 and nothing taken. */
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

/** One is enough: nothing is read while another is. */
const parser = new TimestampParser();
