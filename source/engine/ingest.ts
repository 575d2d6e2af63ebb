import type { Dataset, Grouping } from '../pipeline/result/dataset.ts';

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
  /** Groups the events that there are now; datasets from then on hold that grouping. */
  regroup(): Promise<Grouping>;
  /** After the last step: groups all events and checks the balance. The state of the dataset is `done` or `failed` then. */
  finish(): Promise<unknown>;
  /** What is known so far. */
  dataset(): Dataset;
  /** Ends its threads. Datasets stay valid. */
  close(): Promise<void>;
}
