import { CsvRows } from '../formats/csv-rows.ts';
import type { Sink } from '../sinks/sink.ts';
import { headerOf, type Table } from './table.ts';

/** Called after each batch with the number of rows written so far; may throw to end the writing. */
export type OnWritten = (rows: number) => void;

/** Rows per batch: few, since the thread also draws frames and handles keys between batches. */
const ROWS_AT_A_TIME = 2048;

/** Writes a table of selected rows as CSV, yielding to the thread's other work after each batch. */
export async function writeSelection(sink: Sink, table: Table, onWritten: OnWritten): Promise<void> {
  const csv = new CsvRows();
  await sink.write(headerOf(table.columns));
  for (let from = 0; from < table.size; ) {
    csv.clear();
    from = table.makeRows(csv, from, Math.min(table.size, from + ROWS_AT_A_TIME));
    await sink.write(csv.rows);
    onWritten(from);
  }
}
