import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Session, sessionAt } from '../../source/pipeline/index.ts';
import type { Dataset } from '../../source/pipeline/result/dataset.ts';
import type { SessionColumn, SessionsQuery } from '../../source/query/query.ts';
import { sessionTexts } from '../../source/query/row-text.ts';
import { WHOLE_SCOPE } from '../../source/query/scope.ts';
import { longInput } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { answerOf, datasetOf, eventLine, readerOf, rowsOf, upTo } from '../helpers/dataset.ts';
import { scopeWith, wordFilter } from '../helpers/scopes.ts';
import { anyWord, filterOf, isEventKept, type Word } from './filters.ts';

const COLUMNS: SessionColumn[] = [
  'user_id',
  'session_start',
  'session_end',
  'event_count',
  'duration_seconds',
  'session',
  'duplicates',
];

function cellsOf({ store, grouping }: Dataset): (row: number) => readonly string[] {
  return (row) => {
    if (grouping === undefined) return [];
    const { session, ...others } = sessionTexts(store, grouping, row);
    // Without a gap each session is the only one of its user, and has no number.
    return Object.values(grouping.gapSeconds === undefined ? others : { ...others, session });
  };
}

function sessionsOf({ store, grouping }: Dataset): Session[] {
  if (grouping === undefined) return [];
  const { byUser, sessions } = grouping;
  return upTo(sessions.count).map((session) => sessionAt(store, byUser, sessions, session));
}

/** The events of a session that are kept. */
function held({ grouping }: Dataset, session: number): number[] {
  if (grouping === undefined) return [];
  const { byUser, sessions, duplicates } = grouping;
  const events = byUser.events.subarray(sessions.first[session], sessions.first[session + 1]);
  return [...events].filter((event) => !duplicates.has(event));
}

/** The same rows by plain sorting. `ranks`: users in their order. */
function slowRows(
  dataset: Dataset,
  { sort }: SessionsQuery,
  word: Word | undefined,
  input: Uint8Array,
): number[] {
  const sessions = sessionsOf(dataset);
  const ranks = [...new Set(sessions.map(({ user }) => user))];
  const { byUser, duplicates } = dataset.grouping ?? {};
  const isIn = (event: number, { user, startSeconds, endSeconds }: Session): boolean =>
    dataset.store.userOf(event) === user &&
    dataset.store.secondsOf(event) >= startSeconds &&
    dataset.store.secondsOf(event) <= endSeconds;
  const removedFrom = (session: Session): number =>
    [...(byUser?.events ?? [])].filter((event) => duplicates?.has(event) && isIn(event, session)).length;
  const key = (session: Session): [number, number] => {
    switch (sort.column) {
      case 'user_id':
        return [ranks.indexOf(session.user), 0];
      case 'session_start':
        return [session.startSeconds, session.startNanoseconds];
      case 'session_end':
        return [session.endSeconds, session.endNanoseconds];
      case 'event_count':
        return [session.eventCount, 0];
      case 'duration_seconds':
        return [session.durationSeconds, session.durationNanoseconds];
      case 'session':
        return [sessions.filter(({ user }) => user === session.user).indexOf(session), 0];
      case 'duplicates':
        return [removedFrom(session), 0];
    }
  };
  const keys = sessions.map(key);
  const turn = sort.descending ? -1 : 1;
  return upTo(sessions.length)
    .filter((row) => held(dataset, row).some((event) => isEventKept(dataset, word, event, readerOf(input))))
    .sort((a, b) => turn * (keys[a][0] - keys[b][0] || keys[a][1] - keys[b][1]));
}

describe('rows of sessions', () => {
  it('equal a plain filter and a plain stable sort, for every column and direction', () => {
    const cases = fc.record({
      input: longInput,
      gapSeconds: fc.constantFrom(undefined, 1, 600),
      sort: fc.record({ column: fc.constantFrom(...COLUMNS), descending: fc.boolean() }),
      word: anyWord,
    });
    check(
      fc.property(cases, ({ input, gapSeconds, sort, word }) => {
        const dataset = datasetOf(input.bytes, { gapSeconds });
        const query = { kind: 'sessions', sort, scope: scopeWith({ filter: filterOf(word) }) } as const;
        expect(rowsOf(dataset, query, readerOf(input.bytes))).toEqual(
          slowRows(dataset, query, word, input.bytes),
        );
      }),
      60,
    );
  });

  const input =
    eventLine('10', '2024-07-10T11:45:00Z', '"view"') +
    eventLine('9', '2024-07-10T11:45:00.25Z', '"view", "page": "/cart"') +
    eventLine('"Ann"', '2024-07-10T10:00:00Z', '"view"') +
    eventLine('"Ann"', '2024-07-10T12:30:00.5Z', '"view"');
  const dataset = datasetOf(input);

  it('are numbered in the order of users', () => {
    const sort = { column: 'user_id', descending: false } as const;
    expect(answerOf(dataset, { kind: 'sessions', sort, scope: WHOLE_SCOPE })).toEqual({
      kind: 'rows',
      rows: undefined,
      rowCount: 3,
    });
  });

  it('have the texts of their cells', () => {
    expect(upTo(3).map(cellsOf(dataset))).toEqual([
      ['9', '2024-07-10 11:45:00.250', '2024-07-10 11:45:00.250', '1', '0s', '0'],
      ['10', '2024-07-10 11:45:00', '2024-07-10 11:45:00', '1', '0s', '0'],
      ['Ann', '2024-07-10 10:00:00', '2024-07-10 12:30:00.500', '2', '2h 30m', '0'],
    ]);
  });

  it.each([
    ['ann', false, [2]],
    ['ann', true, [0, 1]],
    ['ANN', false, []],
    ['11:45', false, [0, 1]],
    ['.5', false, [2]],
    ['2h', false, [2]],
    ['page=/cart', false, [0]],
    ['/^\\d+$/', false, [0, 1, 2]],
    ['/^(9|10)$/', false, [0, 1]],
    ['/(/', false, []],
    ['/(/', true, [0, 1, 2]],
  ])('match a filter by any shown text: %j, left out %j', (text, leaveOut, rows) => {
    const sort = { column: 'user_id', descending: false } as const;
    const scope = scopeWith({ filter: wordFilter(text, leaveOut) });
    expect(rowsOf(dataset, { kind: 'sessions', sort, scope }, readerOf(input))).toEqual(rows);
  });

  /** User 1 has one session, user 2 two, and Ann three: rows 0; 1 and 2; 3, 4 and 5. */
  const gapped = datasetOf(
    ['1 10:00', '2 10:00', '2 12:00', '2 12:00', '"Ann" 10:00', '"Ann" 12:00', '"Ann" 12:05', '"Ann" 14:00']
      .map((event) => event.split(' '))
      .map(([user, time]) => eventLine(user, `2024-07-10T${time}:00Z`, '"view"'))
      .join(''),
    { gapSeconds: 600 },
  );

  it.each([
    ['user_id', [3, 4, 5, 1, 2, 0]],
    ['session', [5, 2, 4, 0, 1, 3]],
    ['event_count', [4, 0, 1, 2, 3, 5]],
    ['duplicates', [2, 0, 1, 3, 4, 5]],
    ['duration_seconds', [4, 0, 1, 2, 3, 5]],
  ] as const)('come by %s from the largest, equal ones in their order', (column, rows) => {
    const sort = { column, descending: true };
    expect(rowsOf(gapped, { kind: 'sessions', sort, scope: WHOLE_SCOPE })).toEqual(rows);
  });
});
