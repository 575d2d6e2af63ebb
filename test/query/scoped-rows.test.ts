import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runToEnd } from '../../source/pipeline/columns/cooperative.ts';
import { idAt, type RowSelection } from '../../source/pipeline/columns/row-selection.ts';
import { firstEventOf } from '../../source/pipeline/group/sessions.ts';
import type { Instant } from '../../source/pipeline/time/instant.ts';
import { WHOLE_SCOPE } from '../../source/query/scope.ts';
import { eventsInFileOrder, eventsInScope } from '../../source/query/scoped-events.ts';
import { sessionsHolding, sessionsInScope, usersInScope } from '../../source/query/scoped-sessions.ts';
import { eventsByTime } from '../../source/query/time-order.ts';
import { isWithin, type TimeRange } from '../../source/query/time-range.ts';
import { userOfRank } from '../../source/query/user-ranks.ts';
import { longInput, messyInput } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { answerOf, datasetOf, readerOf, upTo } from '../helpers/dataset.ts';
import { typeChoices } from '../helpers/scopes.ts';
import { sessionOf } from './filters.ts';

const share = fc.option(fc.double({ min: -0.1, max: 1.1, noNaN: true }), { nil: undefined });

/** Terms about columns, each with values that are taken from the file. */
const columnTerms = fc.array(
  fc.record({
    kind: fc.constantFrom('user' as const, 'type' as const),
    picks: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
    isNegated: fc.boolean(),
  }),
  { maxLength: 2 },
);

const cases = fc.record({
  input: fc.oneof(longInput, messyInput),
  gapSeconds: fc.constantFrom(undefined, 1, 600),
  from: share,
  to: share,
  whole: fc.boolean(),
  userOf: fc.option(fc.nat(), { nil: undefined }),
  types: typeChoices(4),
  duplicates: fc.constantFrom('hidden', 'shown', 'alone'),
  columnTerms,
});

function listOf(rows: RowSelection): number[] {
  return upTo(rows.rowCount).map((row) => idAt(rows, row));
}

describe('a scope', () => {
  it('holds the same events in every list, the sessions that hold one of them, their users, and counts them so', () => {
    check(
      fc.property(cases, ({ input, gapSeconds, from, to, whole, userOf, types, duplicates, columnTerms }) => {
        const dataset = datasetOf(input.bytes, { gapSeconds });
        const { store, grouping } = dataset;
        const { firstEvent, lastEvent } = grouping ?? {};
        if (grouping === undefined || firstEvent === undefined || lastEvent === undefined) return;
        const at = (part: number | undefined): Instant | undefined => {
          if (part === undefined) return undefined;
          const seconds = firstEvent.seconds + part * (lastEvent.seconds - firstEvent.seconds);
          return { seconds: Math.floor(seconds), nanoseconds: whole ? 0 : 500_000_000 };
        };
        const range: TimeRange = { from: at(from), to: at(to) };
        const user = userOf === undefined ? undefined : store.userOf(userOf % store.count);
        const textOf = (kind: 'user' | 'type', event: number): string =>
          kind === 'user' ? store.users.textOf(store.userOf(event)) : store.typeText(store.typeOf(event));
        const terms = columnTerms.map(({ kind, picks, isNegated }) => ({
          kind,
          isNegated,
          comparison: '=' as const,
          values: picks.map((pick) => ({ text: textOf(kind, pick % store.count), isLiteral: true })),
        }));
        const fits = (event: number): boolean =>
          terms.every(
            ({ kind, values, isNegated }) =>
              values.some(({ text }) => text === textOf(kind, event)) !== isNegated,
          );
        const filter = terms.length === 0 ? undefined : { text: '', terms };
        const scope = { ...WHOLE_SCOPE, range, user, filter, types, duplicates };
        const isChosen = (type: number) => types.types.includes(type) === (types.which === 'only');
        const readRecord = readerOf(input.bytes);
        const data = { dataset, grouping, readRecord, zone: undefined };
        const plain = upTo(store.count).filter(
          (event) =>
            (user === undefined || store.userOf(event) === user) &&
            (duplicates === 'shown' || grouping.duplicates.has(event) === (duplicates === 'alone')) &&
            isChosen(store.typeOf(event)) &&
            fits(event) &&
            isWithin(range, { seconds: store.secondsOf(event), nanoseconds: store.nanosecondsOf(event) }),
        );
        const inFile = runToEnd(eventsInFileOrder(data, scope));
        expect(listOf(inFile)).toEqual(plain);
        const inTime = [...runToEnd(eventsInScope(data, scope))];
        expect(inTime).toEqual(plain.toSorted((a, b) => store.compareTimes(a, b) || a - b));
        const held = new Set(plain.map((event) => sessionOf(grouping, event)));
        const sessions = upTo(grouping.sessions.count).filter((session) => held.has(session));
        expect(listOf(runToEnd(sessionsHolding(data, scope, inFile)))).toEqual(sessions);
        expect(listOf(runToEnd(sessionsInScope(data, scope)))).toEqual(sessions);
        const users = new Set(sessions.map((session) => store.userOf(firstEventOf(grouping, session))));
        const ranks = listOf(runToEnd(usersInScope(data, scope)));
        expect(ranks.map((rank) => userOfRank(store, grouping, rank))).toEqual([...users]);
        expect(answerOf(dataset, { kind: 'counts', of: 'events', scope }, readRecord)).toMatchObject({
          counts: { events: plain.length, sessions: sessions.length },
        });
        const trend = answerOf(dataset, { kind: 'trend', scope, bucketSeconds: 60 }, readRecord);
        if (trend.kind !== 'trend') throw new Error('a trend was asked for');
        const shown = (counts: Float64Array) =>
          counts.reduce((sum, count, type) => (isChosen(type) ? sum + count : sum), 0);
        expect(shown(trend.countByType)).toBe(plain.length);
        const all = runToEnd(eventsInScope(data, { ...scope, range: undefined }));
        const outside = shown(trend.earlierByType) + shown(trend.laterByType);
        expect(outside).toBe(all.length - plain.length);
      }),
      60,
    );
  });

  it('of a user holds no session of another user whose event a duplicate with its id repeats', () => {
    const lines = ['ann', 'ben', 'ben'].map((user, i) =>
      JSON.stringify({
        user_id: user,
        event_time: '2024-07-10',
        event_type: 'view',
        id: i === 2 ? 'b' : 'a',
      }),
    );
    const dataset = datasetOf(lines.join('\n'), { idKey: 'id', idDecides: true });
    const user = dataset.store.userOf(1);
    const scope = { ...WHOLE_SCOPE, user, duplicates: 'shown' } as const;
    expect(answerOf(dataset, { kind: 'counts', of: 'events', scope })).toMatchObject({
      counts: { events: 2, sessions: 1 },
    });
  });

  it('is in order of time whatever the times need: fractions, years before 1970 and after 2106', () => {
    const times = [
      '2200-01-01',
      '1969-12-31T23:59:59.5',
      '2024-07-10',
      '0001-01-01',
      '2024-07-10T00:00:00.25',
      '9999-12-31',
    ];
    const lines = times.map((time) => JSON.stringify({ user_id: 1, event_time: time, event_type: 'view' }));
    const { store, grouping } = datasetOf(lines.join('\n'));
    if (grouping === undefined) throw new Error('there are events');
    expect([...runToEnd(eventsByTime(store, grouping, undefined))]).toEqual([3, 1, 2, 4, 0, 5]);
  });
});
