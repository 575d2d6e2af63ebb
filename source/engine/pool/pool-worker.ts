/** The entry of each thread of a pool: see WorkerPool, which starts it. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { lowerPriority } from '../priority.ts';
import { ChunkReader } from './chunk-reader.ts';
import { PoolControl } from './pool-control.ts';
import type { TaskRequest, WorkerInit, WorkerReport } from './pool-messages.ts';
import { type TaskAnswer, TaskRunner } from './pool-tasks.ts';

/** Reads chunks and does tasks, these first, for as long as the pool lives; it never comes back to its event loop. */
function work(order: WorkerInit): void {
  const control = new PoolControl(order.control);
  const report = (report: WorkerReport, owned: readonly ArrayBuffer[] = []): void =>
    parentPort?.postMessage(report, owned);
  const reader = new ChunkReader(order, report);
  const runner = new TaskRunner(order.settings);
  const answer = ({ id, task }: TaskRequest): void => {
    const found = runner.run(task);
    report({ kind: 'answer', id, answer: found }, rowsIn(found));
  };
  for (;;) {
    const { wakings } = control;
    const request: TaskRequest | undefined = receiveMessageOnPort(order.tasks)?.message;
    try {
      if (request !== undefined) answer(request);
      else if (control.isStopped || !reader.readChunk()) control.sleepUnlessWoken(wakings);
    } catch (error) {
      if (request === undefined) control.stop();
      const { message, code } = error as NodeJS.ErrnoException;
      report({ kind: 'failed', task: request?.id, message, code });
    }
  }
}

/** The memory of the rows in an answer, which need not be copied. */
function rowsIn(found: TaskAnswer): ArrayBuffer[] {
  if (found === undefined || !('rows' in found)) return [];
  return found.rows.map(({ buffer }) => buffer);
}

const order: WorkerInit = workerData;
lowerPriority(order.niceness);
work(order);
