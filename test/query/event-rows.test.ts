import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../source/pipeline/result/dataset.ts';
import { compareUsers } from '../../source/pipeline/store/user-order.ts';
import type { EventColumn, EventsQuery } from '../../source/query/query.ts';
import { eventTexts } from '../../source/query/row-text.ts';
import { type Scope, WHOLE_SCOPE } from '../../source/query/scope.ts';
import { isWithin } from '../../source/query/time-range.ts';
import { inputWithIds, longInput } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { datasetOf, eventLine, readerOf, rowsOf, upTo } from '../helpers/dataset.ts';
import { scopeWith, typeChoices, wordFilter } from '../helpers/scopes.ts';
import { anyWord, filterOf, isEventKept, type Word } from './filters.ts';

const COLUMNS: EventColumn[] = ['event_time', 'user_id', 'event_type', 'event'];
const SORTS = COLUMNS.flatMap((column) => [false, true].map((descending) => ({ column, descending })));

/** The same rows by plain sorting. */
function slowRows(dataset: Dataset, query: EventsQuery, word: Word | undefined, input: Uint8Array): number[] {
  const { store, grouping } = dataset;
  if (grouping === undefined) return [];
  const { scope, sort } = query;
  const { user, range, types, duplicates } = scope;
  const timeOf = (event: number) => ({
    seconds: store.secondsOf(event),
    nanoseconds: store.nanosecondsOf(event),
  });
  const compare = (a: number, b: number): number => {
    switch (sort.column) {
      case 'event_time':
        return store.compareTimes(a, b);
      case 'user_id':
        return compareUsers(store.users, store.userOf(a), store.userOf(b));
      case 'event_type':
        return store.types.compare(store.typeOf(a), store.typeOf(b));
      case 'event':
        return a - b;
    }
  };
  const turn = sort.descending ? -1 : 1;
  return upTo(store.count)
    .filter((event) => user === undefined || store.userOf(event) === user)
    .filter((event) => range === undefined || isWithin(range, timeOf(event)))
    .filter((event) => types.types.includes(store.typeOf(event)) === (types.which === 'only'))
    .filter((event) => duplicates === 'shown' || grouping.duplicates.has(event) === (duplicates === 'alone'))
    .filter((event) => isEventKept(dataset, word, event, readerOf(input)))
    .sort((a, b) => store.compareTimes(a, b) || a - b)
    .sort((a, b) => turn * compare(a, b));
}

const TEN = Date.UTC(2024, 6, 10, 22) / 1000;
const instant = fc.option(
  fc.record({
    seconds: fc.integer({ min: TEN, max: TEN + 3 * 3600 }),
    nanoseconds: fc.constantFrom(0, 1, 500_000_000),
  }),
  { nil: undefined },
);
const EVERYTHING = {
  kind: 'events',
  scope: WHOLE_SCOPE,
  sort: { column: 'event_time', descending: false },
} as const;

function withScope(change: Partial<Scope>): EventsQuery {
  return { ...EVERYTHING, scope: scopeWith(change) };
}

describe('rows of events', () => {
  it('equal a plain stable sort, by every column and both ways', () => {
    check(
      fc.property(fc.oneof(longInput, inputWithIds), fc.boolean(), ({ bytes }, idDecides) => {
        const dataset = datasetOf(bytes, { idKey: 'id', idDecides });
        for (const sort of SORTS) {
          const query = { ...EVERYTHING, sort };
          expect(rowsOf(dataset, query)).toEqual(slowRows(dataset, query, undefined, bytes));
        }
      }),
      24,
    );
  });

  it('equal a plain filter and a plain stable sort in any scope', () => {
    const cases = fc.record({
      input: fc.oneof(longInput, inputWithIds),
      idDecides: fc.boolean(),
      someEvent: fc.option(fc.nat(), { nil: undefined }),
      range: fc.option(fc.record({ from: instant, to: instant }), { nil: undefined }),
      types: typeChoices(5),
      duplicates: fc.constantFrom('hidden', 'shown', 'alone'),
      sort: fc.constantFrom(...SORTS),
      word: anyWord,
    });
    check(
      fc.property(cases, ({ input, idDecides, someEvent, sort, word, ...rest }) => {
        const dataset = datasetOf(input.bytes, { idKey: 'id', idDecides });
        const { store } = dataset;
        const user =
          someEvent === undefined || store.count === 0 ? undefined : store.userOf(someEvent % store.count);
        const scope = { ...rest, user, filter: filterOf(word) };
        const query = { kind: 'events', scope, sort } as const;
        expect(rowsOf(dataset, query, readerOf(input.bytes))).toEqual(
          slowRows(dataset, query, word, input.bytes),
        );
      }),
      96,
    );
  });

  const text =
    eventLine('1', '2024-07-10T11:00:00Z', '"view"') +
    '{"user_id": 1}\n' +
    eventLine('2', '2024-07-10T10:00:00.5Z', '"click", "ms": 3') +
    eventLine('1', '2024-07-10T11:00:00Z', '"view"') +
    eventLine('2', '2024-07-10T12:00:00Z', '"view"');
  const dataset = datasetOf(text);

  it('are in order of time, each event once', () => {
    expect(rowsOf(dataset, EVERYTHING)).toEqual([1, 0, 3]);
    expect(rowsOf(dataset, withScope({ duplicates: 'shown' }))).toEqual([1, 0, 2, 3]);
  });

  it('are found by what their cells show, the number among all records and the values of the record included', () => {
    expect(
      upTo(2).map((event) => Object.values(eventTexts(dataset.store, dataset.rejections, event))),
    ).toEqual([
      ['2024-07-10 11:00:00', '1', 'view', '1'],
      ['2024-07-10 10:00:00.500', '2', 'click', '3'],
    ]);
    for (const word of ['/^3$/', '3', 'ms=3', 'click'])
      expect(rowsOf(dataset, withScope({ filter: wordFilter(word) }), readerOf(text))).toEqual([1]);
  });

  it('include the beginning of a time window, but not its end', () => {
    const from = { seconds: Date.UTC(2024, 6, 10, 10) / 1000, nanoseconds: 0 };
    const to = { seconds: Date.UTC(2024, 6, 10, 12) / 1000, nanoseconds: 0 };
    expect(rowsOf(dataset, withScope({ range: { from, to } }))).toEqual([1, 0]);
    expect(rowsOf(dataset, withScope({ range: { from: to, to: from } }))).toEqual([]);
  });

  it('are empty for a user without events', () => {
    expect(rowsOf(dataset, withScope({ user: 3 }))).toEqual([]);
    expect(rowsOf(dataset, withScope({ user: 0xffffffff }))).toEqual([]);
  });
});
