import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** DuckDB's package, which the benchmark installs in its own folder: 70 MB, so not among the project's. */
const PACKAGE = fileURLToPath(
  new URL('../../benchmark/node_modules/@duckdb/node-api/lib/index.js', import.meta.url),
);

/** Where DuckDB is; undefined if it is not installed. */
export const DUCKDB = existsSync(PACKAGE) ? PACKAGE : undefined;

/** The parts of DuckDB that tests use. */
interface DuckDb {
  readonly DuckDBInstance: {
    create(path: string): Promise<{
      connect(): Promise<{ runAndReadAll(sql: string): Promise<{ getRowsJson(): unknown[][] }> }>;
    }>;
  };
}

/** Returns the rows of a query. */
export async function duckdbRows(sql: string): Promise<unknown[][]> {
  const { DuckDBInstance }: DuckDb = await import(DUCKDB ?? '');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  return (await connection.runAndReadAll(sql)).getRowsJson();
}
