import type { ForeignCount } from '../input/look/foreign-records.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';

/** Reads an input into a dataset: on this thread, or with a worker pool. */
export interface Ingest {
  /** How far the dataset reaches. */
  readonly bytesRead: number;
  readonly validEvents: number;
  /** The records read so far that hold bytes which are not UTF-8, or halves of characters; undefined if none do. */
  readonly foreign: ForeignCount | undefined;
  /** Whether all that there is was read, and the ingest waits for more. */
  readonly isFollowing: boolean;
  /** The names of several files by now, where they may change while they are read; else undefined. */
  readonly changingNames: readonly string[] | undefined;
  /**
   * Reads to the end of the input, or as far as it can be read; the state after `finish` says which. Yields between
   * chunks, so that the caller can do other things on its thread; a serial ingest adds nothing to the dataset in the
   * meantime. Throws when something other than the input fails.
   */
  steps(): AsyncGenerator<void>;
  /** Groups the events read so far; later datasets hold the grouping. */
  group(): Promise<Grouping>;
  /**
   * Cuts the sessions by another gap, now and in later groupings; later datasets hold them. May be called at any time.
   * `onShare` is called between its steps with the share that is done, from 0 to 1.
   */
  setGap(gapSeconds: number | undefined, onShare: (share: number) => void): Promise<void>;
  /**
   * After the last step: groups all events and checks the balance. The state of the dataset is then `done` or `failed`.
   */
  finish(): Promise<unknown>;
  /** What is known so far. */
  dataset(): Dataset;
  /** Ends its threads. Datasets stay valid. */
  close(): Promise<void>;
}
