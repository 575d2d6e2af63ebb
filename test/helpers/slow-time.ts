export const NANOSECONDS_PER_SECOND = 1_000_000_000n;
export const SECONDS_PER_DAY = 86_400;

/** The years 0001 to 9999, in nanoseconds since the Unix epoch: from the first, to before the second. */
const FIRST_INSTANT = BigInt(daysOf(1, 1, 1) * SECONDS_PER_DAY) * NANOSECONDS_PER_SECOND;
const END_OF_INSTANTS = BigInt(daysOf(10_000, 1, 1) * SECONDS_PER_DAY) * NANOSECONDS_PER_SECOND;

/** How the zone of a time can be written. */
export type SlowZone = 'utc' | 'offset' | 'none';

const CALENDAR_DATES = [/^(\d{4})-(\d\d)-(\d\d)$/, /^(\d{4})(\d\d)(\d\d)$/];
const WEEK_DATES = [/^(\d{4})-W(\d\d)(?:-(\d))?$/, /^(\d{4})W(\d\d)(\d)?$/];
const TIMES = [
  /^(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?$/,
  /^(\d\d)(?:(\d\d)(?:(\d\d)(?:[.,](\d+))?)?)?$/,
];
const OFFSETS = [/^([+-])(\d\d)(?::(\d\d)(?::(\d\d))?)?$/, /^([+-])(\d\d)(?:(\d\d)(?:(\d\d))?)?$/];

/**
 * Returns the instant that a trimmed text names, in nanoseconds since the Unix epoch, or undefined for a text that is no
 * timestamp (spec section 3).
 */
export function instantOf(text: string, assumeTz?: string): bigint | undefined {
  const [, date, time, offset] = /^([^Tt ]*)(?:[Tt ]([\d:.,]*)(.*))?$/s.exec(text) ?? [];
  if (date === undefined) return undefined;
  const days = daysOfDate(date);
  const timeOfDay = time === undefined ? 0n : nanosecondsOfTime(time);
  if (days === undefined || timeOfDay === undefined) return undefined;
  const local = days * SECONDS_PER_DAY + Number(timeOfDay / NANOSECONDS_PER_SECOND);
  const hasZone = offset !== undefined && offset !== '';
  const offsetSeconds = hasZone ? secondsOfOffset(offset) : offsetOfLocal(local, assumeTz);
  if (offsetSeconds === undefined) return undefined;
  return withinYears(
    BigInt(local - offsetSeconds) * NANOSECONDS_PER_SECOND + (timeOfDay % NANOSECONDS_PER_SECOND),
  );
}

/** How the zone of a text that `instantOf` reads was written. */
export function zoneOfIso(text: string): SlowZone {
  const [, offset = ''] = /^[^Tt ]*[Tt ][\d:.,]*(.*)$/s.exec(text) ?? [];
  return zoneOfOffset(offset);
}

/** How a zone is written that is a number of hours from UTC, or the text of a missing one. */
export function zoneOfOffset(offset: string): SlowZone {
  if (offset === '') return 'none';
  return secondsOfOffset(offset) === 0 ? 'utc' : 'offset';
}

function daysOfDate(text: string): number | undefined {
  const calendarDate = firstMatch(CALENDAR_DATES, text);
  if (calendarDate !== undefined) {
    const [year, month, day] = calendarDate.slice(1).map(Number);
    const date = new Date(daysOf(year, month, day) * SECONDS_PER_DAY * 1000);
    return date.getUTCMonth() + 1 === month && date.getUTCDate() === day
      ? daysOf(year, month, day)
      : undefined;
  }
  const weekDate = firstMatch(WEEK_DATES, text);
  if (weekDate !== undefined) {
    const [, year, week, day = '1'] = weekDate;
    const firstDay = mondayOfFirstWeek(Number(year));
    const weeks = (mondayOfFirstWeek(Number(year) + 1) - firstDay) / 7;
    if (Number(week) < 1 || Number(week) > weeks || Number(day) < 1 || Number(day) > 7) return undefined;
    return firstDay + (Number(week) - 1) * 7 + Number(day) - 1;
  }
  return undefined;
}

/** A time of day in nanoseconds; digits beyond those are cut. */
function nanosecondsOfTime(text: string): bigint | undefined {
  const time = firstMatch(TIMES, text);
  if (time === undefined) return undefined;
  const [, hour, minute = '0', second = '0', fraction = ''] = time;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const seconds = BigInt(Number(hour) * 3600 + Number(minute) * 60 + Number(second));
  return seconds * NANOSECONDS_PER_SECOND + BigInt(fraction.padEnd(9, '0').slice(0, 9));
}

/** Returns how many seconds the clock that wrote the time is ahead of UTC. No offset means UTC. */
export function secondsOfOffset(text: string): number | undefined {
  if (text === '' || / ?(?:[Zz]|UTC|GMT)$/y.test(text)) return 0;
  const offset = firstMatch(OFFSETS, text.replace(/^ /, ''));
  if (offset === undefined) return undefined;
  const [, sign, hours, minutes = '0', seconds = '0'] = offset;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const ahead = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? -ahead : ahead;
}

/** The offset of a local time in a zone: of two the first; of none the one before. */
export function offsetOfLocal(local: number, zone = 'UTC'): number {
  if (zone === 'UTC') return 0;
  const offsetAt = (seconds: number): number => clockSeconds(seconds, zone) - seconds;
  const [before, after] = [offsetAt(local - SECONDS_PER_DAY), offsetAt(local + SECONDS_PER_DAY)];
  return offsetAt(local - before) !== before && offsetAt(local - after) === after ? after : before;
}

/** What clocks in a zone show at an instant, as the instant at which those of UTC show it. */
function clockSeconds(seconds: number, timeZone: string): number {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(
    clock.formatToParts(seconds * 1000).map(({ type, value }) => [type, value]),
  );
  const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year);
  const days = daysOf(year, Number(parts.month), Number(parts.day));
  return (
    days * SECONDS_PER_DAY + Number(parts.hour) * 3600 + Number(parts.minute) * 60 + Number(parts.second)
  );
}

