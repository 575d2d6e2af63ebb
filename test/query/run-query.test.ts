import { describe, expect, it } from 'vitest';
import { runToEnd } from '../../source/pipeline/columns/cooperative.ts';
import { Pipeline } from '../../source/pipeline/index.ts';
import type { Query } from '../../source/query/query.ts';
import { runQuery } from '../../source/query/run-query.ts';
import { WHOLE_SCOPE } from '../../source/query/scope.ts';
import { bytesOf } from '../helpers/arbitraries.ts';
import { answerOf, datasetOf, eventLine, readerOf, readNothing, rowsOf, upTo } from '../helpers/dataset.ts';
import { scopeWith, wordFilter } from '../helpers/scopes.ts';

const ALL_EVENTS = {
  kind: 'events',
  scope: scopeWith({ duplicates: 'shown' }),
  sort: { column: 'event_time', descending: false },
} as const;
const SESSIONS = {
  kind: 'sessions',
  scope: WHOLE_SCOPE,
  sort: { column: 'session_start', descending: true },
} as const;
const USERS = { kind: 'users', scope: WHOLE_SCOPE, pattern: undefined } as const;
const TREND = { kind: 'trend', scope: WHOLE_SCOPE, bucketSeconds: 300 } as const;
const REJECTIONS = {
  kind: 'rejections',
  scope: WHOLE_SCOPE,
  sort: { column: 'event', descending: false },
} as const;

function times(count: number, base: number): string {
  return upTo(count)
    .map((i) => eventLine(String(i), new Date(base - i * 1000).toISOString(), '"view"'))
    .join('');
}

describe('a query on many rows', () => {
  const text = times(200_000, Date.UTC(2024, 0, 1)) + '{}\n'.repeat(5000);
  const dataset = datasetOf(text);

  it.each<[string, Query, number]>([
    ['events by user', { ...ALL_EVENTS, sort: { column: 'user_id', descending: false } }, 20],
    ['filtered events', { ...ALL_EVENTS, scope: scopeWith({ filter: wordFilter('/7:.*view/') }) }, 200],
    ['events by type', { ...ALL_EVENTS, sort: { column: 'event_type', descending: false } }, 20],
    ['sessions by start', SESSIONS, 20],
    ['filtered sessions', { ...SESSIONS, scope: scopeWith({ filter: wordFilter('12') }) }, 200],
    ['filtered users', { ...USERS, pattern: '12' }, 200],
    ['rejections by text', { ...REJECTIONS, sort: { column: 'raw', descending: false } }, 100],
    ['a trend', TREND, 10],
    [
      'a search for text that does not occur',
      {
        kind: 'find',
        scope: WHOLE_SCOPE,
        table: 'events',
        rows: undefined,
        rowCount: 200_000,
        from: 7,
        direction: -1,
        text: 'no',
      },
      200,
    ],
  ])('pauses many times and yields the share that is done: %s', (_, query, least) => {
    const shares = [...runQuery(dataset, query, readerOf(text))];
    expect(shares.length).toBeGreaterThan(least);
    expect(shares.every((share, i) => share >= (shares[i - 1] ?? 0) && share <= 1)).toBe(true);
  });

  it('can be dropped half way and run again', () => {
    const again = datasetOf(text);
    const dropped = runQuery(again, ALL_EVENTS, readNothing);
    for (const _ of upTo(12)) dropped.next();
    dropped.return({ kind: 'found', row: -1 });
    expect(rowsOf(again, ALL_EVENTS).slice(0, 3)).toEqual([199_999, 199_998, 199_997]);
  });

  it('returns rows in memory that other threads can read', () => {
    const queries: Query[] = [ALL_EVENTS, SESSIONS, { ...USERS, pattern: '1' }];
    for (const query of queries) {
      const answer = answerOf(dataset, query);
      expect(answer.kind === 'rows' && answer.rows?.buffer).toBeInstanceOf(SharedArrayBuffer);
    }
  });
});

describe('a query while the file is read', () => {
  const pipeline = new Pipeline();
  pipeline.push(bytesOf(`${times(3, Date.UTC(2024, 0, 1))}{}\n`));
  const before = pipeline.dataset();
  pipeline.group();
  const grouped = pipeline.dataset();
  pipeline.push(bytesOf(`{}\n${times(900, Date.UTC(2023, 0, 1))}`));
  const later = pipeline.dataset();

  it('finds only rejections before the first grouping', () => {
    expect(rowsOf(before, REJECTIONS)).toEqual([0]);
    for (const query of [SESSIONS, USERS, ALL_EVENTS]) expect(rowsOf(before, query)).toEqual([]);
    expect(answerOf(before, TREND)).toMatchObject({ trend: { count: 0 }, times: undefined });
    const find = {
      kind: 'find',
      scope: WHOLE_SCOPE,
      rows: undefined,
      rowCount: 1,
      from: 0,
      direction: 1,
      text: '',
    } as const;
    expect(answerOf(before, { ...find, table: 'users' })).toEqual({ kind: 'found', row: -1 });
  });

  it('leaves out events that were added after the grouping', () => {
    expect(rowsOf(later, ALL_EVENTS)).toEqual([2, 1, 0]);
    expect(rowsOf(later, { ...ALL_EVENTS, sort: { column: 'event', descending: false } })).toEqual([0, 1, 2]);
    expect(rowsOf(later, { ...ALL_EVENTS, scope: scopeWith({ user: 700 }) })).toEqual([]);
    expect(rowsOf(later, USERS)).toHaveLength(3);
    const trend = answerOf(later, TREND);
    expect(trend.kind === 'trend' && trend.countByType).toEqual(Float64Array.of(3));
  });

  it('is about the file as it was when the query began', () => {
    const query = runQuery(
      grouped,
      { ...SESSIONS, scope: scopeWith({ filter: wordFilter('') }) },
      readNothing,
    );
    query.next();
    pipeline.push(bytesOf(times(70_000, Date.UTC(2022, 0, 1))));
    pipeline.group();
    expect(runToEnd(query)).toMatchObject({ rowCount: 3 });
    expect(rowsOf(pipeline.dataset(), USERS)).toHaveLength(70_000);
  });
});
