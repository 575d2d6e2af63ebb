import type { Instant } from '../../../pipeline/time/instant.ts';
import type { TimeWindow } from '../../../query/query.ts';
import { type Model, withTabState } from '../../model/model.ts';
import { withScope } from '../../model/scope.ts';
import { chartWindow, wholeWindow } from './time-window.ts';

/** Returns the time that the chart shows; undefined before the trend has arrived, or without events. */
export function shownWindow({ tabs, scope, options }: Model): TimeWindow | undefined {
  const answer = tabs.events.trend?.answer;
  return answer && chartWindow(answer, scope, options.bucketSeconds);
}

/** Returns the time that all events lie in, whatever the range, in whole buckets; undefined without events. */
export function wholeRange({ tabs, options }: Model): TimeWindow | undefined {
  const times = tabs.events.trend?.answer.times;
  return times && wholeWindow(times, options.bucketSeconds);
}

/** Narrows everything to a range of time; undefined: to none. The cursor over the buckets goes, as the buckets change. */
export function withRange(model: Model, range: TimeWindow | undefined): Model {
  const at = (seconds: number): Instant => ({ seconds, nanoseconds: 0 });
  const scoped = withScope(model, {
    range: range && { from: at(range.fromSeconds), to: at(range.toSeconds) },
  });
  return withTabState(scoped, 'events', { cursor: undefined, rangeSeconds: undefined });
}
