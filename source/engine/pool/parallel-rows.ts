import type { EncodedTable, RowEncoder, TableData } from '../../output/row-encoder.ts';
import type { DifferenceTally } from '../../pipeline/differ/difference-tally.ts';
import type { RowsTask } from './pool-tasks.ts';
import { sharedDataOf } from './shared-table-data.ts';
import type { WorkerPool } from './worker-pool.ts';

/** Rows per task. */
const ROWS_PER_TASK = 16 * 1024;

/**
 * Yields the encoded rows of a table in order, made by all threads of a pool. `tally` counts the differences of the
 * duplicates among them.
 */
export async function* batchesFromPool(
  pool: WorkerPool,
  encoder: RowEncoder,
  table: EncodedTable,
  data: TableData,
  tally: DifferenceTally,
): AsyncGenerator<Uint8Array> {
  await pool.runOnEach({ kind: 'setData', data: sharedDataOf(data) });
  const tasks = tasksFor(table, encoder.table(table, data, () => '').size);
  for await (const { rows, differences } of pool.inOrder<'makeRows'>(tasks)) {
    tally.addAll(differences);
    yield* rows;
  }
}

function* tasksFor(table: EncodedTable, size: number): Generator<RowsTask> {
  for (let from = 0; from < size; from += ROWS_PER_TASK) {
    yield { kind: 'makeRows', table, from, to: Math.min(size, from + ROWS_PER_TASK) };
  }
}
