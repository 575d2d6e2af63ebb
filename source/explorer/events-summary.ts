import type { Trend } from '../pipeline/group/trend.ts';
import type { TimeWindow } from '../query/query.ts';
import type { Model } from './model.ts';

/** How many events kept lie in the window looked at, and how many outside of it; types switched off among none. */
export interface EventsSummary {
  readonly inside: number;
  readonly earlier: number;
  readonly later: number;
}

/** Nothing before the trend is there. */
export function eventsSummary({ eventsView }: Model): EventsSummary | undefined {
  const { trend, window, hiddenTypes } = eventsView;
  return trend && window && summaryOf(trend.answer.trend, window, hiddenTypes);
}

interface Summarized {
  readonly window: TimeWindow;
  readonly hidden: readonly number[];
  readonly summary: EventsSummary;
}

/** The last summary of a trend, held by the trend itself: it goes when the trend does, and never outlives its file. */
const summaries = new WeakMap<Trend, Summarized>();

/** One pass over the trend's rows, remembered: a frame is drawn many times between two changes of the window. */
function summaryOf(trend: Trend, window: TimeWindow, hidden: readonly number[]): EventsSummary {
  const known = summaries.get(trend);
  if (known?.window === window && known.hidden === hidden) return known.summary;
  const summary = { inside: 0, earlier: 0, later: 0 };
  const isHidden = new Set(hidden);
  for (let row = 0; row < trend.count; row++) {
    if (isHidden.has(trend.type[row])) continue;
    const seconds = trend.bucket[row] * trend.bucketSeconds;
    if (seconds < window.fromSeconds) summary.earlier += trend.eventCount[row];
    else if (seconds >= window.toSeconds) summary.later += trend.eventCount[row];
    else summary.inside += trend.eventCount[row];
  }
  summaries.set(trend, { window, hidden, summary });
  return summary;
}
