import { COMMA, TAB } from '../../pipeline/text/bytes.ts';
import type { FormatName } from '../../schema/output-formats.ts';
import type { ColumnDefinition } from '../../schema/table-columns.ts';
import { csvRows, DelimitedRows } from './delimited-rows.ts';
import { JsonRows } from './json-rows.ts';
import type { ParquetFacts } from './parquet-rows.ts';
import type { RowConverter } from './row-converter.ts';

/** How files are written besides their format. */
export interface Writing extends ParquetFacts {
  /** Whether CSV and TSV have no cell that a spreadsheet takes for a formula (`--safe-csv`). */
  readonly isSafe: boolean;
  /** An object that precedes the rows of JSON (`--provenance`), as JSON; asked for with the first bytes. */
  readonly jsonFirst: () => string | undefined;
}

/**
 * Returns what turns rows of CSV with these columns into a file of a format. Loads what writes Parquet when it is
 * wanted.
 */
export async function converterTo(
  format: FormatName,
  columns: readonly ColumnDefinition[],
  writing: Writing,
): Promise<RowConverter> {
  const { isSafe, jsonFirst } = writing;
  const names = columns.map(({ name }) => name);
  switch (format) {
    case 'csv':
      return isSafe ? new DelimitedRows(names, { delimiter: COMMA, isSafe }) : csvRows(names);
    case 'tsv':
      return new DelimitedRows(names, { delimiter: TAB, isSafe });
    case 'json':
    case 'jsonl':
      return new JsonRows(columns, format === 'json', jsonFirst);
    case 'parquet': {
      const { ParquetRows } = await import('./parquet-rows.ts');
      return new ParquetRows(columns, writing);
    }
  }
}
