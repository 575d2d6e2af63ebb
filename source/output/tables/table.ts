import type { FileTable } from '../../pipeline/store/file-table.ts';
import { csvColumns } from '../../schema/table-columns.ts';
import { CsvRows } from '../formats/csv-rows.ts';
import type { Sink } from '../sinks/sink.ts';

/** The columns of each file (spec section 9). */
export const COLUMNS = {
  sessions: csvColumns('sessions'),
  sessionsWithGap: csvColumns('sessions', 'withGap'),
  rejections: csvColumns('rejections'),
  events: csvColumns('events'),
  duplicates: csvColumns('events', 'withDuplicates'),
  trend: csvColumns('trend'),
} as const;

/** Returns the columns of a table of records, which ends with their files where the input is several. */
export function recordColumns(
  table: 'rejections' | 'events' | 'duplicates',
  { areSeveral }: Pick<FileTable, 'areSeveral'>,
): readonly string[] {
  if (!areSeveral) return COLUMNS[table];
  return table === 'rejections'
    ? csvColumns('rejections', 'withFiles')
    : csvColumns('events', ...(table === 'duplicates' ? (['withDuplicates'] as const) : []), 'withFiles');
}

/** The columns of sessions, which depend on whether a gap cuts them. */
export function sessionColumns(gapSeconds: number | undefined): readonly string[] {
  return gapSeconds === undefined ? COLUMNS.sessions : COLUMNS.sessionsWithGap;
}

/**
 * A table whose rows are made a range at a time, from the data alone: ranges can be made on many threads, and written in
 * order.
 */
export interface Table {
  readonly columns: readonly string[];
  /** What ranges are of: rows, or what some of the rows are made from. */
  readonly size: number;
  /**
   * Appends the rows `[from..to)` to `csv`, and returns where it ended: before `to` if `csv` became full, or if the rows
   * take long to make. Makes at least one.
   */
  makeRows(csv: CsvRows, from: number, to: number): number;
}

/** A table's first line. */
export function headerOf(columns: readonly string[]): Uint8Array {
  const csv = new CsvRows();
  csv.texts(columns);
  return csv.rows;
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
 * Writes a table whose rows come from anywhere, in order, in batches of whole rows. The next batch is requested when the
 * previous one is written.
 */
export async function writeBatches(
  sink: Sink,
  columns: readonly string[],
  batches: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  await sink.write(headerOf(columns));
  for await (const batch of batches) if (batch.length > 0) await sink.write(batch);
}

/**
 * Writes a table, making all of it on this thread. `onWritten` is called after each batch with the place in the table that
 * it reached; it may throw to end the writing.
 */
export async function writeTable(
  sink: Sink,
  table: Table,
  rowsPerBatch: number = ROWS_PER_BATCH,
  onWritten?: (to: number) => void,
): Promise<void> {
  await sink.write(headerOf(table.columns));
  for (const { bytes, to } of batchesOf(table, 0, table.size, rowsPerBatch)) {
    if (bytes.length > 0) await sink.write(bytes);
    onWritten?.(to);
  }
}
