import type { Source } from '../input/source.ts';
import { CsvRows } from '../output/formats/csv-rows.ts';
import { rejectionRow } from '../output/tables/rejections-table.ts';
import { sessionsTable } from '../output/tables/sessions-table.ts';
import { partsOf } from '../output/tables/table.ts';
import { Pipeline } from '../pipeline/pipeline.ts';
import type { Result } from '../pipeline/result/result.ts';
import type { ReadFailure } from '../pipeline/scan/read-failure.ts';
import { completeSettings, type RunSettings } from '../pipeline/settings.ts';
import { chunksOf } from './chunks.ts';
import type { OnSessionRows } from './pool/parallel-grouping.ts';
import { ParallelIngest } from './pool/parallel-ingest.ts';
import { batchesFromPool } from './pool/parallel-rows.ts';
import { type PoolChoice, poolFor } from './pool/pool-options.ts';
import { type SharedTable, tableNamed } from './pool/shared-table-data.ts';
import type { PoolOptions } from './pool/worker-pool.ts';

/** Rows of one chunk that take more than this are not kept until its end. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024;

/** Called while a run goes on. */
export interface RunListener {
  /**
   * With rows of CSV for the rejections, in file order, without a header; the run waits for the promise. Where it is left
   * out, no text of rejections is made.
   */
  readonly onRejectionRows?: (rows: Uint8Array) => Promise<void> | void;
  /** The same, blocking the thread, for rows that would take too much memory until the next `onRejectionRows`. */
  readonly onManyRejectionRows?: (rows: Uint8Array) => void;
  /** The same for the sessions, when the input has been read. */
  readonly onSessionRows?: OnSessionRows;
  /** Once, when the input has been read, before it is grouped. */
  readonly onAllRead?: () => void;
  /** After each chunk. */
  readonly onProgress?: (bytesRead: number) => void;
}

/** A run that has ended. */
export interface FinishedRun {
  /** `result.state` is `failed` where the input could not be read to its end. */
  readonly result: Result;
  /** The rows of a table as CSV in UTF-8, in order, without a header; each batch is valid until the next is asked for. */
  rowsOf(table: SharedTable): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Ends its threads. */
  close(): Promise<void>;
}

/**
 * Runs the pipeline over a source, on as many threads as its size is worth; the result does not depend on that. Rejects when
 * something other than the input fails; an input that cannot be read to its end gives the result up to there.
 */
export async function run(
  source: Source,
  settings: Partial<RunSettings>,
  choice: PoolChoice,
  listener: RunListener = {},
): Promise<FinishedRun> {
  const pool = poolFor(source.sizeBytes, choice);
  const complete = completeSettings(settings);
  return pool === undefined
    ? runSerially(source, complete, listener)
    : runInPool(source, complete, { ...pool, niceness: 0 }, listener);
}

async function runSerially(
  source: Source,
  settings: RunSettings,
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
  let failure: ReadFailure | undefined;
  const onFailure = (found: ReadFailure): void => {
    failure = found;
  };
  for await (const chunk of chunksOf(source, onFailure)) {
    pipeline.push(chunk);
    bytesRead += chunk.length;
    onProgress?.(bytesRead);
    if (csv.full) await flush();
  }
  onAllRead?.();
  const result = pipeline.finish(failure);
  await flush();
  if (onSessionRows) for (const part of partsOf(sessionsTable(result))) await onSessionRows(part);
  return { result, rowsOf: (table) => partsOf(tableNamed(table, result)), close: async () => undefined };
}

async function runInPool(
  source: Source,
  settings: RunSettings,
  options: PoolOptions,
  { onRejectionRows, onSessionRows, onAllRead, onProgress }: RunListener,
): Promise<FinishedRun> {
  const ingest = new ParallelIngest(source.describe(), settings, options, {
    ...(onRejectionRows && { onRejectionRows }),
    onChunk: () => onProgress?.(ingest.bytesRead),
  });
  try {
    await ingest.pool.read;
    onAllRead?.();
    const result = await ingest.finish(onSessionRows);
    return {
      result,
      rowsOf: (table) => batchesFromPool(ingest.pool, table, result),
      close: () => ingest.close(),
    };
  } catch (error) {
    await ingest.close();
    throw error;
  }
}
