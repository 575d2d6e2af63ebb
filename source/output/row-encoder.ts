import type { RejectionListener } from '../pipeline/reject/rejection-reporter.ts';
import type { Result } from '../pipeline/result/result.ts';

/** What the tables are written from: a result is one, and so is a dataset with its grouping. */
export type TableData = Pick<
  Result,
  'store' | 'rejections' | 'files' | 'settings' | 'byUser' | 'gapSeconds' | 'sessions' | 'duplicates'
>;

/** What sessions are written from: all that was grouped, or a part of it. */
export interface SessionsData extends Pick<TableData, 'store' | 'gapSeconds' | 'sessions'> {
  readonly byUser: Pick<TableData['byUser'], 'events'>;
}

/** Returns the cell `differs` of a duplicate: see `DuplicateComparer`. */
export type Differs = (duplicate: number, original: number) => string;

/** The tables of which any range of rows can be made on any thread. */
export type EncodedTable = 'events' | 'duplicates';

/** The rows of a table in an output format, a range at a time. */
export interface EncodedRows {
  /** What ranges are of: rows, or what some of the rows are made from. */
  readonly size: number;
  /** Returns the rows of a range in batches of bytes. Each batch is valid until the next is requested. */
  batches(from: number, to: number): Iterable<Uint8Array>;
}

/** Collects the rows of rejections as they are found. */
export interface RejectionEncoder extends Required<RejectionListener> {
  /** The rows so far, valid until more are added. */
  readonly rows: Uint8Array;
  /** Whether there are enough rows to be written. */
  readonly isFull: boolean;
  clear(): void;
}

/**
 * Makes the rows of tables in one output format. The engine is given one, so that it can make rows on the threads where the
 * data is, without knowing the format.
 */
export interface RowEncoder {
  rejections(): RejectionEncoder;
  /** `kernelRows`: returns all of these rows as CSV where the grouping kernel can make them, several times as fast. */
  sessions(data: SessionsData, kernelRows?: () => Uint8Array | undefined): EncodedRows;
  table(name: EncodedTable, data: TableData, differs: Differs): EncodedRows;
}
