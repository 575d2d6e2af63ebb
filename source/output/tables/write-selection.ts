import { idAt, type RowSelection } from '../../pipeline/columns/row-selection.ts';
import type { Rejection } from '../../pipeline/reject/rejection.ts';
import { CsvRows } from '../formats/csv-rows.ts';
import type { Sink } from '../sinks/sink.ts';
import { rejectionRow } from './rejections-table.ts';
import { COLUMNS, headerOf, type Table } from './table.ts';

/** Called after each batch with the number of rows written so far; may throw to end the writing. */
export type OnWritten = (rows: number) => void;

/** Rows per batch: few, since the thread also draws frames and handles keys between batches. */
const ROWS_AT_A_TIME = 2048;

/** Writes a table of selected sessions or events as CSV, yielding to the thread's other work after each batch. */
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

/** A batch of rejections ends at either of these: each record is read and parsed again, which blocks the thread. */
const REJECTIONS_AT_A_TIME = 256;
const BYTES_AT_A_TIME = 1024 * 1024;

/** Writes selected rejections as CSV, in the order of the selection. `describe` reads one again (`rejectionRereader`). */
export async function writeSelectedRejections(
  sink: Sink,
  chosen: RowSelection,
  describe: (rejection: number) => Rejection,
  onWritten: OnWritten,
): Promise<void> {
  const csv = new CsvRows();
  await sink.write(headerOf(COLUMNS.rejections));
  for (let row = 0; row < chosen.rowCount; ) {
    csv.clear();
    const to = Math.min(chosen.rowCount, row + REJECTIONS_AT_A_TIME);
    for (let bytesRead = 0; row < to && bytesRead < BYTES_AT_A_TIME; row++) {
      const rejection = describe(idAt(chosen, row));
      rejectionRow(csv, rejection);
      bytesRead += rejection.byteLength;
    }
    await sink.write(csv.rows);
    onWritten(row);
  }
}
