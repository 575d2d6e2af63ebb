import type { Query, TimeWindow, TrendTimes } from '../../../query/query.ts';
import { type Model, withTabState } from '../../model/model.ts';
import type { TrendAnswer } from './state.ts';
import { firstWindow, wholeWindow } from './time-window.ts';

/** The query for the trend of the selected events. */
export function trendQuery({ tabs, options }: Model): Query {
  return { kind: 'trend', user: tabs.events.user, bucketSeconds: options.bucketSeconds };
}

/** Returns the model with a new trend, and the window that follows from it. */
export function withTrend(model: Model, key: string, answer: TrendAnswer): Model {
  return withTabState(model, 'events', { window: windowFor(model, answer.times), trend: { key, answer } });
}

/**
 * The window that a trend suggests; as more is loaded, one that the user chose stays. If the cursor is to go to an event
 * outside of the first window, it is the whole time range.
 */
function windowFor(
  { tabs, tables, options, dataset }: Model,
  times: TrendTimes | undefined,
): TimeWindow | undefined {
  const { window, trend } = tabs.events;
  const { cursorTarget } = tables.events;
  const before = trend?.answer.times;
  if (times === undefined) return window;
  if (window === undefined && cursorTarget.at === 'id' && dataset !== undefined) {
    const first = firstWindow(times, options.bucketSeconds);
    const seconds = dataset.store.secondsOf(cursorTarget.id);
    const isInside = seconds >= first.fromSeconds && seconds < first.toSeconds;
    return isInside ? first : wholeWindow(times, options.bucketSeconds);
  }
  for (const suggested of [firstWindow, wholeWindow]) {
    const was = before && suggested(before, options.bucketSeconds);
    const isSame = was?.fromSeconds === window?.fromSeconds && was?.toSeconds === window?.toSeconds;
    if (window === undefined || isSame) return suggested(times, options.bucketSeconds);
  }
  return window;
}
