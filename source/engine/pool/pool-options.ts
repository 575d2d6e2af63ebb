import { availableParallelism } from 'node:os';
import { addressSpaceBytes, threadsWithin } from '../address-space.ts';
import { memoryLimit, threadsWithinMemory } from '../memory-limit.ts';
import type { PoolThread } from './pool-thread.ts';
import type { PoolOptions } from './worker-pool.ts';

/** Smaller files are read by one thread, which is done before others would have started. */
const LEAST_SHARED_BYTES = 24 * 1024 * 1024;
/** Large enough that the cost of starting a chunk does not matter, small enough to stay in the cache while it is read. */
const CHUNK_BYTES = 2 * 1024 * 1024;
/** More threads have not been tried. */
export const MOST_WORKERS = 16;

/** How many threads may read a file, and from which size on. */
export interface PoolChoice {
  /** URL of the bundled pool-worker. */
  readonly workerUrl: string;
  /** How many threads may read. Undefined: as many as the machine runs at once. */
  readonly workers?: number | undefined;
  /** How much memory the process may use; undefined: what its control group and the machine have. */
  readonly maxMemoryBytes?: number | undefined;
  /** Threads that a PoolStart has started. */
  readonly threads?: readonly PoolThread[] | undefined;
  /** Smaller files are read by one thread. For tests. */
  readonly leastSharedBytes?: number | undefined;
  /** For tests. */
  readonly chunkBytes?: number;
}

/** What opening a small file costs, as bytes that could be read instead. */
const FILE_BYTES = 32 * 1024;

/** Returns what several files are worth, for `poolFor`: many tiny ones take as long as a large one. */
export function weightOf(files: readonly { readonly sizeBytes: number }[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes + FILE_BYTES, 0);
}

/** Whether something of `sizeBytes` is worth several threads. */
export function isShared(
  sizeBytes: number,
  { leastSharedBytes = LEAST_SHARED_BYTES }: Pick<PoolChoice, 'leastSharedBytes'>,
): boolean {
  return sizeBytes >= leastSharedBytes;
}

/**
 * Returns how a pool reads a source of `sizeBytes`; undefined if one thread should. A source without a size can only be
 * read in order.
 */
export function poolFor(
  sizeBytes: number | undefined,
  {
    workerUrl,
    workers,
    maxMemoryBytes,
    threads = [],
    leastSharedBytes,
    chunkBytes = CHUNK_BYTES,
  }: PoolChoice,
): Omit<PoolOptions, 'niceness'> | undefined {
  if (sizeBytes === undefined || !isShared(sizeBytes, { leastSharedBytes })) return undefined;
  const wanted = Math.min(MOST_WORKERS, workers ?? availableParallelism());
  if (wanted === 1) return undefined;
  // Only for large files: the limits are read from files of the system.
  const addressed = threadsWithin(addressSpaceBytes(), wanted);
  const count = threadsWithinMemory(memoryLimit(maxMemoryBytes), addressed);
  return count > 1 ? { workers: count, workerUrl: new URL(workerUrl), chunkBytes, threads } : undefined;
}

/** Ends threads that were started ahead, for an input that one thread reads after all. */
export async function endThreads({ threads = [] }: Pick<PoolChoice, 'threads'>): Promise<void> {
  await Promise.all(threads.map((thread) => thread.end()));
}
