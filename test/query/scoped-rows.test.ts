import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runToEnd } from '../../source/pipeline/columns/cooperative.ts';
import { idAt, type RowSelection } from '../../source/pipeline/columns/row-selection.ts';
import { firstEventOf } from '../../source/pipeline/group/sessions.ts';
import type { Instant } from '../../source/pipeline/time/parse-timestamp.ts';
import { WHOLE_SCOPE } from '../../source/query/scope.ts';
import { eventsInFileOrder, eventsInScope } from '../../source/query/scoped-events.ts';
import { sessionsHolding, sessionsInScope, usersInScope } from '../../source/query/scoped-sessions.ts';
import { isWithin, type TimeRange } from '../../source/query/time-range.ts';
import { userOfRank } from '../../source/query/user-ranks.ts';
import { longInput, messyInput } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { answerOf, datasetOf, readerOf, upTo } from '../helpers/dataset.ts';
import { sessionOf } from './filters.ts';

const share = fc.option(fc.double({ min: -0.1, max: 1.1, noNaN: true }), { nil: undefined });

const cases = fc.record({
  input: fc.oneof(longInput, messyInput),
  gapSeconds: fc.constantFrom(undefined, 1, 600),
  from: share,
  to: share,
  whole: fc.boolean(),
  userOf: fc.option(fc.nat(), { nil: undefined }),
  hiddenTypes: fc.array(fc.nat(4), { maxLength: 2 }),
  duplicates: fc.constantFrom('hidden', 'shown', 'alone'),
});

function listOf(rows: RowSelection): number[] {
  return upTo(rows.rowCount).map((row) => idAt(rows, row));
}

describe('a scope', () => {
  it('holds the same events in every list, the sessions that hold one of them, their users, and counts them so', () => {
    check(
      fc.property(cases, ({ input, gapSeconds, from, to, whole, userOf, hiddenTypes, duplicates }) => {
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
        const scope = { ...WHOLE_SCOPE, range, user, hiddenTypes, duplicates };
        const readRecord = readerOf(input.bytes);
        const data = { dataset, grouping, readRecord, zone: undefined };
        const plain = upTo(store.count).filter(
          (event) =>
            (user === undefined || store.userOf(event) === user) &&
            (duplicates === 'shown' || grouping.duplicates.has(event) === (duplicates === 'alone')) &&
            !hiddenTypes.includes(store.typeOf(event)) &&
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
          counts.reduce((sum, count, type) => (hiddenTypes.includes(type) ? sum : sum + count), 0);
        expect(shown(trend.countByType)).toBe(plain.length);
        const all = runToEnd(eventsInScope(data, { ...scope, range: undefined }));
        const outside = shown(trend.earlierByType) + shown(trend.laterByType);
        expect(outside).toBe(all.length - plain.length);
      }),
      60,
    );
  });
});
