import { durationSeconds } from '../format/duration.ts';
import { SECONDS_PER_DAY } from '../pipeline/time/calendar.ts';
import { compareInstants, type Instant } from '../pipeline/time/instant.ts';
import { zoneOf } from '../pipeline/time/zone.ts';
import { dayBegin, dayOfYear, isoInstant } from './local-day.ts';
import type { TimeRange } from './time-range.ts';

/** A time as people say it (spec section 10): an instant, or one that is counted from the last event. */
export type SaidTime =
  /** `end`: the end of what the time names: the minute of `14:20`, the day of `11-26`. */
  | { readonly kind: 'instant'; readonly instant: Instant; readonly end: Instant; readonly isDay: boolean }
  /** This long before the last event. */
  | { readonly kind: 'beforeLast'; readonly seconds: number }
  /** A day without its year, or a time on it. `monthAndDay`: as in ISO 8601. */
  | {
      readonly kind: 'dayOfYear';
      readonly monthAndDay: string;
      readonly secondOfDay: number;
      readonly lastsSeconds: number;
      readonly clock: Clock;
      readonly isDay: boolean;
    }
  /** This time on the day of the last event, by the clock of a zone, and how long it lasts. */
  | {
      readonly kind: 'onLastDay';
      readonly secondOfDay: number;
      readonly lastsSeconds: number;
      readonly zone: string;
    };

/** A range of time as people say it; without an end it has no limit there. */
export interface SaidRange {
  readonly from: SaidTime | undefined;
  readonly to: SaidTime | undefined;
  /** Whether it ends at the end of what `to` names, not at its beginning: people mean the whole of a last day. */
  readonly isToIncluded: boolean;
}

/** The clock by which people say times. */
export interface Clock {
  /** The zone of times that name none. */
  readonly zone: string;
  /** The time now, in seconds since the Unix epoch, which `today` and `11-26` count from. */
  readonly nowSeconds: number;
  /** Whether times are shown without the year of the last event, as on the screen. */
  readonly hidesYear?: true;
}

const CLOCK = '([01]?\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d))?';
const TIME_OF_DAY = new RegExp(`^${CLOCK}$`);
const NAMED_DAY = new RegExp(`^(today|yesterday)(?: ${CLOCK})?$`);
const DAY_OF_YEAR = new RegExp(`^(\\d\\d)-(\\d\\d)(?:[ T]${CLOCK})?$`);
const HOUR = /^([01]?\d|2[0-3])$/;
const WITH_DAY = /^(.*\S) (\S+)$/;

/**
 * Reads a time: ISO 8601, `14:20` (of the last event's day), `yesterday` or with a time of day (by the clock), `11-26` alike
 * (in the year in which times are shown without it), or `-2h` (before the last event). Undefined for any other text.
 */
export function readSaidTime(text: string, clock: Clock): SaidTime | undefined {
  const said = text.trim();
  const before = said.startsWith('-') ? durationSeconds(said.slice(1)) : undefined;
  if (before !== undefined) return { kind: 'beforeLast', seconds: before };
  const time = TIME_OF_DAY.exec(said);
  if (time !== null) {
    const lastsSeconds = time[3] === undefined ? 60 : 1;
    return { kind: 'onLastDay', secondOfDay: secondOfDay(time.slice(1)), lastsSeconds, zone: clock.zone };
  }
  return withoutYear(said, clock) ?? isoTime(said, clock.zone);
}

/**
 * Reads a range: `14..15`, `14:00..15:00`, `11-26 14:00..15:00`, `-2h..`, or a day alone, `11-26`. Undefined for any other
 * text.
 */
export function readSaidRange(text: string, clock: Clock): SaidRange | undefined {
  const parts = text.split('..');
  if (parts.length === 1) {
    const day = readSaidTime(text, clock);
    return day !== undefined && isDay(day) ? { from: day, to: day, isToIncluded: true } : undefined;
  }
  if (parts.length > 2) return undefined;
  const [first, second] = parts.map((part) => part.trim());
  const from = first === '' ? undefined : readBound(first, clock);
  // A time of day alone is on the day that the first one names.
  const day = WITH_DAY.exec(first)?.[1];
  const isOnDay = from?.kind === 'instant' || from?.kind === 'dayOfYear';
  const isOfThatDay = day !== undefined && isOnDay && isTimeOfDay(second);
  const to = second === '' ? undefined : readBound(isOfThatDay ? `${day} ${second}` : second, clock);
  const isRead = (first === '') === (from === undefined) && (second === '') === (to === undefined);
  if (!isRead || (from === undefined && to === undefined)) return undefined;
  return { from, to, isToIncluded: to !== undefined && isDay(to) };
}

function isDay(said: SaidTime): boolean {
  return (said.kind === 'instant' || said.kind === 'dayOfYear') && said.isDay;
}

/** Reads an end of a range, in which `14` is an hour. */
function readBound(text: string, clock: Clock): SaidTime | undefined {
  const hour = HOUR.exec(text);
  if (hour !== null) return readSaidTime(`${hour[1].padStart(2, '0')}:00`, clock);
  const [, day, last] = WITH_DAY.exec(text) ?? [];
  const isHour = last !== undefined && HOUR.test(last);
  return readSaidTime(isHour ? `${day} ${last.padStart(2, '0')}:00` : text, clock);
}

function isTimeOfDay(text: string): boolean {
  return HOUR.test(text) || TIME_OF_DAY.test(text);
}

