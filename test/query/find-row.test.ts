import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Grouping } from '../../source/pipeline/group/grouping.ts';
import { rereadRejection } from '../../source/pipeline/reject/reread-rejection.ts';
import type { FindQuery } from '../../source/query/query.ts';
import { sessionTexts, userText } from '../../source/query/row-text.ts';
import { WHOLE_SCOPE } from '../../source/query/scope.ts';
import { check } from '../helpers/check.ts';
import { answerOf, datasetOf, eventLine, readerOf, rowsOf, upTo } from '../helpers/dataset.ts';
import { scopeWith } from '../helpers/scopes.ts';
import { anyText, eventCells, isFound, ownCells, type RowCells, rejectionCells } from './filters.ts';

const SECONDS = ['00', '17', '05.5', '30.123456'];
/** Values beside those of the roles, some of them with letters that fold to others, or written with escapes. */
const VALUES = [
  ...['', ', "page": "/p/1"', ', "page": "/p/12", "ms": 4', ', "k\\u0032": 7', ', "to": "\\u212aelvin"'],
  ...[', "to": "\u212aelvin"', ', "at": {"a": [1, "caf\\u00e9"]}', ', "x": "stop"'],
];
const TEXT = upTo(120)
  .map((i) =>
    i % 5 === 4
      ? `{"user_id": ${i % 2 === 0 ? i : (i * 7) % 40}, "event_time": ${i % 2 === 0 ? '""' : i}, "event_type": "x"}\n`
      : eventLine(
          i % 3 === 0 ? `"u-${i % 17}"` : String((i * 7) % 40),
          `2024-07-10T10:0${i % 7}:${SECONDS[i % SECONDS.length]}Z`,
          `${i % 4 === 0 ? '"view"' : `"type ${i % 9}"`}${VALUES[i % VALUES.length]}`,
        ),
  )
  .join('');
const dataset = datasetOf(TEXT, { gapSeconds: 60 });
const readRecord = readerOf(TEXT);

function cellsOf(table: FindQuery['table'], row: number, text: string): RowCells {
  const { grouping } = dataset;
  if (grouping === undefined) return { texts: [], numbers: [] };
  switch (table) {
    case 'sessions':
      return sessionCells(grouping, row, text);
    case 'events':
      return eventCells(dataset, row, readRecord);
    case 'users':
      return userCells(grouping, row);
    case 'strays':
      return {
        texts: [],
        numbers: [String(dataset.strays.lineOf(row)), String(dataset.strays.byteOffsetOf(row))],
      };
    case 'rejections':
      return rejectionCells(rereadRejection(dataset, readRecord, row));
  }
}

function sessionCells(grouping: Grouping, session: number, text: string): RowCells {
  const { store } = dataset;
  const { user_id, session_start, session_end } = sessionTexts(store, grouping, session);
  const own = ownCells(dataset, session, text);
  const { first } = grouping.sessions;
  const events = [...grouping.byUser.events.subarray(first[session], first[session + 1])];
  return { ...own, texts: [user_id, session_start, session_end, ...typesOf(grouping, events), ...own.texts] };
}

function typesOf({ duplicates }: Grouping, events: readonly number[]): readonly string[] {
  const { store } = dataset;
  return events.filter((event) => !duplicates.has(event)).map((event) => store.typeText(store.typeOf(event)));
}

/** What a user's sessions come to, counted one by one. */
function userCells(grouping: Grouping, rank: number): RowCells {
  const { store } = dataset;
  const name = userText(store, grouping, rank);
  const sessions = upTo(grouping.sessions.count).map((session) => sessionTexts(store, grouping, session));
  const own = sessions.filter(({ user_id }) => user_id === name);
  const sumOf = (column: 'event_count' | 'duplicates'): string =>
    String(own.reduce((sum, cells) => sum + Number(cells[column]), 0));
  const rejected = upTo(dataset.rejections.count).filter(
    (row) => rereadRejection(dataset, readRecord, row).userId === name,
  );
  const { start, events } = grouping.byUser;
  const types = typesOf(grouping, [...events.subarray(start[rank], start[rank + 1])]);
  return {
    texts: [name, own[0].session_start, own[own.length - 1].session_end, ...types],
    numbers: [String(own.length), sumOf('event_count'), sumOf('duplicates'), String(rejected.length)],
  };
}

/** All rows of a table in an order of their own. */
function listOf(table: FindQuery['table']): number[] {
  const of = {
    dataset,
    rejections: dataset.rejections.count,
    sessions: dataset.grouping?.sessions.count ?? 0,
    strays: dataset.strays.count,
  };
  if (table === 'users') return rowsOf(dataset, { kind: 'users', scope: scopeWith({}), pattern: undefined });
  const count = table === 'events' ? dataset.store.count : of[table];
  return upTo(count).map((row) => count - 1 - row);
}

function find(query: Omit<FindQuery, 'kind' | 'scope'>): number {
  const answer = answerOf(dataset, { kind: 'find', scope: WHOLE_SCOPE, ...query }, readRecord);
  return answer.kind === 'found' ? answer.row : Number.NaN;
}

describe('finding the next row that matches', () => {
  it('finds the first one in either direction, and wraps around once', () => {
    const cases = fc.record({
      table: fc.constantFrom<FindQuery['table'][]>('sessions', 'events', 'users', 'rejections'),
      text: anyText,
      from: fc.nat({ max: 30 }),
      direction: fc.constantFrom<(1 | -1)[]>(1, -1),
    });
    check(
      fc.property(cases, ({ table, text, from, direction }) => {
        const list = listOf(table);
        const start = from % list.length;
        const places = upTo(list.length).map((i) => (start + direction * i + list.length) % list.length);
        const expected = places.find((place) => isFound(text, cellsOf(table, list[place], text))) ?? -1;
        const rows = Uint32Array.from(list);
        expect(find({ table, rows, rowCount: rows.length, from: start, direction, text })).toBe(expected);
      }),
      200,
    );
  });

  const everyEvent = { table: 'events', rows: undefined, rowCount: dataset.store.count } as const;

  it('finds the row that it begins at', () => {
    expect(find({ ...everyEvent, from: 0, direction: 1, text: 'u-0' })).toBe(0);
  });

  it('finds no row if there are none, or if the pattern has an error', () => {
    const empty = { ...everyEvent, rows: new Uint32Array(0), rowCount: 0 };
    expect(find({ ...empty, from: 0, direction: 1, text: '' })).toBe(-1);
    expect(find({ ...everyEvent, from: 0, direction: 1, text: '/(/' })).toBe(-1);
  });

  it.each([
    [-5, 1, 0],
    [1000, -1, dataset.store.count - 1],
  ] as const)('from place %d, outside the list, begins at the nearest row', (from, direction, found) => {
    expect(find({ ...everyEvent, from, direction, text: '' })).toBe(found);
  });
});
