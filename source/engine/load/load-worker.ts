/** The load worker's entry: see LoadClient, which starts it. */
import { parentPort, workerData } from 'node:worker_threads';
import { readRecordNow, sourceOf } from '../../input/described-source.ts';
import { type ReadRecord, rereadRejection } from '../../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { readsInAnyOrder } from '../../pipeline/validate/outer-keys.ts';
import { runQuery } from '../../query/run-query.ts';
import { ParallelIngest } from '../pool/parallel-ingest.ts';
import { poolFor } from '../pool/pool-options.ts';
import { lowerPriority } from '../priority.ts';
import { SerialIngest } from '../serial-ingest.ts';
import { Load } from './load.ts';
import type { LoadInit, LoadReport, LoadRequest } from './load-messages.ts';
import { QueryScheduler } from './query-scheduler.ts';

/** nice values, 0 (normal) to 19 (lowest): the drawing thread runs first, then this one, then the readers. */
const NICENESS = 10;
const POOL_NICENESS = 19;

function start({ source, settings, pool }: LoadInit): void {
  const report = (report: LoadReport): void => parentPort?.postMessage(report);
  const queries = new QueryScheduler(report);
  const isDivisible = source.spool === undefined && readsInAnyOrder(settings);
  const choice = isDivisible ? poolFor(source.sizeBytes, pool) : undefined;
  const ingest =
    choice === undefined
      ? new SerialIngest(sourceOf(source), settings)
      : new ParallelIngest(source, settings, { ...choice, niceness: POOL_NICENESS });
  const load = new Load(ingest, queries, report);
  const readRecord = (byteOffset: number, byteLength: number): Uint8Array =>
    readRecordNow(source, byteOffset, byteLength);
  parentPort?.on('message', (request: LoadRequest) => {
    if (request.kind === 'cancel') queries.cancel(request.id);
    else if (request.kind === 'describe') report(describe(request, load.dataset, readRecord));
    else if (request.kind === 'setGap') void load.setGap(request.gapSeconds);
    else queries.add(request.id, runQuery(load.dataset, request.query, readRecord));
  });
  void load.run();
}

/** Runs at once, between slices of queries: parsing a record takes about 10 ms per MiB. */
function describe(
  { id, rejection }: Extract<LoadRequest, { kind: 'describe' }>,
  dataset: Dataset,
  readRecord: ReadRecord,
): LoadReport {
  try {
    return { kind: 'described', id, rejection: rereadRejection(dataset, readRecord, rejection) };
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    return { kind: 'describe-failed', id, message, code };
  }
}

lowerPriority(NICENESS);
start(workerData);