/** Returns the instant if it lies in the years 0001 to 9999. */
export function withinYears(instant: bigint): bigint | undefined {
  return instant >= FIRST_INSTANT && instant < END_OF_INSTANTS ? instant : undefined;
}

function firstMatch(patterns: readonly RegExp[], text: string): (string | undefined)[] | undefined {
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (match !== null) return match;
  }
  return undefined;
}

/** Days since 1970-01-01; a month or a day that cannot be runs over into the next, as `Date` has it. */
export function daysOf(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / 1000 / SECONDS_PER_DAY;
}

/** The first week of a year is the one that 4 January is in; weeks begin on Monday. */
function mondayOfFirstWeek(year: number): number {
  const fourthOfJanuary = daysOf(year, 1, 4);
  const weekday = new Date(fourthOfJanuary * SECONDS_PER_DAY * 1000).getUTCDay();
  return fourthOfJanuary - ((weekday + 6) % 7);
}

/** The instant as outputs write it (spec section 9). */
export function textOfInstant(instant: bigint): string {
  const fraction = ((instant % NANOSECONDS_PER_SECOND) + NANOSECONDS_PER_SECOND) % NANOSECONDS_PER_SECOND;
  const milliseconds = Number((instant - fraction) / 1_000_000n);
  const dateAndTime = new Date(milliseconds).toISOString().slice(0, 'YYYY-MM-DDThh:mm:ss'.length);
  if (fraction === 0n) return `${dateAndTime}Z`;
  const digits = String(fraction).padStart(9, '0');
  return `${dateAndTime}.${digits.replace(/(?:000){1,2}$/, '')}Z`;
}
