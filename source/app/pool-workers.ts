import { PoolStart } from '../engine/pool/pool-start.ts';
import type { CommandOptions } from './flags.ts';

/** The threads of pools, built beside the bundled command: for a single input, and for several files. */
export const POOL_WORKER = new URL('./pool-worker.cjs', import.meta.url);
export const FILES_POOL_WORKER = new URL('./files-pool-worker.cjs', import.meta.url);

type PoolFlags = Pick<CommandOptions, 'workers' | 'maxMemoryBytes'>;

/** Returns the pool that reads a single input; none of its threads has started. */
export function textPool(options: PoolFlags): PoolStart {
  return poolOf(options, POOL_WORKER);
}

/** Returns the pool that reads several files; none of its threads has started. */
export function filesPool(options: PoolFlags): PoolStart {
  return poolOf(options, FILES_POOL_WORKER);
}

function poolOf({ workers, maxMemoryBytes }: PoolFlags, workerUrl: URL): PoolStart {
  return new PoolStart({ workers, maxMemoryBytes, workerUrl: workerUrl.href });
}
