import { setReadingFlags } from '../v8-flags.ts';
import { isShared, type PoolChoice, poolFor, weightOf } from './pool-options.ts';
import { PoolThread } from './pool-thread.ts';

/** Starts the threads for an input while its plan is made, which takes about as long as a start. */
export class PoolStart {
  private threads: readonly PoolThread[] = [];
  /** What the files that were added are worth. */
  private weight = 0;
  /** Whether the threads were started, or the input is not worth them. */
  private isDecided = false;

  constructor(private readonly wanted: PoolChoice) {}

  /** Adds one of several files while they are listed: as soon as they are worth it the threads start. */
  add(file: { readonly sizeBytes: number }): void {
    if (this.isDecided) return;
    this.weight += weightOf([file]);
    if (isShared(this.weight, this.wanted)) this.start(this.weight);
  }

  /** `sizeBytes`: of the input. Starts nothing for one that a single thread reads, and nothing again. */
  start(sizeBytes: number | undefined): void {
    if (this.isDecided) return;
    this.isDecided = true;
    const pool = poolFor(sizeBytes, this.wanted);
    if (pool === undefined) {
      setReadingFlags(sizeBytes);
      return;
    }
    this.threads = Array.from({ length: pool.workers }, () => new PoolThread(pool.workerUrl));
  }

  /** How the input may be read, with the threads that were started. */
  get choice(): PoolChoice {
    return { ...this.wanted, threads: this.threads };
  }
}
