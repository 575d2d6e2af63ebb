import { describe, expect, it } from 'vitest';
import type { LoadReport } from '../../../source/engine/load/load-messages.ts';
import { QueryScheduler } from '../../../source/engine/load/query-scheduler.ts';
import type { Answer } from '../../../source/query/query.ts';
import { Watchers } from '../../helpers/watchers.ts';

const FOUND: Answer = { kind: 'found', row: 7 };

/** A scheduler, what it reported, and a way to wait for it. Its clock advances by a millisecond whenever it is read. */
class Scheduled {
  readonly reports: LoadReport[] = [];
  /** When each of the reports came. */
  readonly times: number[] = [];
  private readonly watchers = new Watchers();
  private now = 0;
  readonly queries = new QueryScheduler(
    (report) => {
      this.reports.push(report);
      this.times.push(this.now);
      this.watchers.look();
    },
    () => ++this.now,
    50,
  );

  until(kind: LoadReport['kind'], id: number, count = 1): Promise<void> {
    return this.watchers.until(
      () =>
        this.reports.filter((report) => report.kind === kind && 'id' in report && report.id === id).length >=
        count,
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

describe('the query scheduler', () => {
  it('answers a short query during a long one, which can then be cancelled', async () => {
    const scheduled = new Scheduled();
    const { queries } = scheduled;
    queries.add(1, endless);
    queries.add(2, quick);
    await scheduled.until('answer', 2);
    expect(queries.idle).toBe(false);
    queries.cancel(1);
    await queries.settled();
    expect(queries.idle).toBe(true);
    expect(scheduled.reports).toEqual([{ kind: 'answer', id: 2, answer: FOUND }]);
  });

  it('answers what a key waits for before what can wait', async () => {
    const scheduled = new Scheduled();
    const { queries, reports } = scheduled;
    queries.add(1, quick, true);
    queries.add(2, quick);
    queries.add(3, quick);
    await queries.settled();
    expect(reports.map((report) => 'id' in report && report.id)).toEqual([2, 3, 1]);
  });

  it('reports the progress of a long query after 50 ms, and then every 100 ms', async () => {
    const scheduled = new Scheduled();
    const { queries, reports, times } = scheduled;
    queries.add(1, endless);
    await scheduled.until('progress', 1, 3);
    queries.cancel(1);
    await queries.settled();
    expect(reports[0]).toEqual({ kind: 'progress', id: 1, share: 0.5 });
    // The clock is at 1 when the query is added; it may be read twice before the time is over.
    expect(times[0] - 51).toBeLessThanOrEqual(1);
    expect(times[1] - times[0] - 100).toBeLessThanOrEqual(1);
    expect(times[0]).toBeGreaterThanOrEqual(51);
    expect(times[1] - times[0]).toBeGreaterThanOrEqual(100);
  });

  it('continues with other queries when one throws', async () => {
    const { queries, reports } = new Scheduled();
    queries.add(1, breaking);
    queries.add(2, quick);
    await queries.settled();
    expect(reports).toEqual([
      { kind: 'query-failed', id: 1, message: 'out of bounds' },
      { kind: 'answer', id: 2, answer: FOUND },
    ]);
  });

  it('ends a query that is cancelled in the midst of a regular expression, and fails one that is not', async () => {
    const { queries, reports } = new Scheduled();
    let starts = 0;
    function* stuck(): Generator<number, Answer> {
      starts++;
      /^(a+)+$/.test(`${'a'.repeat(60)}b`);
      yield 1;
      return FOUND;
    }
    queries.add(1, stuck);
    await new Promise(setImmediate);
    queries.cancel(1);
    await queries.settled();
    expect([starts, reports]).toEqual([1, []]);
    queries.add(2, stuck);
    await queries.settled();
    expect(reports).toMatchObject([{ kind: 'query-failed', id: 2 }]);
  });

  it('begins a query again that got no time, and has its answer', async () => {
    const { queries, reports } = new Scheduled();
    let starts = 0;
    function* starved(): Generator<number, Answer> {
      if (++starts < 3) /^(a+)+$/.test(`${'a'.repeat(60)}b`);
      yield 1;
      return FOUND;
    }
    queries.add(1, starved);
    await queries.settled();
    expect(reports).toEqual([{ kind: 'answer', id: 1, answer: FOUND }]);
  });
});
