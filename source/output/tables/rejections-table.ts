import { idAt, type RowSelection } from '../../pipeline/columns/row-selection.ts';
import { type Rejection, reasonText } from '../../pipeline/reject/rejection.ts';
import type { FileTable } from '../../pipeline/store/file-table.ts';
import type { CsvRows } from '../formats/csv-rows.ts';
import { writeAddress } from './address-fields.ts';
import { type Table, tableColumns } from './table.ts';

/** A range of rejections ends at either of these: each record is read and parsed again, which blocks the thread. */
const REJECTIONS_AT_A_TIME = 256;
const BYTES_AT_A_TIME = 1024 * 1024;

/**
 * The chosen rejections, in the order in which they are. `describe` reads one again (`rejectionRereader`), and what it
 * throws `makeRows` throws.
 */
export function rejectionsTable(
  describe: (rejection: number) => Rejection,
  chosen: RowSelection,
  files: FileTable,
): Table {
  return {
    columns: tableColumns('rejections', files),
    size: chosen.rowCount,
    makeRows: (csv, from, to) => {
      const end = Math.min(to, from + REJECTIONS_AT_A_TIME);
      let row = from;
      for (let bytesRead = 0; row < end && bytesRead < BYTES_AT_A_TIME; ) {
        const rejection = describe(idAt(chosen, row++));
        rejectionRow(csv, rejection);
        bytesRead += rejection.byteLength;
        if (csv.isFull) break;
      }
      return row;
    },
  };
}

/** Appends the row of a rejection to `csv`. */
export function rejectionRow(csv: CsvRows, rejection: Rejection): void {
  csv.integer(rejection.recordNumber);
  csv.text(reasonText(rejection));
  csv.text(rejection.userId);
  csv.text(rejection.eventTime);
  csv.text(rejection.eventType);
  csv.text(rejection.raw);
  writeAddress(csv, rejection.line, rejection.byteOffset);
  csv.text(rejection.code);
  if (rejection.column === undefined) csv.empty();
  else csv.integer(rejection.column);
  csv.integer(rejection.byteLength);
  if (rejection.file !== undefined) csv.text(rejection.file);
  csv.endRow();
}
