import type { TimeWindow, TrendTimes } from '../../../query/query.ts';
import type { Scope } from '../../../query/scope.ts';
import type { TrendAnswer } from './state.ts';

/** If a few events stretch the time to more than this many times that of nearly all events, a chart shows the latter. */
const MOST_STRETCHED = 4;

/**
 * Returns the window that the chart shows: the range of the scope if one is set, else all of time, or nearly all of it if a
 * few events are far away. Undefined without events.
 */
export function chartWindow(
  { times }: Pick<TrendAnswer, 'times'>,
  { range }: Pick<Scope, 'range'>,
  bucketSeconds: number,
): TimeWindow | undefined {
  if (times === undefined) return undefined;
  const whole = wholeWindow(times, bucketSeconds);
  if (range === undefined) {
    const most = nearlyWholeWindow(times, bucketSeconds);
    return widthOf(whole) > MOST_STRETCHED * widthOf(most) ? most : whole;
  }
  const fromSeconds = range.from?.seconds ?? whole.fromSeconds;
  const to = range.to && range.to.seconds + (range.to.nanoseconds > 0 ? 1 : 0);
  return { fromSeconds, toSeconds: Math.max(fromSeconds + 1, to ?? whole.toSeconds) };
}

/** The buckets from the 1st to the 99th percentile of the events' times. Never empty. */
function nearlyWholeWindow(times: TrendTimes, bucketSeconds: number): TimeWindow {
  return bucketsOver(times.percentile1Seconds, times.percentile99Seconds, bucketSeconds);
}

/** The buckets from the first event to the last one: the bounds of every other window. */
export function wholeWindow(times: TrendTimes, bucketSeconds: number): TimeWindow {
  return bucketsOver(times.firstSeconds, times.lastSeconds, bucketSeconds);
}

/**
 * Returns the window around a centre (by default its own), `factor` times as wide (below 1: closer), of whole seconds,
 * moved into the bounds if it would leave them. Not narrower than a second.
 */
export function zoom(
  window: TimeWindow,
  factor: number,
  bounds: TimeWindow,
  centreSeconds = window.fromSeconds + widthOf(window) / 2,
): TimeWindow {
  const wanted = widthOf(window) * factor;
  const width = Math.max(1, factor < 1 ? Math.floor(wanted) : Math.ceil(wanted));
  return within(Math.round(centreSeconds - width / 2), width, bounds);
}

/** Returns the window moved by a share of its width (negative: back), by at least a second, within the bounds. */
export function pan(window: TimeWindow, share: number, bounds: TimeWindow): TimeWindow {
  const width = widthOf(window);
  const seconds = Math.max(1, Math.round(width * Math.abs(share)));
  return within(window.fromSeconds + Math.sign(share) * seconds, width, bounds);
}

/** Lengths of buckets in seconds, all round. */
const STEPS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600];

/**
 * Returns the length of the buckets that a window is counted in: as fine as its cells can show, in round steps down to a
 * second, and never longer than `mostSeconds`.
 */
export function bucketFor(window: TimeWindow, cells: number, mostSeconds: number): number {
  const wanted = widthOf(window) / Math.max(1, cells);
  return Math.min(mostSeconds, STEPS.find((step) => step >= wanted) ?? mostSeconds);
}

function bucketsOver(firstSeconds: number, lastSeconds: number, bucketSeconds: number): TimeWindow {
  const first = Math.floor(firstSeconds / bucketSeconds);
  const last = Math.max(first, Math.floor(lastSeconds / bucketSeconds));
  return { fromSeconds: first * bucketSeconds, toSeconds: (last + 1) * bucketSeconds };
}

function within(fromSeconds: number, width: number, bounds: TimeWindow): TimeWindow {
  if (width >= widthOf(bounds)) return bounds;
  const from = Math.max(bounds.fromSeconds, Math.min(fromSeconds, bounds.toSeconds - width));
  return { fromSeconds: from, toSeconds: from + width };
}

function widthOf({ fromSeconds, toSeconds }: TimeWindow): number {
  return toSeconds - fromSeconds;
}