/** Returns the instant that is meant. `last`: the time of the last event; without events no time matters. */
export function instantOf(said: SaidTime, last: Instant | undefined): Instant {
  if (said.kind === 'instant') return said.instant;
  const { seconds, nanoseconds } = last ?? { seconds: 0, nanoseconds: 0 };
  if (said.kind === 'beforeLast') return { seconds: seconds - said.seconds, nanoseconds };
  if (said.kind === 'dayOfYear') return momentsOf(said, last).begin;
  const zone = zoneOf(said.zone);
  const local = seconds + zone.offsetAt(seconds);
  return { seconds: zone.instantOf(dayBegin(local) + said.secondOfDay), nanoseconds: 0 };
}

/** Returns the end of what a time names. A time before the last event has no length. */
function endOf(said: SaidTime, last: Instant | undefined): Instant {
  if (said.kind === 'instant') return said.end;
  if (said.kind === 'dayOfYear') return momentsOf(said, last).end;
  const { seconds, nanoseconds } = instantOf(said, last);
  return { seconds: seconds + (said.kind === 'onLastDay' ? said.lastsSeconds : 0), nanoseconds };
}

/** Returns the range that is meant; `22:00..02:00` ends a day later. `last`: the time of the last event. */
export function rangeOfSaid({ from, to, isToIncluded }: SaidRange, last: Instant | undefined): TimeRange {
  const begin = from && instantOf(from, last);
  const end = to && (isToIncluded ? endOf(to, last) : instantOf(to, last));
  const isOverMidnight =
    from?.kind === 'onLastDay' && to?.kind === 'onLastDay' && begin && end && compareInstants(begin, end) > 0;
  return { from: begin, to: isOverMidnight ? { ...end, seconds: end.seconds + SECONDS_PER_DAY } : end };
}

/** Returns the range that one time names: the minute of `14:20`, the day of `11-26`. */
export function rangeOfTime(said: SaidTime): SaidRange {
  return { from: said, to: said, isToIncluded: true };
}

type DayOfYear = Extract<SaidTime, { kind: 'dayOfYear' }>;

function momentsOf(
  said: DayOfYear,
  last: Instant | undefined,
): { readonly begin: Instant; readonly end: Instant } {
  const zone = zoneOf(said.clock.zone);
  const begin =
    (dayOfYear(said.monthAndDay, said.clock, said.clock.hidesYear && last) ?? 0) + said.secondOfDay;
  const at = (local: number): Instant => ({ seconds: zone.instantOf(local), nanoseconds: 0 });
  return { begin: at(begin), end: at(begin + said.lastsSeconds) };
}

/** How long a time of day lasts that was written so far, or the day without one. */
function lastsSeconds([hours, , seconds]: readonly (string | undefined)[]): number {
  return hours === undefined ? SECONDS_PER_DAY : seconds === undefined ? 60 : 1;
}

function withoutYear(text: string, clock: Clock): SaidTime | undefined {
  const named = NAMED_DAY.exec(text);
  if (named !== null) return onNamedDay(named[1], named.slice(2), clock);
  const dated = DAY_OF_YEAR.exec(text);
  if (dated === null) return undefined;
  const [, month, day, ...time] = dated;
  const monthAndDay = `${month}-${day}`;
  if (dayOfYear(monthAndDay, clock, undefined) === undefined) return undefined;
  return {
    kind: 'dayOfYear',
    monthAndDay,
    secondOfDay: secondOfDay(time),
    lastsSeconds: lastsSeconds(time),
    clock,
    isDay: time[0] === undefined,
  };
}

function onNamedDay(name: string, time: readonly (string | undefined)[], clock: Clock): SaidTime {
  const zone = zoneOf(clock.zone);
  const today = dayBegin(clock.nowSeconds + zone.offsetAt(clock.nowSeconds));
  const begin = (name === 'today' ? today : today - SECONDS_PER_DAY) + secondOfDay(time);
  return {
    kind: 'instant',
    instant: { seconds: zone.instantOf(begin), nanoseconds: 0 },
    end: { seconds: zone.instantOf(begin + lastsSeconds(time)), nanoseconds: 0 },
    isDay: time[0] === undefined,
  };
}

/** Reads a time of ISO 8601. Its precision says how long it lasts. */
function isoTime(text: string, zone: string): SaidTime | undefined {
  const instant = isoInstant(text, zone);
  if (instant === undefined) return undefined;
  const [, time, fraction] = /^[^T ]*(?:[Tt ](\d\d(?::?\d\d(?::?\d\d)?)?)([.,]\d+)?.*)?$/.exec(text) ?? [];
  const digits = time?.replaceAll(':', '').length ?? 0;
  const lasts = digits === 0 ? SECONDS_PER_DAY : digits === 2 ? 3600 : digits === 4 ? 60 : 1;
  const end =
    fraction === undefined
      ? { ...instant, seconds: instant.seconds + lasts }
      : { ...instant, nanoseconds: instant.nanoseconds + 1 };
  const isDay = digits === 0;
  if (!isDay) return { kind: 'instant', instant, end, isDay };
  // A day may have 23 or 25 hours.
  const clocks = zoneOf(zone);
  const local = instant.seconds + clocks.offsetAt(instant.seconds);
  return { kind: 'instant', instant, end: { ...end, seconds: clocks.instantOf(local + lasts) }, isDay };
}

function secondOfDay([hours = '0', minutes = '0', seconds = '0']: readonly (string | undefined)[]): number {
  return 3600 * Number(hours) + 60 * Number(minutes) + Number(seconds);
}
