import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runToEnd } from '../../source/pipeline/columns/cooperative.ts';
import type { Dataset } from '../../source/pipeline/result/dataset.ts';
import type { Answer } from '../../source/query/query.ts';
import { userText } from '../../source/query/row-text.ts';
import { type Scope, WHOLE_SCOPE } from '../../source/query/scope.ts';
import { sessionsInScope } from '../../source/query/scoped-sessions.ts';
import type { TypeMix } from '../../source/query/session-answers.ts';
import { userOfRank } from '../../source/query/user-ranks.ts';
import { bytesOf, inputWithIds, longInput } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { answerOf, datasetOf, readerOf, rowsOf, upTo } from '../helpers/dataset.ts';
import { DAMAGED } from '../helpers/explored-files.ts';

type FactsOf<Kind> = Extract<Answer, { kind: Kind }>;

/** What the kept events of some sessions come to, by looking at each, and how many duplicates repeat one of them. */
function slowSums({ store, grouping }: Dataset, held: readonly number[]) {
  if (grouping === undefined) throw new Error('nothing is grouped');
  const { byUser, sessions, duplicates } = grouping;
  const events = held.flatMap((session) => [
    ...byUser.events.subarray(sessions.first[session], sessions.first[session + 1]),
  ]);
  const kept = new Set(events.filter((event) => !duplicates.has(event)));
  const countOf = new Map<number, number>();
  for (const event of kept) countOf.set(store.typeOf(event), (countOf.get(store.typeOf(event)) ?? 0) + 1);
  const mix = [...countOf].sort(([a, many], [b, more]) => more - many || a - b);
  const repeatsOne = (event: number): boolean =>
    duplicates.has(event) && kept.has(duplicates.originalOf(event));
  return { mix, events, kept: kept.size, duplicates: upTo(store.count).filter(repeatsOne).length };
}

/** What the sessions of a user in a scope come to. */
function slowFacts(dataset: Dataset, scope: Scope, rank: number): object {
  const { store, grouping } = dataset;
  if (grouping === undefined) throw new Error('nothing is grouped');
  const { byUser, sessions } = grouping;
  const user = userOfRank(store, grouping, rank);
  const data = { dataset, grouping, readRecord: () => new Uint8Array(), zone: undefined };
  const held = runToEnd(sessionsInScope(data, scope));
  const own = (held.rows === undefined ? upTo(held.rowCount) : [...held.rows]).filter(
    (session) => store.userOf(byUser.events[sessions.first[session]]) === user,
  );
  const { mix, events, kept, duplicates } = slowSums(dataset, own);
  return {
    mix,
    sessions: own.length,
    events: kept,
    duplicates,
    firstEvent: events[0],
    lastEvent: events.at(-1),
  };
}

const NO_FACTS = {
  mix: { types: new Uint32Array(0), counts: new Uint32Array(0) },
  sessions: 0,
  events: 0,
  duplicates: 0,
};

/** A mix as types with their counts. */
function plainMix(mix: TypeMix | undefined): unknown[] {
  return Array.from(mix?.types ?? [], (type, i) => [type, mix?.counts[i]]);
}

const anyScope = fc.constantFrom<Scope>(
  WHOLE_SCOPE,
  { ...WHOLE_SCOPE, types: { which: 'allBut', types: [0] } },
  { ...WHOLE_SCOPE, duplicates: 'alone' },
);

const COLUMNS = ['sessions', 'event_count', 'duplicates', 'user_id', 'type:1'] as const;
const SORTS = COLUMNS.flatMap((column) => [false, true].map((descending) => ({ column, descending })));

/** A dataset of a file, in which duplicates may be found by ids. */
const anyDataset = fc
  .record({
    input: fc.oneof(longInput, inputWithIds),
    gapSeconds: fc.constantFrom(undefined, 600),
    idDecides: fc.boolean(),
  })
  .map(({ input, ...settings }) => datasetOf(input.bytes, { idKey: 'id', ...settings }));

describe('the facts of users', () => {
  it('are those of their sessions in the scope, and the list is sorted by them', () => {
    check(
      fc.property(anyDataset, anyScope, (dataset, scope) => {
        if (dataset.grouping === undefined) return;
        for (const sort of SORTS) {
          const rows = rowsOf(dataset, { kind: 'users', scope, pattern: undefined, sort });
          const { facts } = answerOf(dataset, { kind: 'userFacts', scope, rows }) as FactsOf<'userFacts'>;
          const keys = rows.map((rank) => {
            const { mix, sessions, events, duplicates } = facts.get(rank) ?? NO_FACTS;
            const ofType = mix.counts[mix.types.indexOf(1)] ?? 0;
            return { sessions, event_count: events, duplicates, user_id: rank, 'type:1': ofType }[
              sort.column
            ];
          });
          expect(keys).toEqual([...keys].sort((a, b) => (sort.descending ? b - a : a - b)));
          if (sort !== SORTS[0]) continue;
          const shown = rows.map((rank) => ({ ...facts.get(rank), mix: plainMix(facts.get(rank)?.mix) }));
          expect(shown).toEqual(rows.map((rank) => slowFacts(dataset, scope, rank)));
        }
      }),
      36,
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

describe('the facts of sessions', () => {
  it('are the types of their events, and how many duplicates repeat one of them', () => {
    check(
      fc.property(anyDataset, (dataset) => {
        const rows = upTo(dataset.grouping?.sessions.count ?? 0);
        const { facts } = answerOf(dataset, { kind: 'sessionFacts', rows }) as FactsOf<'sessionFacts'>;
        const shown = rows.map((row) => ({ ...facts.get(row), mix: plainMix(facts.get(row)?.mix) }));
        expect(shown).toEqual(
          rows.map((row) => {
            const { mix, duplicates } = slowSums(dataset, [row]);
            return { mix, duplicates };
          }),
        );
      }),
      36,
    );
  });
});
