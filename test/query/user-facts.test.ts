import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runToEnd } from '../../source/pipeline/columns/cooperative.ts';
import type { Dataset } from '../../source/pipeline/result/dataset.ts';
import type { Answer, UsersQuery } from '../../source/query/query.ts';
import { userText } from '../../source/query/row-text.ts';
import { type Scope, WHOLE_SCOPE } from '../../source/query/scope.ts';
import { sessionsInScope } from '../../source/query/scoped-sessions.ts';
import { userOfRank } from '../../source/query/user-ranks.ts';
import { bytesOf, longInput } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { answerOf, datasetOf, readerOf, rowsOf, upTo } from '../helpers/dataset.ts';
import { DAMAGED } from '../helpers/explored-files.ts';

type FactsOf<Kind> = Extract<Answer, { kind: Kind }>;

/** What the kept events of a user's sessions in a scope come to, by looking at each. */
function slowFacts(dataset: Dataset, scope: Scope, rank: number): object {
  const { store, grouping } = dataset;
  if (grouping === undefined) throw new Error('nothing is grouped');
  const { byUser, sessions, duplicates } = grouping;
  const user = userOfRank(store, grouping, rank);
  const data = { dataset, grouping, readRecord: () => new Uint8Array(), zone: undefined };
  const held = runToEnd(sessionsInScope(data, scope));
  const own = (held.rows === undefined ? upTo(held.rowCount) : [...held.rows]).filter(
    (session) => store.userOf(byUser.events[sessions.first[session]]) === user,
  );
  const events = own.flatMap((session) => [
    ...byUser.events.subarray(sessions.first[session], sessions.first[session + 1]),
  ]);
  const kept = events.filter((event) => !duplicates.has(event));
  const mix: Record<string, number> = {};
  for (const event of kept) mix[store.typeOf(event)] = (mix[store.typeOf(event)] ?? 0) + 1;
  return {
    mix,
    sessions: own.length,
    events: kept.length,
    duplicates: events.length - kept.length,
    firstEvent: events[0],
    lastEvent: events.at(-1),
  };
}

const anyScope = fc.constantFrom<Scope>(
  WHOLE_SCOPE,
  { ...WHOLE_SCOPE, types: { which: 'allBut', types: [0] } },
  { ...WHOLE_SCOPE, duplicates: 'alone' },
);

describe('the facts of users', () => {
  it('are those of their sessions in the scope, and the list is sorted by them', () => {
    const cases = fc.record({
      input: longInput,
      gapSeconds: fc.constantFrom(undefined, 600),
      scope: anyScope,
      column: fc.constantFrom('sessions', 'event_count', 'duplicates', 'user_id', 'type:1' as const),
      descending: fc.boolean(),
    });
    check(
      fc.property(cases, ({ input, gapSeconds, scope, column, descending }) => {
        const dataset = datasetOf(input.bytes, { gapSeconds });
        if (dataset.grouping === undefined) return;
        const sort = { column, descending } as UsersQuery['sort'];
        const rows = rowsOf(dataset, { kind: 'users', scope, pattern: undefined, sort });
        const { facts } = answerOf(dataset, { kind: 'userFacts', scope, rows }) as FactsOf<'userFacts'>;
        const factsByRow = rows.map((rank) => {
          const { mix, ...others } = facts.get(rank) ?? { mix: undefined };
          return {
            ...others,
            mix: Object.fromEntries(Array.from(mix?.types ?? [], (type, i) => [type, mix?.counts[i]])),
          };
        });
        expect(factsByRow).toEqual(rows.map((rank) => slowFacts(dataset, scope, rank)));
        const keys = rows.map((rank, row) => {
          if (column === 'user_id') return rank;
          const {
            mix,
            sessions = 0,
            events = 0,
            duplicates = 0,
          } = { ...facts.get(rank), ...factsByRow[row] };
          return { sessions, event_count: events, duplicates, 'type:1': mix['1'] ?? 0 }[column];
        });
        const turned = descending ? keys.reverse() : keys;
        expect(turned).toEqual([...turned].sort((a, b) => a - b));
      }),
      20,
    );
  });

  it('tell how many rejected records name each user', () => {
    const dataset = datasetOf(DAMAGED);
    const { counts } = answerOf(
      dataset,
      { kind: 'userRejections', scope: WHOLE_SCOPE, rows: [0, 1] },
      readerOf(bytesOf(DAMAGED)),
    ) as FactsOf<'userRejections'>;
    const { store, grouping } = dataset;
    const factsByRow = [0, 1].map((rank) => [grouping && userText(store, grouping, rank), counts.get(rank)]);
    expect(factsByRow).toEqual([
      ['1', 0],
      ['2', 1],
    ]);
  });
});
