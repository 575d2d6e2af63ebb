/** A way to write tables: its name, a value of --format, and the byte between cells. */
export interface TableFormat {
  readonly name: string;
  readonly delimiter: string;
}

/** The ways to write tables that are known (spec section 14). */
export const TABLE_FORMATS: readonly TableFormat[] = [
  { name: 'csv-comma', delimiter: ',' },
  { name: 'csv-semicolon', delimiter: ';' },
  { name: 'tsv', delimiter: '\t' },
  { name: 'csv-pipe', delimiter: '|' },
];

/** A table whose delimiter is to be found. */
export const ANY_TABLE = 'csv';

/** Returns the name of the format with a delimiter. */
export function tableFormatOf(delimiter: string): string {
  return TABLE_FORMATS.find((format) => format.delimiter === delimiter)?.name ?? ANY_TABLE;
}
