import type { Source } from '../input/source.ts';
import { CsvRows } from '../output/formats/csv-rows.ts';
import { rejectionRow } from '../output/tables/rejections-table.ts';
import { sessionsTable } from '../output/tables/sessions-table.ts';
import { partsOf } from '../output/tables/table.ts';
import { Pipeline } from '../pipeline/pipeline.ts';
import type { Result } from '../pipeline/result/result.ts';
import { completeSettings, type PipelineSettings } from '../pipeline/settings.ts';
import { chunksOf } from './chunks.ts';
import type { OnSessionRows } from './pool/parallel-grouping.ts';
import { ParallelIngest } from './pool/parallel-ingest.ts';
import { batchesFromPool } from './pool/parallel-rows.ts';
import { type PoolChoice, poolFor } from './pool/pool-options.ts';
import { type SharedTable, tableNamed } from './pool/shared-table-data.ts';
import type { PoolOptions } from './pool/worker-pool.ts';

/** What a run tells while it goes on. */
export interface RunListener {
  /** Rows of CSV for the rejections, in file order, no header; the run waits. Without it no text is made of rejections. */
  readonly onRejectionRows?: (rows: Uint8Array) => Promise<void> | void;
  /** The same for rows that cannot wait in memory any longer, while the thread waits. */
  readonly onManyRejectionRows?: (rows: Uint8Array) => void;
  /** Rows of CSV for the sessions, once all is read: the same way. */
  readonly onSessionRows?: OnSessionRows;
  /** Once, when all is read and before it is grouped. */
  readonly onAllRead?: () => void;
  /** Now and then. */
  readonly onProgress?: (bytesRead: number) => void;
}

/** A run that has come to its end. */
export interface FinishedRun {
  readonly result: Result;
  /** The rows of a table as CSV without its header, in order; each part is good until the next is asked for. */
  rowsOf(table: SharedTable): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Lets go of threads. */
  close(): Promise<void>;
}

/** Runs the pipeline over a source, on as many threads as it is worth: the result is always the same. */
export async function run(
  source: Source,
  settings: Partial<PipelineSettings>,
  choice: PoolChoice,
  listener: RunListener = {},
): Promise<FinishedRun> {
  const pool = poolFor(source.sizeBytes, choice);
  const complete = completeSettings(settings);
  return pool === undefined
    ? runHere(source, complete, listener)
    : runInPool(source, complete, { ...pool, niceness: 0 }, listener);
}

async function runHere(
  source: Source,
  settings: PipelineSettings,
  { onRejectionRows, onManyRejectionRows, onSessionRows, onAllRead, onProgress }: RunListener,
): Promise<FinishedRun> {
  const csv = new CsvRows();
  const pipeline = new Pipeline(
    settings,
    onRejectionRows &&
      ((rejection) => {
        rejectionRow(csv, rejection);
        if (csv.length < MOST_WAITING_BYTES) return;
        onManyRejectionRows?.(csv.rows);
        csv.clear();
      }),
  );
  const flush = async (): Promise<void> => {
    if (csv.length > 0) await onRejectionRows?.(csv.rows);
    csv.clear();
  };
  let bytesRead = 0;
  for await (const chunk of chunksOf(source)) {
    pipeline.push(chunk);
    bytesRead += chunk.length;
    onProgress?.(bytesRead);
    if (csv.full) await flush();
  }
  onAllRead?.();
  const result = pipeline.finish();
  await flush();
  if (onSessionRows) for (const part of partsOf(sessionsTable(result))) await onSessionRows(part);
  return { result, rowsOf: (table) => partsOf(tableNamed(table, result)), close: async () => undefined };
}

/** Rows past this do not wait for the end of the chunk that they are from. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024;

async function runInPool(
  source: Source,
  settings: PipelineSettings,
  options: PoolOptions,
  { onRejectionRows, onSessionRows, onAllRead, onProgress }: RunListener,
): Promise<FinishedRun> {
  const reading = new ParallelIngest(source.describe(), settings, options, {
    ...(onRejectionRows && { onRejectionRows }),
    onChunk: () => onProgress?.(reading.bytesRead),
  });
  try {
    await reading.pool.read;
    onAllRead?.();
    const result = await reading.finish(onSessionRows);
    return {
      result,
      rowsOf: (table) => batchesFromPool(reading.pool, table, result),
      close: () => reading.close(),
    };
  } catch (error) {
    await reading.close();
    throw error;
  }
}
