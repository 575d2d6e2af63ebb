import type { Answer } from '../../../query/query.ts';

/** Counts by time and type: the answer of a query. */
export type TrendAnswer = Extract<Answer, { readonly kind: 'trend' }>;

/** The state of Events, besides its table and the scope: the trend of the events. */
export interface EventsState {
  /** `key`: the query and the grouping of the answer. */
  readonly trend: { readonly key: string; readonly answer: TrendAnswer } | undefined;
}

/** Before anything is known. */
export const NEW_EVENTS: EventsState = { trend: undefined };
