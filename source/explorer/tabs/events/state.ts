import type { Answer, DuplicateView, TimeWindow } from '../../../query/query.ts';

/** Counts by time and type: the answer of a query. */
export type TrendAnswer = Extract<Answer, { readonly kind: 'trend' }>;

/** The state of Events, besides its table: which events are selected. */
export interface EventsState {
  /** A user's number; undefined: all users. */
  readonly user: number | undefined;
  /** Undefined: the window that the trend of these events suggests, once it has arrived. */
  readonly window: TimeWindow | undefined;
  /** Types by number, switched off; ascending. */
  readonly hiddenTypes: readonly number[];
  readonly duplicates: DuplicateView;
  /** `key`: the query and the grouping of the answer. */
  readonly trend: { readonly key: string; readonly answer: TrendAnswer } | undefined;
}

/** All events. */
export const NEW_EVENTS: EventsState = {
  user: undefined,
  window: undefined,
  hiddenTypes: [],
  duplicates: 'hidden',
  trend: undefined,
};
