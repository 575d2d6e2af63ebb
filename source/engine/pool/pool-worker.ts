/** The entry of each thread of a crew: see Crew, which starts it. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { lowerPriority } from '../priority.ts';
import { PieceReader } from './chunk-reader.ts';
import { CrewControl } from './pool-control.ts';
import type { CrewOrder, CrewReport, TaskRequest } from './pool-messages.ts';
import { type TaskAnswer, TaskRunner } from './pool-tasks.ts';

/** Reads pieces and does tasks, these first, for as long as the crew lives; it never comes back to its event loop. */
function work(order: CrewOrder): void {
  const control = new CrewControl(order.control);
  const report = (report: CrewReport, owned: readonly ArrayBuffer[] = []): void =>
    parentPort?.postMessage(report, owned);
  const reader = new PieceReader(order, report);
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
      else if (control.isStopped || !reader.readPiece()) control.sleepUnlessWoken(wakings);
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

const order: CrewOrder = workerData;
lowerPriority(order.niceness);
work(order);
