import { idAt, type RowSelection } from '../../pipeline/columns/row-selection.ts';
import type { Rejection } from '../../pipeline/reject/rejection.ts';
import { CsvRows } from '../formats/csv-rows.ts';
import type { Sink } from '../sinks/sink.ts';
import { rejectionRow } from './rejections-table.ts';
import { COLUMNS, headerOf, type Table } from './table.ts';

/** Told after every some thousand rows how many are written; throws to end the writing. */
export type OnWritten = (rows: number) => void;

/** Rows are written in stretches this short, so that whoever shares the thread gets his turn. */
const ROWS_AT_A_TIME = 2048;

/** A table of chosen sessions or events, on a thread that has other things to do. */
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

/** Rejections between two writes, and bytes of their records: each record is read and parsed again on this thread. */
const REJECTIONS_AT_A_TIME = 256;
const BYTES_AT_A_TIME = 1024 * 1024;

/** Writes some rejections as CSV, in their order; `describe` reads one again from its bytes. */
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
