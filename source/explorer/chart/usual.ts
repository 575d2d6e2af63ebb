/** How many points on either side define what is usual. */
const AROUND = 4;
/** Fewer neighbours define nothing. */
const LEAST_NEIGHBOURS = 4;
/** A count below this many times the usual is not unusual. */
const LEAST_TIMES = 2;
/** Fewer events are not a burst, however quiet it is around them. */
const LEAST_EVENTS = 5;

/**
 * Returns how many times the usual the count at a point is: the median of the points around it, which are at about the same
 * time of day; by the median of all points every noon would be unusual. Infinity if those around are mostly empty. Undefined
 * for a count that is not unusual, for few events, and for too few points around.
 */
export function timesUsual(counts: ArrayLike<number>, point: number): number | undefined {
  const around: number[] = [];
  const to = Math.min(counts.length - 1, point + AROUND);
  for (let at = Math.max(0, point - AROUND); at <= to; at++) if (at !== point) around.push(counts[at]);
  const count = counts[point];
  if (around.length < LEAST_NEIGHBOURS || !(count >= LEAST_EVENTS)) return undefined;
  around.sort((a, b) => a - b);
  const middle = around.length >> 1;
  const usual = around.length % 2 === 1 ? around[middle] : (around[middle - 1] + around[middle]) / 2;
  const times = count / usual;
  return times >= LEAST_TIMES ? times : undefined;
}
