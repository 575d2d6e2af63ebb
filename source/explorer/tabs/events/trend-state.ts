import type { Query } from '../../../query/query.ts';
import { type Model, withTabState } from '../../model/model.ts';
import type { TrendAnswer } from './state.ts';

/** The query for the trend of the events in the scope. */
export function trendQuery({ scope, options }: Model): Query {
  return {
    kind: 'trend',
    scope: { ...scope, hiddenTypes: [] },
    bucketSeconds: options.bucketSeconds,
    zone: options.zone,
  };
}

/** Returns the model with a new trend. */
export function withTrend(model: Model, key: string, answer: TrendAnswer): Model {
  return withTabState(model, 'events', { trend: { key, answer } });
}
