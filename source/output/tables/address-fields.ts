import type { CsvRows } from '../formats/csv-rows.ts';

/**
 * Writes an address: the fields `line` and `offset`, which are side by side in every table of records and of stray runs
 * (spec section 9). Takes numbers, not an Address: an object per row would cost as much as the row.
 */
export function writeAddress(csv: CsvRows, line: number, byteOffset: number): void {
  csv.integer(line);
  csv.integer(byteOffset);
}
