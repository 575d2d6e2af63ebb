/** The load worker's entry: see Loader, which starts it. */
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { readRecordNow, sourceOf } from '../input/described-source.ts';
import { runQuery } from '../query/run-query.ts';
import { Load } from './load.ts';
import type { LoadOrder, LoadReport, LoadRequest } from './load-messages.ts';
import { QueryTurns } from './query-turns.ts';

/** Of 19: the thread that draws goes first where processors are few. */
const NICENESS = 10;

function lowerPriority(): void {
  try {
    // Threads have priorities of their own on Linux, and are named there as processes are.
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), NICENESS);
  } catch {
    // Elsewhere, or where it is not allowed, it goes as it is.
  }
}

function start({ source, settings }: LoadOrder): void {
  const report = (report: LoadReport): void => parentPort?.postMessage(report);
  const turns = new QueryTurns(report);
  const load = new Load(sourceOf(source), settings, turns, report);
  const readRecord = (byteOffset: number, byteLength: number): Uint8Array =>
    readRecordNow(source, byteOffset, byteLength);
  parentPort?.on('message', (request: LoadRequest) => {
    if (request.kind === 'cancel') turns.cancel(request.id);
    else turns.add(request.id, runQuery(load.dataset, request.query, readRecord));
  });
  void load.run();
}

lowerPriority();
start(workerData);
