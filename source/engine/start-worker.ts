import { createRequire } from 'node:module';
import type * as v8 from 'node:v8';
import { type TransferListItem, Worker } from 'node:worker_threads';

/**
 * A thread's heap is this large before V8 begins to mark it, in MiB. The columns are in shared memory, so no thread of
 * ours gets there.
 *
 * Node unregisters an ending thread from its platform before it stops the compiler threads that work for it. If one of
 * these allocates in between and finds that marking is due, the whole process aborts ("ForIsolate ... Assertion failed:
 * (data.first) != nullptr", seen on Node 20). Without marking there is nothing to abort on. By default V8 lowers the limit
 * to what the thread uses, some 25 MiB.
 */
const HEAP_BEFORE_MARKING_MIB = 256;

/**
 * Starts a thread of the bundled script at `workerUrl`. What the runtime itself writes there, such as a warning, is
 * dropped: it must not reach the screen. `transferList` is moved to the thread with `workerData`.
 */
export function startWorker(
  workerUrl: URL,
  workerData: unknown,
  transferList: readonly TransferListItem[] = [],
): Worker {
  // Loaded here: it takes a millisecond of each start, and a small file is read without threads.
  const { setFlagsFromString }: typeof v8 = createRequire(import.meta.url)('node:v8');
  // A heap takes the value when it is created: this thread's own stays as it is.
  setFlagsFromString(`--initial-old-space-size=${HEAP_BEFORE_MARKING_MIB}`);
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
