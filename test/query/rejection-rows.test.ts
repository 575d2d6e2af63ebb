import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REASONS, type Rejection } from '../../source/pipeline/index.ts';
import { JSON_DECODE_ERROR } from '../../source/pipeline/validate/reasons.ts';
import type { RejectionColumn, RejectionsQuery } from '../../source/query/query.ts';
import { scopeOfReason } from '../../source/query/rejected-scope.ts';
import { rejectionTexts } from '../../source/query/row-text.ts';
import { WHOLE_SCOPE } from '../../source/query/scope.ts';
import { check } from '../helpers/check.ts';
import { answerOf, datasetOf, readerOf, rowsOf, upTo } from '../helpers/dataset.ts';
import { rejectedFiles, reportedRejections } from '../helpers/rejected-files.ts';
import { scopeWith } from '../helpers/scopes.ts';
import { anyWord, filterOf, isKept, rejectionCells, type Word } from './filters.ts';

const COLUMNS: RejectionColumn[] = ['line', 'reason', 'user_id', 'event_type', 'event_time', 'raw', 'event'];
const SORTS = COLUMNS.flatMap((column) => [false, true].map((descending) => ({ column, descending })));
const NUMBERS: readonly RejectionColumn[] = ['line', 'event'];

/** The answer to a query, by filtering and sorting what the batch command reports. */
function slowRows(
  reported: readonly Rejection[],
  sort: RejectionsQuery['sort'],
  reason: number | undefined,
  word: Word | undefined,
): number[] {
  const cells = reported.map((rejection) => rejectionTexts(rejection)[sort.column]);
  const turn = sort.descending ? -1 : 1;
  const compare = (a: number, b: number): number => {
    if (NUMBERS.includes(sort.column)) return turn * (a - b);
    // What is empty comes last, both ways.
    if (cells[a] === '' || cells[b] === '') return Number(cells[a] === '') - Number(cells[b] === '');
    return turn * (sort.column === 'user_id' ? compareIds : compareBytes)(cells[a], cells[b]);
  };
  return upTo(reported.length)
    .filter((row) => reason === undefined || reported[row].code === REASONS[reason].code)
    .filter((row) => isKept(word, rejectionCells(reported[row])))
    .sort(compare);
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Integers come before other users. */
function compareIds(a: string, b: string): number {
  const [left, right] = [a, b].map((id) => /^-?\d+$/.test(id));
  if (left && right) return Math.sign(Number(BigInt(a) - BigInt(b)));
  return left === right ? compareBytes(a, b) : left ? -1 : 1;
}

describe('a query for rejections', () => {
  it('sorts as a plain sort of the reported rejections does, by every column, both ways', () => {
    check(
      fc.property(rejectedFiles, (bytes) => {
        const dataset = datasetOf(bytes);
        const reported = reportedRejections(bytes);
        for (const sort of SORTS) {
          const rows = rowsOf(dataset, { kind: 'rejections', scope: WHOLE_SCOPE, sort }, readerOf(bytes));
          expect(rows).toEqual(slowRows(reported, sort, undefined, undefined));
        }
      }),
      40,
    );
  });

  it('finds and sorts what a plain filter and sort of the reported rejections do', () => {
    const cases = fc.record({
      bytes: rejectedFiles,
      reason: fc.option(fc.integer({ min: 0, max: REASONS.length - 1 }), { nil: undefined }),
      sort: fc.constantFrom(...SORTS),
      word: anyWord,
    });
    check(
      fc.property(cases, ({ bytes, word, reason, sort }) => {
        const narrowed = reason === undefined ? undefined : { reason, fault: undefined };
        const scope = scopeOfReason(scopeWith({ filter: filterOf(word) }), narrowed);
        const rows = rowsOf(datasetOf(bytes), { kind: 'rejections', scope, sort }, readerOf(bytes));
        expect(rows).toEqual(slowRows(reportedRejections(bytes), sort, reason, word));
      }),
      110,
    );
  });

  it('reads no record if it neither filters nor sorts by text', () => {
    const dataset = datasetOf('{}\n{"a"}\n{}');
    const sort = { column: 'line', descending: false } as const;
    const scope = WHOLE_SCOPE;
    expect(answerOf(dataset, { kind: 'rejections', sort, scope })).toMatchObject({
      kind: 'rows',
      rows: undefined,
      rowCount: 3,
    });
    const narrowed = { reason: JSON_DECODE_ERROR, fault: undefined };
    const broken = scopeOfReason(scope, narrowed);
    expect(rowsOf(dataset, { kind: 'rejections', sort, scope: broken })).toEqual([1]);
  });
});
