import type { TimeWindow, TrendTimes } from '../../../query/query.ts';

/** The first window: the buckets from the 1st to the 99th percentile of the events' times. Never empty. */
export function firstWindow(times: TrendTimes, bucketSeconds: number): TimeWindow {
  return bucketsOver(times.percentile1Seconds, times.percentile99Seconds, bucketSeconds);
}

/** The buckets from the first event to the last one: the bounds of every other window. */
export function wholeWindow(times: TrendTimes, bucketSeconds: number): TimeWindow {
  return bucketsOver(times.firstSeconds, times.lastSeconds, bucketSeconds);
}

/**
 * Returns the window about a centre (by default its own), `factor` times as wide (below 1: closer), of whole seconds,
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
 * Returns the length of the buckets in which a window is counted: as fine as its cells can show, in round steps down to a
 * second, and never coarser than `mostSeconds`.
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
