/**
 * Writes the records of a file of JSON Lines as Parquet, with DuckDB; what it cannot read is left out.
 *
 *     node benchmark/to-parquet.mjs events.jsonl events.parquet
 */
import { DuckDBInstance } from '@duckdb/node-api';

const [input, output] = process.argv.slice(2);
const columns = ['user_id', 'event_time', 'event_type'].map((name) => `${name}: 'VARCHAR'`).join(', ');
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
await connection.run(`
  COPY (
    FROM read_json('${input}', format = 'newline_delimited', columns = {${columns}}, ignore_errors = true)
  ) TO '${output}' (FORMAT parquet)
`);
