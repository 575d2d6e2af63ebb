import type { Grouping } from '../pipeline/group/grouping.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';

/** An input being read into a dataset: on this thread, or by a worker pool. */
export interface Ingest {
  /** How far the dataset reaches by now. */
  readonly bytesRead: number;
  readonly validEvents: number;
  /**
   * Reads to the end of the input, or as far as it can be read: `finish` then tells which. Yields between chunks, so that
   * the caller can do other things on its thread; nothing is added to the dataset of a serial ingest in the meantime.
   * Throws when something other than the input fails.
   */
  steps(): AsyncGenerator<void>;
  /** Groups the events read so far; later datasets hold the grouping. */
  group(): Promise<Grouping>;
  /** Cuts the sessions by another gap, also those of groupings to come; later datasets hold them. At any time. */
  setGap(gapSeconds: number | undefined): Promise<void>;
  /** After the last step: groups all events and checks the balance. The state of the dataset is `done` or `failed` then. */
  finish(): Promise<unknown>;
  /** What is known so far. */
  dataset(): Dataset;
  /** Ends its threads. Datasets stay valid. */
  close(): Promise<void>;
}
