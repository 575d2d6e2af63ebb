import { availableParallelism } from 'node:os';

/** Below this one thread is done before others have started. */
const LEAST_SHARED_BYTES = 24 * 1024 * 1024;
/** Large enough that to begin a piece costs nothing, small enough that it stays in the cache while it is read. */
const PIECE_BYTES = 2 * 1024 * 1024;
/** More threads than this have not been tried. */
const MOST_WORKERS = 16;

/** Whether several threads read a file, and how. */
export interface CrewChoice {
  /** The bundled pool-worker. */
  readonly workerUrl: string;
  /** How many threads may read; nothing: as many as the machine has processors for. */
  readonly workers?: number | undefined;
  /** Files of fewer bytes are read by one thread. For tests, as is the next. */
  readonly leastSharedBytes?: number;
  readonly pieceBytes?: number;
}

/** How a crew is to read a source of so many bytes; nothing where one thread does it as well, or bytes come in order only. */
export function crewFor(
  sizeBytes: number | undefined,
  { workerUrl, workers, leastSharedBytes = LEAST_SHARED_BYTES, pieceBytes = PIECE_BYTES }: CrewChoice,
): { workers: number; workerUrl: URL; pieceBytes: number } | undefined {
  const count = Math.min(MOST_WORKERS, workers ?? availableParallelism());
  const isWorthIt = sizeBytes !== undefined && sizeBytes >= leastSharedBytes;
  return count > 1 && isWorthIt ? { workers: count, workerUrl: new URL(workerUrl), pieceBytes } : undefined;
}
