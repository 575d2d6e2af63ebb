import { formatCount, formatShare } from '../../format/human-format.ts';
import type { Marks } from '../components/marks.ts';

/** Returns the sum of counts. */
export function sumOf(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Returns how many times the usual something is: `▲2.5×`, or `▲new` if there is usually nothing. */
export function timesText(times: number, { ascending, times: sign }: Marks): string {
  if (times === Number.POSITIVE_INFINITY) return `${ascending}new`;
  return `${ascending}${times >= 10 ? formatCount(Math.floor(times)) : times.toFixed(1)}${sign}`;
}

/** Returns a share in at most five cells: whole percents from ten on. */
export function shareText(count: number, all: number): string {
  return count * 10 >= all ? `${Math.floor((100 * count) / Math.max(1, all))}%` : formatShare(count, all);
}
