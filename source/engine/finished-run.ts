import type { ForeignCount } from '../input/look/foreign-records.ts';
import type { EncodedTable } from '../output/row-encoder.ts';
import type { DifferenceTally } from '../pipeline/differ/difference-tally.ts';
import type { Result } from '../pipeline/result/result.ts';
import type { ReadBytes } from '../pipeline/text/byte-reads.ts';

/** A run that has ended. */
export interface FinishedRun {
  /** `result.state` is `failed` if the input could not be read to its end. */
  readonly result: Result;
  /** The records that hold bytes which are not UTF-8; undefined if none do. */
  readonly foreign: ForeignCount | undefined;
  /** Reads records again, blocking the thread; undefined for an input that cannot be read again. */
  readonly readBytes: ReadBytes | undefined;
  /**
   * Returns the text of a stray run, an index into those kept: as it was kept, or read again, which blocks the thread; ''
   * if neither is possible.
   */
  rawOfStray(run: number): string;
  /**
   * The encoded rows of a table, in order; each batch is valid until the next is requested. `tally` counts the differences
   * of the duplicates among them.
   */
  rowsOf(table: EncodedTable, tally: DifferenceTally): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Ends its threads. */
  close(): Promise<void>;
}
