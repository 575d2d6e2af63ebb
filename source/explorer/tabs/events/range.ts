import type { TimeWindow, TrendTimes } from '../../../query/query.ts';
import type { Model } from '../../model/model.ts';
import { withTable, withTabState } from '../../model/model.ts';
import { wholeWindow } from './time-window.ts';

/** Returns the time that all events of the trend lie in, in whole buckets; undefined without events. */
export function wholeRange({ tabs, options }: Model): TimeWindow | undefined {
  const times: TrendTimes | undefined = tabs.events.trend?.answer.times;
  return times && wholeWindow(times, options.bucketSeconds);
}

/** Shows the events of a range of time; undefined: of all. The cursor stays on its event if that is still there. */
export function withRange(model: Model, range: TimeWindow | undefined): Model {
  const window = range ?? wholeRange(model);
  const changed = withTabState(model, 'events', { window, cursor: undefined, rangeSeconds: undefined });
  return withTable(changed, 'events', { cursorTarget: { at: 'same' } });
}
