import type { TableData } from '../../output/tables/table.ts';
import type { RowsTask } from './pool-tasks.ts';
import { type SharedTable, sharedDataOf, tableNamed } from './shared-table-data.ts';
import type { WorkerPool } from './worker-pool.ts';

/** Rows made by one thread at a time. */
const ROWS_OF_A_PART = 16 * 1024;

/** The rows of a table in order, as bytes, made by all threads of a pool. */
export async function* batchesFromPool(
  pool: WorkerPool,
  table: SharedTable,
  data: TableData,
): AsyncGenerator<Uint8Array> {
  await pool.doByEach({ kind: 'takeData', data: sharedDataOf(data) });
  for await (const { rows } of pool.inOrder<'makeRows'>(partsOf(table, data))) yield* rows;
}

function* partsOf(table: SharedTable, data: TableData): Generator<RowsTask> {
  const { size } = tableNamed(table, data);
  for (let from = 0; from < size; from += ROWS_OF_A_PART) {
    yield { kind: 'makeRows', table, from, to: Math.min(size, from + ROWS_OF_A_PART) };
  }
}
