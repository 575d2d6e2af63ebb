import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REASONS } from '../../source/pipeline/index.ts';
import { rereadRejection } from '../../source/pipeline/reject/reread-rejection.ts';
import { INPUT_PARTS } from '../../source/query/fault-queries.ts';
import { parseFilter } from '../../source/query/filter-language/parse-filter.ts';
import type { Answer } from '../../source/query/query.ts';
import { scopeOfReason } from '../../source/query/rejected-scope.ts';
import { MOST_EXPLAINED } from '../../source/query/rejection-kinds.ts';
import { type Scope, WHOLE_SCOPE } from '../../source/query/scope.ts';
import { check } from '../helpers/check.ts';
import { answerOf, datasetOf, eventLine, readerOf, rowsOf, upTo } from '../helpers/dataset.ts';
import { rejectedFiles } from '../helpers/rejected-files.ts';

const IN_FILE_ORDER = { sort: { column: 'line', descending: false } } as const;

/** Narrowed to a kind, or a value of it, as the filter of a command says it. */
function typedScope(reason: number, kind: string, value: string | undefined): Scope {
  const { filter } = scopeOfReason(WHOLE_SCOPE, { reason, fault: { kind, value } });
  const typed = parseFilter(filter?.text ?? '', { clock: { zone: 'UTC', nowSeconds: 0 }, keys: undefined });
  if (typed === undefined || 'error' in typed) throw new Error(`${filter?.text}: ${typed?.error}`);
  return { ...WHOLE_SCOPE, filter: typed };
}

function kindsOf(input: string | Uint8Array, reason: number): Extract<Answer, { kind: 'rejectionKinds' }> {
  const query = { kind: 'rejectionKinds', scope: WHOLE_SCOPE, reason, sizeBytes: undefined } as const;
  const answer = answerOf(datasetOf(input), query, readerOf(input));
  if (answer.kind !== 'rejectionKinds') throw new Error(`kinds were asked for, not ${answer.kind}`);
  return answer;
}

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}

describe('where rejections are, and of what kinds', () => {
  it('adds up to the rejections of each reason, and a kind or value has as many rows as it counts', () => {
    check(
      fc.property(rejectedFiles, (bytes) => {
        const dataset = datasetOf(bytes);
        const { countByReason } = dataset.rejections;
        const places = answerOf(dataset, {
          kind: 'rejectionPlaces',
          scope: WHOLE_SCOPE,
          sizeBytes: undefined,
        });
        for (const reason of REASONS.keys()) {
          const all = countByReason[reason];
          expect(places.kind === 'rejectionPlaces' && sum(places.places[reason])).toBe(all);
          const { kinds, explained, of } = kindsOf(bytes, reason);
          expect([explained, of]).toEqual([all, all]);
          for (const { kind, count, values, places: placesOfKind } of kinds) {
            expect(sum(placesOfKind)).toBe(count);
            const named = [{ value: undefined, count }, ...values];
            for (const { value, count: counted } of named) {
              const query = {
                kind: 'rejections',
                ...IN_FILE_ORDER,
                scope: typedScope(reason, kind, value),
              } as const;
              expect(rowsOf(dataset, query, readerOf(bytes))).toHaveLength(counted);
            }
          }
        }
      }),
      60,
    );
  });

  it('counts what a plain look at every rejection counts', () => {
    check(
      fc.property(rejectedFiles, (bytes) => {
        const dataset = datasetOf(bytes);
        const counted = new Map<string, number>();
        for (const row of upTo(dataset.rejections.count)) {
          const { fault, code } = rereadRejection(dataset, readerOf(bytes), row);
          const name = `${code} ${fault?.kind} ${fault?.value}`;
          if (fault?.value !== '') counted.set(name, (counted.get(name) ?? 0) + 1);
        }
        const described = REASONS.flatMap(({ code }, reason) =>
          kindsOf(bytes, reason).kinds.flatMap(({ kind, values }) =>
            values.map(({ value, count }) => [`${code} ${kind} ${value}`, count] as const),
          ),
        );
        expect(new Map(described)).toEqual(counted);
      }),
      60,
    );
  });

  it('tells times apart by how they are written, and has their values, most frequent first', () => {
    const times = ['24/11/2026 08:15', 'soon', '25/11/2026 09:00', 'soon', '26/11/2026 09:00', '2026-13-01'];
    const { kinds } = kindsOf(times.map((time) => eventLine('1', time, '"a"')).join(''), 6);
    expect(kinds.map(({ kind, count, values }) => [kind, count, values[0].value])).toEqual([
      ['is no date (99/99/9999 99:99)', 3, "'24/11/2026 08:15'"],
      ['is no date', 2, "'soon'"],
      ['has no such month (9999-99-99)', 1, "'2026-13-01'"],
    ]);
  });

  it('says of broken JSON what was expected, and counts what was found', () => {
    const { kinds } = kindsOf('{"a": 1 "b": 2}\n{"a": 1 x}\n{"a": "\n{"a": 1 "c": 2}\n', 1);
    expect(kinds.map(({ kind, count, values }) => [kind, count, values])).toEqual([
      [
        "expected ',' or '}'",
        3,
        [
          { value: "found '\"'", count: 2 },
          { value: "found 'x'", count: 1 },
        ],
      ],
      ['expected a closing quote', 1, [{ value: 'found the end of the record', count: 1 }]],
    ]);
  });

  it('says which key is missing, and which value is invalid', () => {
    const lines = ['{"event_time": "2026", "event_type": 1}', '{"user_id": 1}', '{"user_id": 1}'];
    const wrong = eventLine('1.5', '2026-01-01', '"a"') + eventLine('null', '2026-01-01', '"a"');
    const { kinds } = kindsOf(`${lines.join('\n')}\n${wrong}`, 3);
    expect(kinds.map(({ kind, count, values }) => [kind, count, values.map(({ value }) => value)])).toEqual([
      ['event_time is missing', 2, []],
      ['user_id is not an integer or a string that is not blank', 2, ['1.5', 'null']],
      ['user_id is missing', 1, []],
    ]);
  });

  it('puts a rejection where it lies in the file, whose size may be known before it is read', () => {
    const text = `${eventLine('1', '2026-01-01', '"a"').repeat(99)}{}\n`;
    const partsOf = (sizeBytes: number | undefined): number[] => {
      const answer = answerOf(datasetOf(text), { kind: 'rejectionPlaces', scope: WHOLE_SCOPE, sizeBytes });
      const places = answer.kind === 'rejectionPlaces' ? answer.places[3] : [];
      return [...places.entries()].filter(([, count]) => count > 0).map(([part]) => part);
    };
    expect(partsOf(undefined)).toEqual([INPUT_PARTS - 1]);
    expect(partsOf(2 * text.length)).toEqual([INPUT_PARTS / 2 - 1]);
  });

  it('looks at a sample of many, spread over the file, and says of how many', () => {
    const all = MOST_EXPLAINED + 4000;
    const text = '{"user_id": 1}\n'.repeat(all / 2) + '{"event_time": 1}\n'.repeat(all / 2);
    const { explained, of, kinds } = kindsOf(text, 3);
    expect([explained, of]).toEqual([MOST_EXPLAINED, all]);
    expect(kinds.map(({ kind, count }) => [kind, count])).toEqual([
      ['event_time is missing', MOST_EXPLAINED / 2],
      ['user_id is missing', MOST_EXPLAINED / 2],
    ]);
  });
});
