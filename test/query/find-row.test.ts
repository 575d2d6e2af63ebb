import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Rejection, reasonText } from '../../source/pipeline/reject/rejection.ts';
import { rereadRejection } from '../../source/pipeline/reject/reread-rejection.ts';
import type { FindQuery } from '../../source/query/query.ts';
import { eventTexts, rejectionTexts, sessionTexts, userText } from '../../source/query/row-text.ts';
import { check } from '../helpers/check.ts';
import { answerOf, datasetOf, eventLine, readerOf, rowsOf, upTo } from '../helpers/dataset.ts';
import { scopeWith } from '../helpers/scopes.ts';
import { anyText, hasPattern } from './filters.ts';

const SECONDS = ['00', '17', '05.5', '30.123456'];
const TEXT = upTo(120)
  .map((i) =>
    i % 5 === 4
      ? `{"user_id": ${i}, "event_time": ${i % 2 === 0 ? '""' : i}, "event_type": "x"}\n`
      : eventLine(
          i % 3 === 0 ? `"u-${i % 17}"` : String((i * 7) % 40),
          `2024-07-10T10:0${i % 7}:${SECONDS[i % SECONDS.length]}Z`,
          i % 4 === 0 ? '"view"' : `"type ${i % 9}"`,
        ),
  )
  .join('');
const dataset = datasetOf(TEXT, { gapSeconds: 60 });
const readRecord = readerOf(TEXT);

function cellsOf(table: FindQuery['table'], row: number): readonly string[] {
  const { store, rejections, grouping } = dataset;
  if (grouping === undefined) return [];
  switch (table) {
    case 'sessions':
      return Object.values(sessionTexts(store, grouping, row));
    case 'events':
      return Object.values(eventTexts(store, rejections, row));
    case 'users':
      return [userText(store, grouping, row)];
    case 'strays':
      return [String(dataset.strays.lineOf(row)), String(dataset.strays.byteOffsetOf(row))];
    case 'rejections':
      return rejectionCells(rereadRejection(dataset, readRecord, row));
  }
}

/** A rejection is found by its code too. */
function rejectionCells(rejection: Rejection): readonly string[] {
  return [...Object.values(rejectionTexts(rejection)), reasonText(rejection)];
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

function find(query: Omit<FindQuery, 'kind'>): number {
  const answer = answerOf(dataset, { kind: 'find', ...query }, readRecord);
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
        const expected = places.find((place) => hasPattern(text, cellsOf(table, list[place]))) ?? -1;
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
