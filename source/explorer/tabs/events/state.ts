import type { Answer } from '../../../query/query.ts';
import { AT_TOP, type Viewport } from '../../view/viewport.ts';

/** Counts by time and type: the answer of a query. */
export type TrendAnswer = Extract<Answer, { readonly kind: 'trend' }>;

/** How the chart is drawn: one line of all events with a row of bars for each type; or lines of types over each other. */
export type Picture = 'rows' | 'lines';

/** A cursor over the buckets of the chart. */
export interface BucketCursor {
  /** An instant in its bucket: the buckets depend on the size of the screen. */
  readonly seconds: number;
  /** How many of the highest buckets it has visited in turn; 0 after any other move. */
  readonly peaks: number;
  /** Whether the list has yet to go to the bucket, when the keys rest. */
  readonly isMoving: boolean;
  /**
   * The row of the list from which its first event in the bucket is being looked for; undefined in order of time, and once
   * the list is there.
   */
  readonly soughtFrom: number | undefined;
}

/** The record of an event, in a pane beside the list. */
export interface RecordPane {
  /** The event under the cursor of the list, by index in the store. */
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
  /** Undefined if it is closed. */
  readonly record: RecordPane | undefined;
  /** The place in the list of types. */
  readonly types: Viewport;
  readonly picture: Picture;
  readonly cursor: BucketCursor | undefined;
  /** An instant in the bucket where a range begins; the cursor is at its other end. */
  readonly rangeSeconds: number | undefined;
  /** Whether the mouse was pressed over the chart and is held. */
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
