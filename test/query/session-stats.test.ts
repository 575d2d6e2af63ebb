import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionAt } from '../../source/pipeline/index.ts';
import type { Dataset } from '../../source/pipeline/result/dataset.ts';
import { WHOLE_SCOPE } from '../../source/query/scope.ts';
import type { SessionStats } from '../../source/query/session-answers.ts';
import { longInput } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { answerOf, datasetOf, eventLine, upTo } from '../helpers/dataset.ts';

function statsOf(dataset: Dataset, zone?: string): SessionStats {
  const answer = answerOf(dataset, { kind: 'sessionStats', scope: WHOLE_SCOPE, zone });
  if (answer.kind !== 'sessionStats') throw new Error(`the answer is ${answer.kind}`);
  return answer.stats;
}

/** The same by plain sums. */
function slowStats({
  store,
  grouping,
}: Dataset): Omit<SessionStats, 'days' | 'countByDay'> & { days: object } {
  const { byUser, sessions } = grouping ?? { byUser: undefined, sessions: undefined };
  const all =
    byUser === undefined
      ? []
      : upTo(sessions.count).map((session) => sessionAt(store, byUser, sessions, session));
  const lengths = all.map(({ durationSeconds }) => durationSeconds).sort((a, b) => a - b);
  const countByLength = new Float64Array(40);
  for (const length of lengths) countByLength[length < 1 ? 0 : Math.floor(Math.log2(length)) + 1]++;
  const days: Record<string, number> = {};
  for (const { startSeconds } of all) {
    const day = Math.floor(startSeconds / 86_400);
    days[day] = (days[day] ?? 0) + 1;
  }
  return {
    count: all.length,
    countByLength,
    medianSeconds: lengths[Math.floor((lengths.length - 1) / 2)] ?? 0,
    longestSeconds: lengths.at(-1) ?? 0,
    days,
  };
}

describe('what sums sessions up', () => {
  it('equals plain sums, whatever the gap', () => {
    const cases = fc.record({ input: longInput, gapSeconds: fc.constantFrom(undefined, 1, 600, 86_400) });
    check(
      fc.property(cases, ({ input, gapSeconds }) => {
        const dataset = datasetOf(input.bytes, { gapSeconds });
        const { days, countByDay, ...stats } = statsOf(dataset);
        const byDay = Object.fromEntries(Array.from(days, (day, i) => [day, countByDay[i]]));
        expect({ ...stats, days: byDay }).toEqual(slowStats(dataset));
      }),
      30,
    );
  });

  it('has the length in the middle, of two the shorter one', () => {
    const lasting = [3600, 0, 300, 60].map((seconds, user) =>
      [0, seconds]
        .map((second) => new Date(Date.UTC(2024, 6, 10) + 1000 * second).toISOString())
        .map((time) => eventLine(`${user}`, time, '"view"'))
        .join(''),
    );
    expect(statsOf(datasetOf(lasting.join('')))).toMatchObject({ medianSeconds: 60, longestSeconds: 3600 });
    expect(statsOf(datasetOf(lasting.slice(0, 3).join('')))).toMatchObject({ medianSeconds: 300 });
  });

  it('counts days by the clocks of the zone in which times are shown', () => {
    const dataset = datasetOf(
      eventLine('1', '2024-07-10T23:30:00Z', '"view"') + eventLine('2', '2024-07-10T10:00:00Z', '"view"'),
    );
    expect(Array.from(statsOf(dataset).countByDay)).toEqual([2]);
    expect(Array.from(statsOf(dataset, '+02:00').countByDay)).toEqual([1, 1]);
  });
});
