import type { Query } from '../../../query/query.ts';
import { ALL_TYPES } from '../../../query/type-choice.ts';
import { type Model, withTabState } from '../../model/model.ts';
import { fitted } from '../../view/viewport.ts';
import { shownWindow } from './range.ts';
import type { TrendAnswer } from './state.ts';
import { bucketFor } from './time-window.ts';
import { chartCells, eventsPlaces, typesOnScreen } from './trend-view.ts';
import { typeRows } from './type-rows.ts';

/** The query for the trend of the events in the scope: of a range in as fine buckets as the chart has cells for. */
export function trendQuery(model: Model): Query {
  const { scope, options } = model;
  const { bucketSeconds } = options;
  const window = scope.range && shownWindow(model);
  return {
    kind: 'trend',
    scope: { ...scope, types: ALL_TYPES },
    bucketSeconds: window === undefined ? bucketSeconds : bucketFor(window, chartCells(model), bucketSeconds),
    zone: options.zone,
  };
}

/** Returns the model with a new trend. The cursor in the list of types stays on its type, on the same row of the screen. */
export function withTrend(model: Model, key: string, answer: TrendAnswer): Model {
  const { types, pane } = model.tabs.events;
  const next = withTabState(model, 'events', { trend: { key, answer } });
  const chosen = typeRows(model)[types.cursor];
  // Before anyone was there it stays on the most frequent one.
  if (chosen === undefined || (types.cursor === 0 && pane !== 'types')) return next;
  const rows = typeRows(next);
  const cursor = rows.findIndex(({ type }) => type === chosen.type);
  if (cursor < 0 || cursor === types.cursor) return next;
  const height = typesOnScreen(next, eventsPlaces(next));
  const top = types.top + cursor - types.cursor;
  return withTabState(next, 'events', { types: fitted({ cursor, top }, rows.length, height) });
}
