import type { Worker } from 'node:worker_threads';
import { startWorker } from '../start-worker.ts';
import { type ByteSlots, freeAll, newSlots } from './byte-slots.ts';

/** How much of the compressed and of the decompressed bytes is held, whatever the size of the archive. */
const COMPRESSED_SLOTS = 4;
const COMPRESSED_SLOT_BYTES = 64 * 1024;
const DECOMPRESSED_SLOTS = 8;
const DECOMPRESSED_SLOT_BYTES = 256 * 1024;

/** How many threads are kept for the next archive: as many as the threads of a small pool open at once. */
const MOST_IDLE = 4;

/** A thread that decompresses, one archive after another, and the memory through which bytes come and go. */
export interface DecompressThread {
  readonly worker: Worker;
  readonly workerUrl: string;
  readonly niceness: number;
  readonly compressed: ByteSlots;
  readonly decompressed: ByteSlots;
}

const idle: DecompressThread[] = [];

/**
 * Returns a thread that has nothing to do: one that was given back, or a new one. Thousands of small archives would
 * otherwise take 40 ms each to start one.
 */
export function takeThread(workerUrl: URL, niceness: number): DecompressThread {
  const at = idle.findIndex((one) => one.workerUrl === workerUrl.href && one.niceness === niceness);
  if (at >= 0) {
    const [thread] = idle.splice(at, 1);
    forget(thread.worker);
    thread.worker.ref();
    return thread;
  }
  return {
    worker: startWorker(workerUrl, { niceness }),
    workerUrl: workerUrl.href,
    niceness,
    compressed: newSlots(COMPRESSED_SLOTS, COMPRESSED_SLOT_BYTES),
    decompressed: newSlots(DECOMPRESSED_SLOTS, DECOMPRESSED_SLOT_BYTES),
  };
}

/** Gives back a thread that has reported the end of its archive. The caller must have read all of its slots. */
export async function giveBack(thread: DecompressThread): Promise<void> {
  const { worker, compressed, decompressed } = thread;
  forget(worker);
  if (idle.length >= MOST_IDLE) {
    await worker.terminate();
    return;
  }
  freeAll(compressed);
  freeAll(decompressed);
  // A thread that dies while it is idle must not be taken again; an idle one must not keep the process alive.
  const leave = (): void => {
    const at = idle.indexOf(thread);
    if (at >= 0) idle.splice(at, 1);
  };
  worker.on('error', leave).on('exit', leave);
  worker.unref();
  idle.push(thread);
}

/** Removes the listeners of the last archive. Node has listeners of its own, for other events, and needs them. */
function forget(worker: Worker): void {
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
}
