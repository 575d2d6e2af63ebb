import type { Query } from '../../../query/query.ts';
import { ALL_TYPES } from '../../../query/type-choice.ts';
import { type Model, withTabState } from '../../model/model.ts';
import { shownWindow } from './range.ts';
import type { TrendAnswer } from './state.ts';
import { bucketFor } from './time-window.ts';
import { chartCells } from './trend-view.ts';

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

/** Returns the model with a new trend. */
export function withTrend(model: Model, key: string, answer: TrendAnswer): Model {
  return withTabState(model, 'events', { trend: { key, answer } });
}
