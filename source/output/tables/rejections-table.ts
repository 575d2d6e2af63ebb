import { type Rejection, reasonText } from '../../pipeline/reject/rejection.ts';
import type { CsvRows } from '../formats/csv-rows.ts';

/** Puts the row of a rejection behind those in `csv`. */
export function rejectionRow(csv: CsvRows, rejection: Rejection): void {
  csv.integer(rejection.event);
  csv.text(reasonText(rejection));
  csv.text(rejection.userId);
  csv.text(rejection.eventTime);
  csv.text(rejection.eventType);
  csv.text(rejection.raw);
  csv.integer(rejection.line);
  csv.integer(rejection.byteOffset);
  csv.endRow();
}
