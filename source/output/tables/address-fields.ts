import type { CsvRows } from '../formats/csv-rows.ts';

/** The columns in which every table of records has a record's address (spec section 9). */
export const ADDRESS_COLUMNS = ['line', 'offset'] as const;

/** Writes the fields of ADDRESS_COLUMNS. Takes numbers, not an Address: an object a row would cost as much as the row. */
export function writeAddress(csv: CsvRows, line: number, byteOffset: number): void {
  csv.integer(line);
  csv.integer(byteOffset);
}
