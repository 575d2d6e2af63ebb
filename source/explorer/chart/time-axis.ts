import { dateFromDays, SECONDS_PER_DAY } from '../../pipeline/time/calendar.ts';
import { UTC } from '../../pipeline/time/zone.ts';
import { shortestSeconds, stepsBetween, TIME_STEPS, type TimeStep } from './time-steps.ts';

/** A mark on the time axis: its label begins in its cell. */
export interface TimeTick {
  readonly cell: number;
  readonly label: string;
}

const BETWEEN = 2;

/**
 * Returns marks for `cells` cells that show from <= t < to (seconds), at the closest round distance, by the clocks of a
 * zone, at which every label has room. A label is a date where the day is another than that of the label before it; the
 * day at the beginning is beside the axis (`axisDate`). None overlaps another or the last cell.
 */
export function timeTicks(fromSeconds: number, toSeconds: number, cells: number, zone = UTC): TimeTick[] {
  const cellsPerSecond = cells / (toSeconds - fromSeconds);
  const step = TIME_STEPS.find(
    (step) => shortestSeconds(step) * cellsPerSecond >= labelLength(step) + BETWEEN,
  );
  const fromLocal = fromSeconds + zone.offsetAt(fromSeconds);
  const toLocal = toSeconds + zone.offsetAt(toSeconds);
  if (step === undefined) return startAlone(fromLocal, cells);
  // From here on seconds are those of the zone's clocks; only the cell is that of the instant.
  const marks = stepsBetween(step, fromLocal, toLocal).map((seconds) => ({
    seconds,
    cell: Math.max(0, Math.ceil((zone.instantOf(seconds) - fromSeconds) * cellsPerSecond - 1e-6)),
  }));
  const ticks = labelled(step, marks, cells, fromLocal);
  return ticks.length > 0 ? ticks : startAlone(fromLocal, cells);
}

/** Returns the day on which a time axis begins. */
export function axisDate(fromSeconds: number, zone = UTC): string {
  return dateText(fromSeconds + zone.offsetAt(fromSeconds));
}

/** Returns the marks that have room for their labels, from left to right. `known`: an instant of the day known before. */
function labelled(
  step: TimeStep,
  marks: readonly { readonly seconds: number; readonly cell: number }[],
  cells: number,
  knownBefore: number,
): TimeTick[] {
  const ticks: TimeTick[] = [];
  let free = 0;
  let known = knownBefore;
  for (const { seconds, cell } of marks) {
    const label = tickLabel(step, seconds, known);
    if (cell < free || cell + label.length > cells) continue;
    ticks.push({ cell, label });
    free = cell + label.length + BETWEEN;
    known = seconds;
  }
  return ticks;
}

/** Without a round instant in the range: labels the first instant, if there is room. */
function startAlone(seconds: number, cells: number): TimeTick[] {
  const label = clockText(seconds, seconds % 60 !== 0);
  return label.length <= cells ? [{ cell: 0, label }] : [];
}

function labelLength({ unit, size }: TimeStep): number {
  if (unit === 'second') return size < 60 ? 8 : 5;
  return { day: 5, month: 7, year: 4 }[unit];
}

/** Returns the label of an instant, without the date if `known` is of the same day. */
function tickLabel({ unit, size }: TimeStep, seconds: number, known: number): string {
  const date = dateText(seconds);
  if (unit === 'year') return date.slice(0, -6);
  if (unit === 'month') return date.slice(0, -3);
  const before = dateText(known);
  const newDate = before.slice(0, -6) === date.slice(0, -6) ? date.slice(-5) : date;
  if (unit === 'day') return newDate;
  const clock = clockText(seconds, size < 60);
  if (date === before) return clock;
  const midnight = seconds % SECONDS_PER_DAY === 0;
  return midnight ? newDate : `${newDate} ${clock}`;
}

function dateText(seconds: number): string {
  const { year, month, day } = dateFromDays(Math.floor(seconds / SECONDS_PER_DAY));
  // A column that is longer than the time before its first event may begin before year 0001.
  return `${year < 0 ? '-' : ''}${digits(Math.abs(year), 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}

function clockText(seconds: number, withSeconds: boolean): string {
  const ofDay = seconds - Math.floor(seconds / SECONDS_PER_DAY) * SECONDS_PER_DAY;
  const clock = `${digits(Math.floor(ofDay / 3600), 2)}:${digits(Math.floor(ofDay / 60) % 60, 2)}`;
  return withSeconds ? `${clock}:${digits(ofDay % 60, 2)}` : clock;
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, '0');
}
