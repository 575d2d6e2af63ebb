import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { RowEncoder } from '../../output/row-encoder.ts';
import type { FileTable } from '../../pipeline/store/file-table.ts';
import { type ReadBytes, windowedReads } from '../../pipeline/text/byte-reads.ts';
import { FileReads } from '../files/file-reads.ts';
import { areFiles, type InputDescription, type TextsOf } from '../files/files-input.ts';
import { lowerPriority } from '../priority.ts';
import { recordReader } from '../record-reader.ts';
import { ChunkReader } from './chunk-reader.ts';
import { PoolControl } from './pool-control.ts';
import type { TaskRequest, WorkerReport } from './pool-messages.ts';
import { type TaskAnswer, TaskRunner } from './pool-tasks.ts';
import { receiveInit } from './pool-thread.ts';

/**
 * The program of each thread of a pool, which WorkerPool starts: runs tasks and reads chunks, tasks first, until the pool
 * ends the thread. `textsOf`: how several files are opened. Never returns to the event loop.
 */
export function runPoolWorker(encoder: RowEncoder, textsOf?: TextsOf): void {
  const init = receiveInit(workerData);
  lowerPriority(init.niceness);
  const control = new PoolControl(init.control);
  const report = (report: WorkerReport, owned: readonly ArrayBuffer[] = []): void =>
    parentPort?.postMessage(report, owned);
  const ask = (file: number): void => report({ kind: 'textWanted', file });
  const reader = new ChunkReader(init, encoder, textsOf, ask, report);
  const runner = new TaskRunner(encoder, readsOf(init.input, textsOf));
  const answer = ({ id, task }: TaskRequest): void => {
    const found = runner.run(task);
    report({ kind: 'answer', id, answer: found }, rowsIn(found));
  };
  for (;;) {
    const { wakeCount } = control;
    const request: TaskRequest | undefined = receiveMessageOnPort(init.tasks)?.message;
    try {
      if (request !== undefined) answer(request);
      else if (control.isStopped || !reader.readChunk()) control.sleepUnlessWoken(wakeCount);
    } catch (error) {
      if (request === undefined) control.stop();
      const { message, code } = error as NodeJS.ErrnoException;
      report({ kind: 'failed', task: request?.id, message, code });
    }
  }
}

/** Returns what reads records again, given where each file begins. */
function readsOf(input: InputDescription, textsOf: TextsOf | undefined): (files: FileTable) => ReadBytes {
  if (!areFiles(input)) {
    const read = windowedReads(recordReader(input));
    return () => read;
  }
  if (textsOf === undefined) throw new Error('this pool reads single files');
  const reads = new FileReads(input, textsOf(input.container));
  return (files) => windowedReads((byteOffset, byteLength) => reads.read(files, byteOffset, byteLength));
}

/** Returns the memory of the rows in an answer, to be transferred instead of copied. */
function rowsIn(found: TaskAnswer): ArrayBuffer[] {
  if (found === undefined || !('rows' in found)) return [];
  return found.rows.map(({ buffer }) => buffer);
}
