import { type Rejection, reasonText } from '../../pipeline/reject/rejection.ts';
import type { CsvRows } from '../formats/csv-rows.ts';
import { writeAddress } from './address-fields.ts';

/** Appends the row of a rejection to `csv`. */
export function rejectionRow(csv: CsvRows, rejection: Rejection): void {
  csv.integer(rejection.event);
  csv.text(reasonText(rejection));
  csv.text(rejection.userId);
  csv.text(rejection.eventTime);
  csv.text(rejection.eventType);
  csv.text(rejection.raw);
  writeAddress(csv, rejection.line, rejection.byteOffset);
  csv.endRow();
}
