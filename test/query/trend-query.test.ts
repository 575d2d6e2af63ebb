import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTrend } from '../../source/pipeline/index.ts';
import type { Dataset } from '../../source/pipeline/result/dataset.ts';
import type { Answer } from '../../source/query/query.ts';
import { longInput } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { answerOf, datasetOf, eventLine, upTo } from '../helpers/dataset.ts';
import { scopeWith } from '../helpers/scopes.ts';

type TrendAnswer = Extract<Answer, { kind: 'trend' }>;

function trendOf(dataset: Dataset, user: number | undefined, bucketSeconds: number): TrendAnswer {
  const answer = answerOf(dataset, { kind: 'trend', scope: scopeWith({ user }), bucketSeconds });
  if (answer.kind !== 'trend') throw new Error('a trend was asked for');
  return answer;
}

/** The events kept, of a user or of all. */
function keptOf({ store, grouping }: Dataset, user: number | undefined): number[] {
  return upTo(store.count).filter(
    (event) => !grouping?.duplicates.has(event) && (user === undefined || store.userOf(event) === user),
  );
}

function minutely(times: number): Dataset {
  return datasetOf(
    upTo(times)
      .map((minute) => eventLine('1', new Date(minute * 60_000).toISOString(), '"view"'))
      .reverse()
      .join(''),
  );
}

describe('the trend of a query', () => {
  it('equals the result of countTrend, with the number of events of each type', () => {
    const cases = fc.record({
      input: longInput,
      bucketSeconds: fc.constantFrom(1, 60, 300, 7 * 86_400),
      someEvent: fc.option(fc.nat(), { nil: undefined }),
    });
    check(
      fc.property(cases, ({ input, bucketSeconds, someEvent }) => {
        const dataset = datasetOf(input.bytes);
        const { store, grouping } = dataset;
        const one = someEvent !== undefined && store.count > 0;
        const user = one ? store.userOf(someEvent % store.count) : undefined;
        const kept = keptOf(dataset, user);
        const { trend, countByType } = trendOf(dataset, user, bucketSeconds);
        expect(trend).toEqual(
          grouping &&
            countTrend(store, grouping.duplicates, { bucketSeconds, events: Uint32Array.from(kept) }),
        );
        expect([...countByType]).toEqual(
          upTo(store.types.count).map((type) => kept.filter((event) => store.typeOf(event) === type).length),
        );
      }),
      60,
    );
  });

  it.each([
    [1, 0, 0],
    [100, 0, 99],
    [101, 1, 99],
    [1001, 10, 990],
  ])('has the times between which all but a hundredth at either end of %d events lie', (events, from, to) => {
    expect(trendOf(minutely(events), undefined, 300).times).toEqual({
      firstSeconds: 0,
      lastSeconds: (events - 1) * 60,
      percentile1Seconds: from * 60,
      percentile99Seconds: to * 60,
    });
  });

  it('has no times without events', () => {
    const empty = datasetOf('{}');
    expect(trendOf(empty, undefined, 300)).toMatchObject({ trend: { count: 0 }, times: undefined });
    expect(trendOf(minutely(3), 9, 300)).toMatchObject({ trend: { count: 0 }, times: undefined });
  });
});
