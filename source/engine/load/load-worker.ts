/** The load worker's entry: see Loader, which starts it. */
import { parentPort, workerData } from 'node:worker_threads';
import { readRecordNow, sourceOf } from '../../input/described-source.ts';
import { runQuery } from '../../query/run-query.ts';
import { CrewReading } from '../pool/parallel-ingest.ts';
import { crewFor } from '../pool/pool-options.ts';
import { lowerPriority } from '../priority.ts';
import { PipelineReading } from '../serial-ingest.ts';
import { Load } from './load.ts';
import type { LoadOrder, LoadReport, LoadRequest } from './load-messages.ts';
import { QueryTurns } from './query-scheduler.ts';

/** Of 19: the thread that draws goes first where processors are few; then this one, which answers queries. */
const NICENESS = 10;
const CREW_NICENESS = 19;

function start({ source, settings, crew }: LoadOrder): void {
  const report = (report: LoadReport): void => parentPort?.postMessage(report);
  const turns = new QueryTurns(report);
  const input = sourceOf(source);
  const choice = crewFor(source.spool === undefined ? source.sizeBytes : undefined, crew);
  const reading =
    choice === undefined
      ? new PipelineReading(input, settings)
      : new CrewReading(source, settings, { ...choice, niceness: CREW_NICENESS });
  const load = new Load(input, reading, turns, report);
  const readRecord = (byteOffset: number, byteLength: number): Uint8Array =>
    readRecordNow(source, byteOffset, byteLength);
  parentPort?.on('message', (request: LoadRequest) => {
    if (request.kind === 'cancel') turns.cancel(request.id);
    else turns.add(request.id, runQuery(load.dataset, request.query, readRecord));
  });
  void load.run();
}

lowerPriority(NICENESS);
start(workerData);
