import { availableParallelism } from 'node:os';

/** Below this one thread is done before others have started. */
const LEAST_SHARED_BYTES = 24 * 1024 * 1024;
/** Large enough that to begin a chunk costs nothing, small enough that it stays in the cache while it is read. */
const PIECE_BYTES = 2 * 1024 * 1024;
/** More threads than this have not been tried. */
const MOST_WORKERS = 16;

/** Whether several threads read a file, and how. */
export interface PoolChoice {
  /** The bundled pool-worker. */
  readonly workerUrl: string;
  /** How many threads may read; nothing: as many as the machine has processors for. */
  readonly workers?: number | undefined;
  /** Files of fewer bytes are read by one thread. For tests, as is the next. */
  readonly leastSharedBytes?: number;
  readonly chunkBytes?: number;
}

/** How a pool is to read a source of so many bytes; nothing where one thread does it as well, or bytes come in order only. */
export function poolFor(
  sizeBytes: number | undefined,
  { workerUrl, workers, leastSharedBytes = LEAST_SHARED_BYTES, chunkBytes = PIECE_BYTES }: PoolChoice,
): { workers: number; workerUrl: URL; chunkBytes: number } | undefined {
  const count = Math.min(MOST_WORKERS, workers ?? availableParallelism());
  const isWorthIt = sizeBytes !== undefined && sizeBytes >= leastSharedBytes;
  return count > 1 && isWorthIt ? { workers: count, workerUrl: new URL(workerUrl), chunkBytes } : undefined;
}
