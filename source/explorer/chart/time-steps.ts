import { dateFromDays, daysFromDate, SECONDS_PER_DAY } from '../../pipeline/time/calendar.ts';

/** Even distances in time, in calendar units: `size` seconds, days, months or years (UTC). */
export interface TimeStep {
  readonly unit: 'second' | 'day' | 'month' | 'year';
  readonly size: number;
}

const SECONDS = [1, 2, 5, 10, 15, 30];
const MINUTES = SECONDS.map((size) => size * 60);
const HOURS = [1, 2, 3, 6, 12].map((size) => size * 3600);

/** From the shortest to the longest. */
export const TIME_STEPS: readonly TimeStep[] = [
  ...[...SECONDS, ...MINUTES, ...HOURS].map((size) => ({ unit: 'second', size }) as const),
  ...[1, 2, 7, 14].map((size) => ({ unit: 'day', size }) as const),
  ...[1, 2, 3, 6].map((size) => ({ unit: 'month', size }) as const),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].map((size) => ({ unit: 'year', size }) as const),
];

const FIRST_SECOND = daysFromDate(1, 1, 1) * SECONDS_PER_DAY;
const AFTER_LAST_SECOND = (daysFromDate(9999, 12, 31) + 1) * SECONDS_PER_DAY;

/** A step is at least this long. */
export function shortestSeconds({ unit, size }: TimeStep): number {
  const days = { second: 1 / SECONDS_PER_DAY, day: 1, month: 28, year: 365 }[unit];
  return size * days * SECONDS_PER_DAY;
}

/** Returns the instants from <= t < to at which steps begin, in the years 0001 to 9999. */
export function stepsBetween(step: TimeStep, fromSeconds: number, toSeconds: number): number[] {
  const from = Math.max(fromSeconds, FIRST_SECOND);
  const to = Math.min(toSeconds, AFTER_LAST_SECOND);
  const found: number[] = [];
  if (!(from < to)) return found;
  for (let place = placeBefore(step, from); ; place++) {
    const seconds = secondsAt(step, place);
    if (seconds >= to) return found;
    if (seconds >= from) found.push(seconds);
  }
}

/** Weeks begin on Mondays; day 0, 1970-01-01, was a Thursday. */
function dayOffset(size: number): number {
  return size % 7 === 0 ? 4 : 0;
}

/** Returns the number of the step that holds the instant, counted from the year 0 or the epoch. */
function placeBefore({ unit, size }: TimeStep, seconds: number): number {
  if (unit === 'second') return Math.floor(seconds / size);
  const days = Math.floor(seconds / SECONDS_PER_DAY);
  if (unit === 'day') return Math.floor((days - dayOffset(size)) / size);
  const { year, month } = dateFromDays(days);
  return Math.floor((unit === 'year' ? year : year * 12 + month - 1) / size);
}

function secondsAt({ unit, size }: TimeStep, place: number): number {
  const count = place * size;
  if (unit === 'second') return count;
  if (unit === 'day') return (count + dayOffset(size)) * SECONDS_PER_DAY;
  const year = unit === 'year' ? count : Math.floor(count / 12);
  const month = unit === 'year' ? 1 : (count % 12) + 1;
  return year > 9999 ? AFTER_LAST_SECOND : daysFromDate(year, month, 1) * SECONDS_PER_DAY;
}
