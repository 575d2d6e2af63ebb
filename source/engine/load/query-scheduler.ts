import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Answer } from '../../query/query.ts';
import { runWithTimeout, TimeIsOver } from '../run-with-timeout.ts';
import type { LoadReport } from './load-messages.ts';

/** How long a query runs before messages are handled and the next query continues. */
const SLICE_MILLISECONDS = 5;
/**
 * How long a query may run without yielding: only a regular expression with catastrophic backtracking takes longer, or any
 * on a machine that gives this thread no time. The thread receives no messages during a slice, and a cancelled query must
 * end within a second.
 */
const MOST_MILLISECONDS = 900;
/** How often a query that runs that long is begun, in case the machine was to blame, before it fails. */
const MOST_ATTEMPTS = 5;
/** How often progress is reported, the first time included: a query that finishes sooner needs none. */
const PROGRESS_MILLISECONDS = 100;
const FIRST_PROGRESS_MILLISECONDS = 50;

interface OpenQuery {
  readonly id: number;
  readonly isInBackground: boolean;
  readonly start: () => Generator<number, Answer>;
  answering: Generator<number, Answer>;
  attempts: number;
  reportedAt: number;
}

/**
 * Runs queries round-robin in slices of some milliseconds, so that a short one need not wait for a long one, and each can
 * be cancelled between its slices. Those that no key waits for run while no other is open.
 */
export class QueryScheduler {
  private open: OpenQuery[] = [];
  private running: Promise<void> | undefined;

  /** `now`: a monotonic clock in milliseconds. */
  constructor(
    private readonly report: (report: LoadReport) => void,
    private readonly now: () => number = () => performance.now(),
    private readonly mostMilliseconds = MOST_MILLISECONDS,
  ) {}

  /** Resolves when no query is open. */
  async settled(): Promise<void> {
    while (this.running !== undefined) await this.running;
  }

  /** Whether no query is open. */
  get idle(): boolean {
    return this.running === undefined;
  }

  /**
   * Runs a query and reports its answer or failure under `id`, unless it is cancelled first. `start` begins it, again if it
   * has to. `isInBackground`: whether it can wait for all others.
   */
  add(id: number, start: () => Generator<number, Answer>, isInBackground = false): void {
    const reportedAt = this.now() + FIRST_PROGRESS_MILLISECONDS - PROGRESS_MILLISECONDS;
    this.open.push({ id, isInBackground, start, answering: start(), attempts: 1, reportedAt });
    this.running ??= this.run();
  }

  /** Drops the query if it is still open. */
  cancel(id: number): void {
    this.open = this.open.filter((query) => query.id !== id);
  }

  private async run(): Promise<void> {
    for (;;) {
      await nextTurn();
      const query = this.open.find(({ isInBackground }) => !isInBackground) ?? this.open[0];
      if (query === undefined) break;
      this.cancel(query.id);
      if (!this.runSlice(query)) this.open.push(query);
    }
    this.running = undefined;
  }

  /** Returns whether the query is finished. */
  private runSlice(query: OpenQuery): boolean {
    try {
      return runWithTimeout(() => this.advance(query), this.mostMilliseconds);
    } catch (error) {
      if (error instanceof TimeIsOver && query.attempts < MOST_ATTEMPTS) {
        query.attempts++;
        query.answering = query.start();
        return false;
      }
      const message = error instanceof Error ? error.message : String(error);
      this.report({ kind: 'query-failed', id: query.id, message });
      return true;
    }
  }

  private advance(query: OpenQuery): boolean {
    const { id, answering } = query;
    const began = this.now();
    for (;;) {
      const step = answering.next();
      if (step.done) {
        this.report({ kind: 'answer', id, answer: step.value });
        return true;
      }
      const now = this.now();
      if (now - query.reportedAt >= PROGRESS_MILLISECONDS) {
        query.reportedAt = now;
        this.report({ kind: 'progress', id, share: step.value });
      }
      if (now - began >= SLICE_MILLISECONDS) return false;
    }
  }
}
