/**
 * DuckDB as a peer: reads the same lines, validates, drops duplicates and writes sessions as CSV. It does not account for
 * what it leaves out.
 *
 *     node benchmark/duckdb.mjs events.jsonl sessions.csv [BIGINT|VARCHAR] [lines|folder|table|parquet|array|envelope]
 */
import { DuckDBInstance } from '@duckdb/node-api';

const [input, output, userType = 'BIGINT', kind = 'lines'] = process.argv.slice(2);
const names = ['user_id', 'event_time', 'event_type', ...(kind === 'table' ? ['page', 'score'] : [])];
const columns = `{${names.map((name) => `${name}: 'VARCHAR'`).join(', ')}}`;
const fields = names.map((name) => `${name} VARCHAR`).join(', ');
/** The largest object that DuckDB takes: it holds the whole envelope. */
const LARGEST = 2 ** 31 - 1;
/** @type {Record<string, string>} */
const readers = {
  lines: `read_json('${input}', format = 'newline_delimited', columns = ${columns}, ignore_errors = true)`,
  folder: `read_json('${input}/*.jsonl', format = 'newline_delimited', columns = ${columns}, ignore_errors = true)`,
  parquet: `read_parquet('${input}')`,
  table: `read_csv('${input}', header = true, columns = ${columns}, ignore_errors = true)`,
  array: `read_json('${input}', format = 'array', columns = ${columns})`,
  envelope: `(SELECT unnest(data, recursive := true) FROM read_json('${input}', format = 'unstructured',
    columns = {data: 'STRUCT(${fields})[]'}, maximum_object_size = ${LARGEST}))`,
};
const reader = readers[kind];
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
await connection.run(`
  COPY (
    WITH records AS (
      SELECT
        try_cast(user_id AS ${userType}) AS user_id,
        try_cast(event_time AS TIMESTAMP) AS event_time,
        event_type
      FROM ${reader}
    ),
    valid AS (
      SELECT DISTINCT * FROM records
      WHERE user_id IS NOT NULL AND event_time IS NOT NULL AND event_type IS NOT NULL
    )
    SELECT user_id, min(event_time) AS session_start, max(event_time) AS session_end, count(*) AS event_count
    FROM valid GROUP BY user_id ORDER BY user_id
  ) TO '${output}' (HEADER, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%SZ')
`);
