import { describe, expect, it } from 'vitest';
import type { LoadReport } from '../../../source/engine/load/load-messages.ts';
import { QueryScheduler } from '../../../source/engine/load/query-scheduler.ts';
import type { Answer } from '../../../source/query/query.ts';
import { Watchers } from '../../helpers/watchers.ts';

const FOUND: Answer = { kind: 'found', row: 7 };

/** Turns, what they reported, and a way to wait for it. */
class Reported {
  readonly reports: LoadReport[] = [];
  private readonly watchers = new Watchers();
  readonly turns = new QueryScheduler((report) => {
    this.reports.push(report);
    this.watchers.look();
  });

  until(kind: LoadReport['kind'], id: number): Promise<void> {
    return this.watchers.until(
      () => this.reports.some((report) => report.kind === kind && 'id' in report && report.id === id),
      `${kind} of query ${id}`,
    );
  }
}

function* endless(): Generator<number, Answer> {
  for (;;) yield 0.5;
}

function* quick(): Generator<number, Answer> {
  yield 0.5;
  return FOUND;
}

function* breaking(): Generator<number, Answer> {
  yield 0.1;
  throw new RangeError('out of bounds');
}

describe('queries by turns', () => {
  it('let a quick one be answered while a long one goes on, which can then be dropped', async () => {
    const reported = new Reported();
    const { turns } = reported;
    turns.add(1, endless());
    turns.add(2, quick());
    await reported.until('answer', 2);
    expect(turns.idle).toBe(false);
    turns.cancel(1);
    await turns.settled();
    expect(turns.idle).toBe(true);
    expect(reported.reports.filter(({ kind }) => kind !== 'progress')).toEqual([
      { kind: 'answer', id: 2, answer: FOUND },
    ]);
  });

  it('tell how far one is that takes long', async () => {
    const reported = new Reported();
    reported.turns.add(1, endless());
    await reported.until('progress', 1);
    // Once at least: more where this thread was held up.
    const told = new Set(reported.reports.map((report) => JSON.stringify(report)));
    expect([...told]).toEqual([JSON.stringify({ kind: 'progress', id: 1, share: 0.5 })]);
    reported.turns.cancel(1);
    await reported.turns.settled();
  });

  it('outlive one that breaks', async () => {
    const reported = new Reported();
    reported.turns.add(1, breaking());
    reported.turns.add(2, quick());
    await reported.turns.settled();
    expect(reported.reports).toEqual([
      { kind: 'query-failed', id: 1, message: 'out of bounds' },
      { kind: 'answer', id: 2, answer: FOUND },
    ]);
  });
});
