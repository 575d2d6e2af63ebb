/**
 * Flags of V8 that are set while the command runs. They are those of the process: all threads have them, and V8 takes the
 * code cache of a script (source/launch) only where the flags are those with which it was made. So each thread is started
 * with the same.
 */
import { createRequire } from 'node:module';
import type * as v8 from 'node:v8';

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
/** V8's own: the explorer has another one for its own start (source/launch/run-script.ts), and threads make few objects. */
const YOUNG_HEAP_GROWTH = 2;
/** How much bytecode a function runs before V8 optimizes it, in bytes. */
const V8_BUDGET_BYTES = 66 * 1024;
/**
 * The same while the first bytes of an input are read. The kernel does what takes time, and V8 spends a quarter of the
 * processor time of a million events on optimizing what surrounds it, most of which has done its work by then
 * (docs/performance.md).
 */
const FIRST_BUDGET_BYTES = 8 * V8_BUDGET_BYTES;
/** From here on V8's own is right again: damaged records, which the kernel leaves to functions, have become many. */
const FIRST_BYTES = 64 * 1024 * 1024;
/** The V8 of Node 20. Later ones have no such flag, and a compiler between the two that costs less. */
const V8_WITH_BUDGET = '11.';
/** Functions that surround the reading of a smaller input gain more by V8's own budget, and `node:v8` need not be loaded. */
const LEAST_BYTES = 24 * 1024 * 1024;

/** Sets what the threads that are started from now on have. A heap takes its sizes when it is created. */
export function setThreadFlags(): void {
  setFlags(
    `--initial-old-space-size=${HEAP_BEFORE_MARKING_MIB}`,
    `--semi-space-growth-factor=${YOUNG_HEAP_GROWTH}`,
  );
  optimizeLater();
}

/** Makes V8 optimize fewer functions while this thread alone reads an input of `sizeBytes`; undefined: of unknown size. */
export function setReadingFlags(sizeBytes: number | undefined): void {
  if (sizeBytes === undefined || sizeBytes >= LEAST_BYTES) optimizeLater();
}

/** Makes V8 optimize as it does by itself once many bytes are read, in all threads. */
export function setFlagsAfter(bytesRead: number): void {
  if (isLater && bytesRead >= FIRST_BYTES) setBudget(V8_BUDGET_BYTES);
}

let isLater = false;

function optimizeLater(): void {
  if (process.versions.v8.startsWith(V8_WITH_BUDGET)) setBudget(FIRST_BUDGET_BYTES);
}

function setBudget(bytes: number): void {
  isLater = bytes !== V8_BUDGET_BYTES;
  setFlags(`--interrupt-budget=${bytes}`);
}

function setFlags(...flags: readonly string[]): void {
  // Loaded here: it takes a millisecond of each start, and a small file is read without threads.
  const { setFlagsFromString }: typeof v8 = createRequire(import.meta.url)('node:v8');
  for (const flag of flags) setFlagsFromString(flag);
}
