import { DIGIT_0, isDigit, isWhiteSpace, NO_BYTES } from '../text/bytes.ts';
import { daysFromDate, daysInMonth, daysInYear, SECONDS_PER_DAY } from './calendar.ts';
import { FIRST_SECOND, type Instant, LAST_SECOND } from './instant.ts';
import type { TimestampFault } from './time-faults.ts';
import type { Zone } from './zone.ts';
import { ZONE_NONE, ZONE_UTC } from './zone-kinds.ts';

/** The values of the parts that a text does not name. */
export interface AssumedParts {
  readonly zone: Zone;
  /** Undefined: a time without a year cannot be read. */
  readonly year: number | undefined;
  /** Months after this one, from 1 to 12, are of the year before. */
  readonly yearEndsAtMonth: number;
}

/** The parts of a time while a text is read: the place in the text, and what was read up to it. */
export class TimeParts {
  bytes: Uint8Array = NO_BYTES;
  /** The next byte to read. */
  at = 0;
  end = 0;
  /** NaN: not named. */
  year = Number.NaN;
  month = 1;
  day = 1;
  /** From 1; NaN: the month and the day count. */
  dayOfYear = Number.NaN;
  hour = 0;
  minute = 0;
  second = 0;
  nanoseconds = 0;
  /** Seconds since the Unix epoch; NaN: the date and the time of day count. */
  epochSeconds = Number.NaN;
  isNegative = false;
  /** Undefined: the hour counts from midnight; else from midnight or noon. */
  isAfternoon: boolean | undefined = undefined;
  offsetSeconds = 0;
  /** One of the kinds in zone-kinds.ts. */
  zone = ZONE_NONE;

  /** Goes to the beginning of `bytes[from..to)` and forgets what was read. */
  begin(bytes: Uint8Array, from: number, to: number): void {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
    this.year = Number.NaN;
    this.month = 1;
    this.day = 1;
    this.dayOfYear = Number.NaN;
    this.hour = 0;
    this.minute = 0;
    this.second = 0;
    this.nanoseconds = 0;
    this.epochSeconds = Number.NaN;
    this.isNegative = false;
    this.isAfternoon = undefined;
    this.offsetSeconds = 0;
    this.zone = ZONE_NONE;
  }

  /** The next byte; 0 at the end. */
  peek(): number {
    return this.at < this.end ? this.bytes[this.at] : 0;
  }

  skip(byte: number): boolean {
    if (this.peek() !== byte) return false;
    this.at++;
    return true;
  }

  /** Reads a run of white space, and returns whether there is one. */
  skipWhiteSpace(): boolean {
    const from = this.at;
    while (this.at < this.end && isWhiteSpace(this.bytes[this.at])) this.at++;
    return this.at > from;
  }

  /** Reads from `least` to `most` digits and returns their number, or returns -1 and reads none. */
  digits(least: number, most: number): number {
    const from = this.at;
    let value = 0;
    while (this.at < from + most && isDigit(this.peek()))
      value = value * 10 + this.bytes[this.at++] - DIGIT_0;
    if (this.at - from >= least) return value;
    this.at = from;
    return -1;
  }

  /** Reads a fraction of a second: keeps nanoseconds and cuts further digits. Returns whether there is a digit. */
  fraction(): boolean {
    const from = this.at;
    for (let scale = 100_000_000; isDigit(this.peek()); scale = Math.floor(scale / 10)) {
      this.nanoseconds += (this.bytes[this.at++] - DIGIT_0) * scale;
    }
    return this.at > from;
  }

  /** Writes the instant of the parts to `into` and returns undefined, or returns why there is none. */
  toInstant(assumed: AssumedParts, into: Instant): TimestampFault | undefined {
    const fault = Number.isNaN(this.epochSeconds) ? this.dateAndTime(assumed) : this.sinceEpoch();
    if (fault !== undefined) return fault;
    if (this.epochSeconds < FIRST_SECOND || this.epochSeconds > LAST_SECOND) return 'years';
    into.seconds = this.epochSeconds;
    into.nanoseconds = this.nanoseconds;
    return undefined;
  }

  /** A fraction goes on in the direction of the sign. */
  private sinceEpoch(): undefined {
    this.zone = ZONE_UTC;
    if (!this.isNegative) return;
    this.epochSeconds = 0 - this.epochSeconds;
    if (this.nanoseconds === 0) return;
    this.epochSeconds--;
    this.nanoseconds = 1_000_000_000 - this.nanoseconds;
  }

  private dateAndTime(assumed: AssumedParts): TimestampFault | undefined {
    const { month, day, dayOfYear, hour, minute, second, isAfternoon } = this;
    if (month < 1 || month > 12) return 'month';
    const year = Number.isNaN(this.year) ? this.assumedYear(assumed) : this.year;
    if (year === undefined) return 'noYear';
    if (!Number.isNaN(dayOfYear)) {
      if (dayOfYear < 1 || dayOfYear > daysInYear(year)) return 'dayOfYear';
    } else if (day < 1 || day > daysInMonth(year, month)) return 'dayOfMonth';
    if (isAfternoon === undefined ? hour > 23 : hour < 1 || hour > 12) return 'hour';
    if (minute > 59) return 'minute';
    if (second > 59) return 'second';
    const days = Number.isNaN(dayOfYear)
      ? daysFromDate(year, month, day)
      : daysFromDate(year, 1, 1) + dayOfYear - 1;
    const hourOfDay = isAfternoon === undefined ? hour : (hour % 12) + (isAfternoon ? 12 : 0);
    const local = days * SECONDS_PER_DAY + hourOfDay * 3600 + minute * 60 + second;
    this.epochSeconds = this.zone === ZONE_NONE ? assumed.zone.instantOf(local) : local - this.offsetSeconds;
    return undefined;
  }

  private assumedYear({ year, yearEndsAtMonth }: AssumedParts): number | undefined {
    if (year === undefined) return undefined;
    // Which month a day of the year is in depends on the year: the assumed one is near enough.
    const month = Number.isNaN(this.dayOfYear) ? this.month : monthOfDay(year, this.dayOfYear);
    return month > yearEndsAtMonth ? year - 1 : year;
  }
}

/** Returns the month that a day of a year, from 1, is in; 12 for a day after the last. */
function monthOfDay(year: number, dayOfYear: number): number {
  let month = 1;
  let rest = dayOfYear;
  while (month < 12 && rest > daysInMonth(year, month)) rest -= daysInMonth(year, month++);
  return month;
}
