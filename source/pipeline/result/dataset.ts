import type { Grouping } from '../group/grouping.ts';
import type { ReadFailure } from '../scan/read-failure.ts';
import type { PipelineSettings } from '../settings.ts';
import type { EventStore } from '../store/event-store.ts';
import type { FileTable } from '../store/file-table.ts';
import type { LineIndex } from '../store/line-index.ts';
import type { RejectionStore } from '../store/rejection-store.ts';
import type { StrayStore } from '../store/stray-store.ts';
import type { ContainerCounts } from './container-counts.ts';
import type { FileTally } from './file-tally.ts';
import type { ZoneCounts } from './zone-counts.ts';

/**
 * How far the reading of an input has come.
 * - `loading`: there may be more; `grouping` is that of the last regrouping.
 * - `following`: everything that exists so far was read, and more may come; `grouping` is that of the last regrouping.
 * - `done`: all of the input was read, and `grouping` covers all events.
 * - `failed`: the input could not be read any further. The dataset holds the records that end before the byte that could
 *   not be read, and `grouping` covers all of them.
 */
export type LoadState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'following' }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly failure: ReadFailure };

/** The state before the end of the input. */
export const LOADING: LoadState = { kind: 'loading' };

/** The state at the end of a followed input, until it grows. */
export const FOLLOWING: LoadState = { kind: 'following' };

/** Whether more of the input may follow. */
export function mayGrow(state: LoadState): boolean {
  return state.kind === 'loading' || state.kind === 'following';
}

/** Whether everything that exists so far was read; more may come. */
export function hasCaughtUp(state: LoadState): boolean {
  return state.kind === 'done' || state.kind === 'following';
}

/** Whether all of the input was read: its counts are final. */
export function isComplete(state: LoadState): boolean {
  return state.kind === 'done';
}

/** The state at the end of reading. `failure`: the error that ended it, if the input did not. */
export function endState(failure: ReadFailure | undefined): LoadState {
  return failure === undefined ? { kind: 'done' } : { kind: 'failed', failure };
}

/**
 * What is known of a file so far. Columns only grow, in memory that other threads may read: what a dataset counts stays
 * valid as more arrives, and a later dataset of the same file shares its columns.
 */
export interface Dataset {
  readonly settings: PipelineSettings;
  readonly store: EventStore;
  readonly rejections: RejectionStore;
  /** Where each file begins, if the input is several. @internal */
  readonly files: FileTable;
  /** What became of the files that are not among these. @internal */
  readonly fileTally: FileTally;
  /** Where lines begin, at some places. @internal */
  readonly lines: LineIndex;
  /** Records found. */
  readonly totalEvents: number;
  /** Bytes of the input read so far. */
  readonly inputBytes: number;
  /** Bytes that neither belong to a record nor separate records (spec section 1). */
  readonly strayBytes: number;
  /** The runs of such bytes that are kept: the stray text of a line each. */
  readonly strays: StrayStore;
  /** How many runs there are, kept or not, and how many of them a record follows on their line. */
  readonly strayRuns: number;
  readonly strayPrefixes: number;
  /** What the input holds besides, because of what its records are in. */
  readonly container: ContainerCounts;
  /** How the zones of the events' times were written. */
  readonly zones: ZoneCounts;
  /** The last regrouping; undefined before the first. */
  readonly grouping: Grouping | undefined;
  readonly state: LoadState;
  /**
   * What does not add up (spec section 6), a sentence each. Checked at the end of reading; if it is not empty, none of
   * the numbers can be trusted.
   */
  readonly imbalances: readonly string[];
}
