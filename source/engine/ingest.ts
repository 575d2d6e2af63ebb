import type { Dataset, Grouping } from '../pipeline/result/dataset.ts';

/** A file being read, whoever reads it: on this thread, or by a pool. */
export interface Ingest {
  /** What there is by now. */
  readonly bytesRead: number;
  readonly validEvents: number;
  /** Reads on; yields now and then, where whoever asks may do other things. Throws what reading throws. */
  steps(): AsyncGenerator<void>;
  /** Groups the events there are now; datasets from then on hold it. */
  regroup(): Promise<Grouping>;
  /** After the last step: groups all events and closes the books. */
  finish(): Promise<unknown>;
  /** What is known so far. */
  dataset(): Dataset;
  /** Lets go of what it took to read. Datasets stay good. */
  close(): Promise<void>;
}
