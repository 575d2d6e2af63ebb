import type { Grouping } from '../group/grouping.ts';
import type { ReadFailure } from '../scan/read-failure.ts';
import type { PipelineSettings } from '../settings.ts';
import type { EventStore } from '../store/event-store.ts';
import type { LineIndex } from '../store/line-index.ts';
import type { RejectionStore } from '../store/rejection-store.ts';

/**
 * How far the reading of an input has come.
 *
 * - `loading`: more may come; `grouping` is that of the last regrouping.
 * - `done`: all of the input was read, and `grouping` is of all events.
 * - `failed`: the input could be read no further. The dataset holds the records that end before the byte that could not
 *   be read, and `grouping` is of all of these.
 */
export type LoadState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly failure: ReadFailure };

export const LOADING: LoadState = { kind: 'loading' };

/** The state at the end of the reading. `failure`: what it ended with, if not with the input. */
export function endState(failure: ReadFailure | undefined): LoadState {
  return failure === undefined ? { kind: 'done' } : { kind: 'failed', failure };
}

/**
 * What is known of a file so far. Columns only grow, in memory that other threads may look at: what a dataset counts
 * stays true while more comes, and a later dataset of the same file shares its columns.
 */
export interface Dataset {
  readonly settings: PipelineSettings;
  readonly store: EventStore;
  readonly rejections: RejectionStore;
  readonly lines: LineIndex;
  /** Records found. */
  readonly totalEvents: number;
  /** Bytes of the input read so far. */
  readonly inputBytes: number;
  /** Bytes that neither belong to a record nor separate records (spec section 1). */
  readonly strayBytes: number;
  /** As of the last regrouping; undefined before the first. */
  readonly grouping: Grouping | undefined;
  readonly state: LoadState;
  /**
   * What does not add up (spec section 6), a sentence each. Checked when the reading has ended; if it is not empty, none of
   * the numbers can be trusted.
   */
  readonly imbalances: readonly string[];
}
