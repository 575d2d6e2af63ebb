import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runToEnd } from '../../source/pipeline/columns/cooperative.ts';
import { idAt, type RowSelection } from '../../source/pipeline/columns/row-selection.ts';
import { compareInstants, type Instant } from '../../source/pipeline/time/parse-timestamp.ts';
import { eventRows } from '../../source/query/event-rows.ts';
import { isWithin, narrowedEvents, narrowedSessions, type TimeRange } from '../../source/query/narrowing.ts';
import { longInput, messyInput } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { datasetOf, upTo } from '../helpers/dataset.ts';

const share = fc.option(fc.double({ min: -0.1, max: 1.1, noNaN: true }), { nil: undefined });

const cases = fc.record({
  input: fc.oneof(longInput, messyInput),
  gapSeconds: fc.constantFrom(undefined, 1, 600),
  from: share,
  to: share,
  whole: fc.boolean(),
  userOf: fc.option(fc.nat(), { nil: undefined }),
});

function listOf(rows: RowSelection): number[] {
  return upTo(rows.rowCount).map((row) => idAt(rows, row));
}

describe('what is narrowed', () => {
  it('are the events that the screen shows for the user and the range, and the sessions that hold one', () => {
    check(
      fc.property(cases, ({ input, gapSeconds, from, to, whole, userOf }) => {
        const dataset = datasetOf(input.bytes, { gapSeconds });
        const { store, grouping } = dataset;
        if (grouping === undefined || store.count === 0) return;
        const { firstEvent, lastEvent } = grouping;
        if (firstEvent === undefined || lastEvent === undefined) return;
        const at = (part: number | undefined): Instant | undefined => {
          if (part === undefined) return undefined;
          const seconds = firstEvent.seconds + part * (lastEvent.seconds - firstEvent.seconds);
          return { seconds: Math.floor(seconds), nanoseconds: whole ? 0 : 500_000_000 };
        };
        const range: TimeRange = { from: at(from), to: at(to) };
        const user = userOf === undefined ? undefined : store.userOf(userOf % store.count);
        const narrowing = { range, user };
        const timeOf = (event: number): Instant => ({
          seconds: store.secondsOf(event),
          nanoseconds: store.nanosecondsOf(event),
        });
        for (const which of ['kept', 'duplicates'] as const) {
          const chosen = listOf(runToEnd(narrowedEvents(store, grouping, narrowing, which)));
          const plain = upTo(store.count).filter(
            (event) =>
              (user === undefined || store.userOf(event) === user) &&
              grouping.duplicates.has(event) === (which === 'duplicates') &&
              (range.from === undefined || compareInstants(timeOf(event), range.from) >= 0) &&
              (range.to === undefined || compareInstants(timeOf(event), range.to) < 0),
          );
          expect(chosen).toEqual(plain);
          if (!whole) continue;
          // The screen has ranges of whole seconds.
          const shown = eventRows(dataset, {
            kind: 'events',
            user,
            window: {
              fromSeconds: range.from?.seconds ?? Number.NEGATIVE_INFINITY,
              toSeconds: range.to?.seconds ?? Number.POSITIVE_INFINITY,
            },
            hiddenTypes: [],
            duplicates: which === 'kept' ? 'hidden' : 'alone',
            sort: { column: 'event', descending: false },
            filter: undefined,
          });
          expect(listOf(runToEnd(shown))).toEqual(chosen);
        }
        const { sessions, byUser } = grouping;
        const holding = upTo(sessions.count).filter((session) => {
          const events = byUser.events.subarray(sessions.first[session], sessions.first[session + 1]);
          return [...events].some(
            (event) =>
              !grouping.duplicates.has(event) &&
              (user === undefined || store.userOf(event) === user) &&
              isWithin(range, timeOf(event)),
          );
        });
        expect(listOf(runToEnd(narrowedSessions(store, grouping, narrowing)))).toEqual(holding);
      }),
      60,
    );
  });
});
