import { type TransferListItem, Worker } from 'node:worker_threads';
import { setThreadFlags } from './v8-flags.ts';

/**
 * Starts a thread of the bundled script at `workerUrl`. What the runtime itself writes there, such as a warning, is
 * dropped: it must not reach the screen. `transferList` is moved to the thread with `workerData`.
 */
export function startWorker(
  workerUrl: URL,
  workerData: unknown,
  transferList: readonly TransferListItem[] = [],
): Worker {
  setThreadFlags();
  const worker = new Worker(workerUrl, {
    workerData,
    transferList: [...transferList],
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  return worker;
}
