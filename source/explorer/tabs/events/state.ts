import type { Answer } from '../../../query/query.ts';
import { AT_TOP, type Viewport } from '../../view/viewport.ts';

/** Counts by time and type: the answer of a query. */
export type TrendAnswer = Extract<Answer, { readonly kind: 'trend' }>;

/** How the chart is drawn: one line of all events; or a line for each type, laid over each other. */
export type Picture = 'rows' | 'lines';

/** A cursor over the buckets of the chart. */
export interface BucketCursor {
  /** An instant in its bucket: buckets are others on a screen of another size. */
  readonly seconds: number;
  /** How many of the highest buckets it has been on in turn; 0 after any other move. */
  readonly peaks: number;
  /** The key does not rest yet: the list is still to go to the bucket. */
  readonly isMoving: boolean;
}

/** The record of an event, in a pane beside the list. */
export interface RecordPane {
  /** By index in the store: the event under the cursor of the list. */
  readonly event: number;
  /** The first line that is shown. */
  readonly top: number;
  /** Whether a duplicate is shown beside the event that it repeats. */
  readonly hasTwin: boolean;
}

/** The state of Events, besides its table and the scope: the trend of the events. */
export interface EventsState {
  /** `key`: the query and the grouping of the answer. */
  readonly trend: { readonly key: string; readonly answer: TrendAnswer } | undefined;
  /** Which of its lists has the cursor. */
  readonly pane: 'list' | 'types' | 'record';
  /** Undefined: it is closed. */
  readonly record: RecordPane | undefined;
  /** The place in the list of types. */
  readonly types: Viewport;
  readonly picture: Picture;
  readonly cursor: BucketCursor | undefined;
  /** An instant in the bucket at which a range was begun; the cursor is at its other end. */
  readonly rangeSeconds: number | undefined;
  /** The mouse was pressed over the chart and is held. */
  readonly isDragging: boolean;
}

/** Before anything is known. */
export const NEW_EVENTS: EventsState = {
  trend: undefined,
  pane: 'list',
  record: undefined,
  types: AT_TOP,
  picture: 'rows',
  cursor: undefined,
  rangeSeconds: undefined,
  isDragging: false,
};
