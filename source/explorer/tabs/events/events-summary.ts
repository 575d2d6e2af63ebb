import type { Trend } from '../../../pipeline/group/trend.ts';
import type { TimeWindow } from '../../../query/query.ts';
import { memoize } from '../../memoize.ts';
import type { EventsState } from './state.ts';

/** How many events are in the window, and how many before and after it; without duplicates and types switched off. */
export interface EventsSummary {
  readonly inside: number;
  readonly earlier: number;
  readonly later: number;
}

/** Undefined before the trend has arrived. */
export function eventsSummary({ trend, window, hiddenTypes }: EventsState): EventsSummary | undefined {
  return trend && window && summaryOf(trend.answer.trend, [window, hiddenTypes], undefined);
}

/** One pass over the trend's rows. */
const summaryOf = memoize(
  (trend: Trend, [window, hiddenTypes]: readonly [TimeWindow, readonly number[]]): EventsSummary => {
    const summary = { inside: 0, earlier: 0, later: 0 };
    const hidden = new Set(hiddenTypes);
    for (let row = 0; row < trend.count; row++) {
      if (hidden.has(trend.type[row])) continue;
      const seconds = trend.bucket[row] * trend.bucketSeconds;
      if (seconds < window.fromSeconds) summary.earlier += trend.eventCount[row];
      else if (seconds >= window.toSeconds) summary.later += trend.eventCount[row];
      else summary.inside += trend.eventCount[row];
    }
    return summary;
  },
);
