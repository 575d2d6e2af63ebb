import type { TableData } from '../../output/tables/table.ts';
import type { RowsTask } from './pool-tasks.ts';
import { type SharedTable, sharedDataOf, tableNamed } from './shared-table-data.ts';
import type { WorkerPool } from './worker-pool.ts';

/** Rows of one task. */
const ROWS_OF_A_BATCH = 16 * 1024;

/** The rows of a table as CSV in UTF-8, in order, without a header, made by all threads of a pool. */
export async function* batchesFromPool(
  pool: WorkerPool,
  table: SharedTable,
  data: TableData,
): AsyncGenerator<Uint8Array> {
  await pool.runOnEach({ kind: 'setData', data: sharedDataOf(data) });
  for await (const { rows } of pool.inOrder<'makeRows'>(batchesOf(table, data))) yield* rows;
}

function* batchesOf(table: SharedTable, data: TableData): Generator<RowsTask> {
  const { size } = tableNamed(table, data);
  for (let from = 0; from < size; from += ROWS_OF_A_BATCH) {
    yield { kind: 'makeRows', table, from, to: Math.min(size, from + ROWS_OF_A_BATCH) };
  }
}
