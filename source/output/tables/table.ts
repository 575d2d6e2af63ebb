import type { FileTable } from '../../pipeline/store/file-table.ts';
import { type ColumnDefinition, csvColumns } from '../../schema/table-columns.ts';
import { CsvRows } from '../formats/csv-rows.ts';
import type { Sink } from '../sinks/sink.ts';

/** Returns the columns of a table (spec section 9): those of records end with their files where the input is several. */
export function tableColumns(
  table: 'rejections' | 'events' | 'duplicates' | 'strays' | 'trend',
  { areSeveral }: Pick<FileTable, 'areSeveral'>,
): readonly ColumnDefinition[] {
  const ofFiles = areSeveral ? (['withFiles'] as const) : [];
  return table === 'duplicates'
    ? csvColumns('events', 'withDuplicates', ...ofFiles)
    : csvColumns(table, ...ofFiles);
}

/** The columns of sessions, which depend on whether a gap cuts them. */
export function sessionColumns(gapSeconds: number | undefined): readonly ColumnDefinition[] {
  return gapSeconds === undefined ? csvColumns('sessions') : csvColumns('sessions', 'withGap');
}

/**
 * A table whose rows are made a range at a time, from the data alone: ranges can be made on many threads, and written in
 * order.
 */
export interface Table {
  readonly columns: readonly ColumnDefinition[];
  /** What ranges are of: rows, or what some of the rows are made from. */
  readonly size: number;
  /**
   * Appends the rows `[from..to)` to `csv`, and returns where it ended: before `to` if `csv` became full, or if the rows
   * take long to make. Makes at least one.
   */
  makeRows(csv: CsvRows, from: number, to: number): number;
}

/** Rows of a table as bytes. */
export interface Batch {
  /** Whole rows, valid until the next batch is requested; may be empty. */
  readonly bytes: Uint8Array;
  /** Where in the table they end. */
  readonly to: number;
}

/** How many rows are made before they are written, and the longest that other work on the thread is blocked. */
const ROWS_PER_BATCH = 16 * 1024;

/** Buffers that are not in use: a thread encodes thousands of ranges, and a new buffer would grow again for each. */
const unused: CsvRows[] = [];

/** Yields the rows `[from..to)` in batches made from at most `rowsPerBatch` of them; a batch also ends when it is full. */
export function* batchesOf(
  table: Table,
  from: number,
  to: number,
  rowsPerBatch: number = ROWS_PER_BATCH,
): Generator<Batch> {
  const csv = unused.pop() ?? new CsvRows();
  try {
    for (let at = from; at < to; ) {
      csv.clear();
      at = table.makeRows(csv, at, Math.min(to, at + rowsPerBatch));
      yield { bytes: csv.rows, to: at };
    }
  } finally {
    unused.push(csv);
  }
}

/**
 * Writes the rows of a table that come from anywhere, in order, in batches of whole rows. The next batch is requested when
 * the previous one is written. What precedes and follows rows in a file is the sink's affair (`converted`).
 */
export async function writeBatches(
  sink: Sink,
  batches: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  for await (const batch of batches) if (batch.length > 0) await sink.write(batch);
}

/**
 * Writes the rows of a table, making all of them on this thread. `onWritten` is called after each batch with the place in
 * the table that it reached; it may throw to end the writing.
 */
export async function writeTable(
  sink: Sink,
  table: Table,
  rowsPerBatch: number = ROWS_PER_BATCH,
  onWritten?: (to: number) => void,
): Promise<void> {
  for (const { bytes, to } of batchesOf(table, 0, table.size, rowsPerBatch)) {
    if (bytes.length > 0) await sink.write(bytes);
    onWritten?.(to);
  }
}
