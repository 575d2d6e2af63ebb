import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Answer } from '../../query/query.ts';
import { runWithTimeout } from '../run-with-timeout.ts';
import type { LoadReport } from './load-messages.ts';

/** How long a query runs before messages are looked for and the next one has its turn. */
const TURN_MILLISECONDS = 5;
/** A turn that takes longer is of a regular expression that would never come to an end. */
const MOST_MILLISECONDS = 5000;
/** How often it is told how far a query is, and after how long the first time: before anybody wonders. */
const PROGRESS_MILLISECONDS = 100;
const FIRST_PROGRESS_MILLISECONDS = 50;

interface OpenQuery {
  readonly id: number;
  readonly answering: Generator<number, Answer>;
  toldAt: number;
}

/** Queries under way, by turns: a quick one need not wait for a long one, and each can be dropped between its turns. */
export class QueryScheduler {
  private open: OpenQuery[] = [];
  private running: Promise<void> | undefined;

  constructor(private readonly report: (report: LoadReport) => void) {}

  /** Done when no query is open. */
  async settled(): Promise<void> {
    while (this.running !== undefined) await this.running;
  }

  get idle(): boolean {
    return this.running === undefined;
  }

  add(id: number, answering: Generator<number, Answer>): void {
    const toldAt = performance.now() + FIRST_PROGRESS_MILLISECONDS - PROGRESS_MILLISECONDS;
    this.open.push({ id, answering, toldAt });
    this.running ??= this.run();
  }

  cancel(id: number): void {
    this.open = this.open.filter((query) => query.id !== id);
  }

  private async run(): Promise<void> {
    for (;;) {
      await nextTurn();
      const query = this.open.shift();
      if (query === undefined) break;
      if (!this.turn(query)) this.open.push(query);
    }
    this.running = undefined;
  }

  /** One turn. Answers whether the query is through. */
  private turn(query: OpenQuery): boolean {
    try {
      return runWithTimeout(() => this.advance(query), MOST_MILLISECONDS);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.report({ kind: 'query-failed', id: query.id, message });
      return true;
    }
  }

  private advance(query: OpenQuery): boolean {
    const { id, answering } = query;
    const started = performance.now();
    for (;;) {
      const step = answering.next();
      if (step.done) {
        this.report({ kind: 'answer', id, answer: step.value });
        return true;
      }
      const now = performance.now();
      if (now - query.toldAt >= PROGRESS_MILLISECONDS) {
        query.toldAt = now;
        this.report({ kind: 'progress', id, share: step.value });
      }
      if (now - started >= TURN_MILLISECONDS) return false;
    }
  }
}
