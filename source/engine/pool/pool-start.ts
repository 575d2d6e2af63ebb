import { type PoolChoice, poolFor } from './pool-options.ts';
import { PoolThread } from './pool-thread.ts';

/** Starts the threads that would read an input before it is known how they read it: it takes as long as making the plan. */
export class PoolStart {
  private threads: readonly PoolThread[] = [];

  constructor(private readonly wanted: PoolChoice) {}

  /** `sizeBytes`: of the input. Starts nothing for one that a single thread reads. */
  start(sizeBytes: number | undefined): void {
    const pool = poolFor(sizeBytes, this.wanted);
    if (pool === undefined) return;
    this.threads = Array.from({ length: pool.workers }, () => new PoolThread(pool.workerUrl));
  }

  /** How the input may be read, with the threads that were started. */
  get choice(): PoolChoice {
    return { ...this.wanted, threads: this.threads };
  }
}
