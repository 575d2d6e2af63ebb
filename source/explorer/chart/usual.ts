/** How many points on either side say what is usual. */
const AROUND = 4;
/** Fewer neighbours say nothing. */
const LEAST_NEIGHBOURS = 4;
/** Below this many times the usual a count is nothing to speak of. */
const LEAST_TIMES = 2;
/** So few events are no burst, however quiet it is around them. */
const LEAST_EVENTS = 5;

/**
 * How unusual the count at a point is: how many times the median of the points around it, which hold the time of day as it
 * is there; that of all points would find every noon unusual. Infinity where those are mostly empty. Undefined below twice
 * the usual, for few events, and where there are too few points around.
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
