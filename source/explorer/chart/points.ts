import { lowerBound } from '../../pipeline/columns/lower-bound.ts';
import type { Trend } from '../../pipeline/group/trend.ts';
import type { TimeWindow } from '../../query/query.ts';

/**
 * The points of a chart: whole buckets of a trend, as many to a point as the number of cells demands. If there are fewer
 * points than cells, points are wider.
 */
export interface ChartPoints {
  /** Where the first point begins, in seconds since the epoch, and how long each point is. */
  readonly startSeconds: number;
  readonly pointSeconds: number;
  readonly points: number;
}

/** The counts of some types at the points of a chart. */
export interface PointCounts {
  /** The counts of all shown types together. */
  readonly total: Float64Array;
  /** By type, for the types that the caller asks for. */
  readonly ofType: ReadonlyMap<number, Float64Array>;
  /** Shown events of the trend before the first point and after the last. */
  readonly earlier: number;
  readonly later: number;
}

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** Lengths of points that a person can add up, in seconds: each divides a day, or is whole days. */
const ROUND_LENGTHS = [
  ...[1, 2, 3, 5, 10, 15, 20, 30].flatMap((size) => [size, size * MINUTE]),
  ...[40, 60, 90, 120, 180, 240, 360, 480, 720].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 4, 5, 7, 10, 14].map((days) => days * DAY),
  ...[20, 30, 40, 60, 90, 120, 180, 240, 365, 500, 700].map((days) => days * DAY),
  // The years 1 to 9999 have 3.7 million days.
  ...[1, 1.5, 2, 3, 4, 5, 7].flatMap((size) => [1000, 10_000, 100_000].map((days) => size * days * DAY)),
].sort((a, b) => a - b);

/** A round length must leave at least this share of the points that would fit. */
const LEAST_FILLED = 0.6;

/**
 * Returns the points that show from <= t < to in at most `cells` (at least 1): the fewest buckets to a point that fit, or
 * some more if that makes the length of a point round.
 */
export function chartPoints(
  { fromSeconds, toSeconds }: TimeWindow,
  bucketSeconds: number,
  cells: number,
): ChartPoints {
  const room = Math.max(1, Math.floor(cells));
  const first = Math.floor(fromSeconds / bucketSeconds);
  const last = Math.max(first, Math.ceil(toSeconds / bucketSeconds) - 1);
  // Points begin at multiples of their length, so that a window that moves a little shows the same points.
  let buckets = Math.max(1, Math.ceil((last - first + 1) / room));
  const pointsOf = (size: number): number => Math.floor(last / size) - Math.floor(first / size) + 1;
  while (pointsOf(buckets) > room && room > 1) buckets++;
  const isRound = (length: number): boolean => {
    const size = length / bucketSeconds;
    return size >= buckets && Number.isInteger(size) && pointsOf(size) <= room;
  };
  const round = buckets === 1 ? undefined : ROUND_LENGTHS.find(isRound);
  if (round !== undefined && pointsOf(round / bucketSeconds) >= LEAST_FILLED * pointsOf(buckets)) {
    buckets = round / bucketSeconds;
  }
  const isSingle = room === 1;
  return {
    startSeconds: (isSingle ? first : Math.floor(first / buckets) * buckets) * bucketSeconds,
    pointSeconds: (isSingle ? last - first + 1 : buckets) * bucketSeconds,
    points: isSingle ? 1 : pointsOf(buckets),
  };
}

/**
 * Counts the events at each point, in one pass over the trend's rows. `types`: those to count separately, since a screen has
 * room for few of what may be a million types. `hidden` types are in no total.
 */
export function countPoints(
  { bucketSeconds, bucket, type, eventCount, count }: Trend,
  { startSeconds, pointSeconds, points }: ChartPoints,
  types: readonly number[],
  hidden: ReadonlySet<number>,
): PointCounts {
  const total = new Float64Array(points);
  const ofType = new Map(types.map((number) => [number, new Float64Array(points)] as const));
  const from = lowerBound(count, (row) => bucket[row] * bucketSeconds < startSeconds);
  let earlier = 0;
  for (let row = 0; row < from; row++) if (!hidden.has(type[row])) earlier += eventCount[row];
  let later = 0;
  for (let row = from; row < count; row++) {
    const isShown = !hidden.has(type[row]);
    const point = Math.floor((bucket[row] * bucketSeconds - startSeconds) / pointSeconds);
    if (point >= points) {
      if (isShown) later += eventCount[row];
      continue;
    }
    if (isShown) total[point] += eventCount[row];
    const apart = ofType.get(type[row]);
    if (apart !== undefined) apart[point] += eventCount[row];
  }
  return { total, ofType, earlier, later };
}

/** Returns the point whose events a cell shows. */
export function pointOfCell(cell: number, { points }: ChartPoints, cells: number): number {
  return Math.min(points - 1, Math.max(0, Math.floor((cell * points) / cells)));
}

/** Returns the middle one of the cells that show a point. */
export function cellOfPoint(point: number, { points }: ChartPoints, cells: number): number {
  const first = Math.ceil((point * cells) / points);
  const next = Math.ceil(((point + 1) * cells) / points);
  return first + Math.max(0, Math.floor((next - 1 - first) / 2));
}

/** Returns the point that an instant lies in; undefined for one outside of the chart. */
export function pointAt(
  seconds: number,
  { startSeconds, pointSeconds, points }: ChartPoints,
): number | undefined {
  const point = Math.floor((seconds - startSeconds) / pointSeconds);
  return point >= 0 && point < points ? point : undefined;
}

/** Returns the time that the points from one to another cover, both included. */
export function spanOfPoints(
  from: number,
  to: number,
  { startSeconds, pointSeconds }: ChartPoints,
): TimeWindow {
  return {
    fromSeconds: startSeconds + from * pointSeconds,
    toSeconds: startSeconds + (to + 1) * pointSeconds,
  };
}
