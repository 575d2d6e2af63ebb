import type { TimeWindow } from '../../../query/query.ts';
import { memoize } from '../../memoize.ts';
import type { Model } from '../../model/model.ts';
import type { TrendAnswer } from './state.ts';
import { chartWindow } from './time-window.ts';

/**
 * How many events the chart shows, and how many lie before and after what it shows; without types switched off. Where
 * there is a range these are those that it leaves out; else only the chart leaves them out.
 */
export interface EventsSummary {
  readonly inside: number;
  readonly earlier: number;
  readonly later: number;
}

/** Undefined before the trend has arrived. */
export function eventsSummary({
  tabs,
  scope,
  options,
}: Pick<Model, 'tabs' | 'scope' | 'options'>): EventsSummary | undefined {
  const answer = tabs.events.trend?.answer;
  const window = answer && chartWindow(answer, scope, options.bucketSeconds);
  return (
    answer && window && summaryOf(answer, [window.fromSeconds, window.toSeconds, scope.hiddenTypes], window)
  );
}

/** One pass over the trend's rows. */
const summaryOf = memoize(
  (
    { trend, earlierByType, laterByType }: TrendAnswer,
    [, , hiddenTypes]: readonly [number, number, readonly number[]],
    window: TimeWindow,
  ): EventsSummary => {
    const hidden = new Set(hiddenTypes);
    const shownOf = (counts: Float64Array): number =>
      counts.reduce((sum, count, type) => (hidden.has(type) ? sum : sum + count), 0);
    const summary = { inside: 0, earlier: shownOf(earlierByType), later: shownOf(laterByType) };
    for (let row = 0; row < trend.count; row++) {
      if (hidden.has(trend.type[row])) continue;
      const seconds = trend.bucket[row] * trend.bucketSeconds;
      const until = seconds + trend.bucketSeconds;
      if (until <= window.fromSeconds) summary.earlier += trend.eventCount[row];
      else if (seconds >= window.toSeconds) summary.later += trend.eventCount[row];
      else summary.inside += trend.eventCount[row];
    }
    return summary;
  },
);
