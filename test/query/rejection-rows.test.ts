import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pipeline, REASONS, type Rejection } from '../../source/pipeline/index.ts';
import { rereadRejection } from '../../source/pipeline/reject/reread-rejection.ts';
import type { RejectionColumn, RejectionsQuery } from '../../source/query/query.ts';
import { rejectionTexts } from '../../source/query/row-text.ts';
import { bytesOf, joined, messyInput, structuralInput } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { answerOf, datasetOf, eventLine, readerOf, rowsOf, upTo } from '../helpers/dataset.ts';
import { anyFilter, isKept } from './filters.ts';

const COLUMNS: RejectionColumn[] = ['event', 'line', 'reason', 'user_id', 'event_time', 'event_type', 'raw'];

const files = fc.oneof(
  fc.array(messyInput, { maxLength: 5 }).map((inputs) => joined(...inputs.map(({ bytes }) => bytes))),
  structuralInput.map(({ bytes }) => bytes),
);

/** What the pipeline told of the rejections when it found them. */
function toldOf(bytes: Uint8Array, settings = {}): Rejection[] {
  const told: Rejection[] = [];
  const pipeline = new Pipeline(settings, (rejection) => told.push(rejection));
  pipeline.push(bytes);
  pipeline.finish();
  return told;
}

/** Where a record that is too long ends is not known yet when it is told of: blanks behind it may be shown with it. */
function withoutBlankEnd(rejection: Rejection): Rejection {
  return rejection.code === 'record_too_long' ? { ...rejection, raw: rejection.raw.trimEnd() } : rejection;
}

/** The same answer by plain sorting. */
function slowRows(told: readonly Rejection[], { code, sort, filter }: RejectionsQuery): number[] {
  const cells = told.map(rejectionTexts);
  const column = COLUMNS.indexOf(sort.column);
  const turn = sort.descending ? -1 : 1;
  const compare = (a: string, b: string): number =>
    column < 2 ? Number(a) - Number(b) : Buffer.compare(Buffer.from(a), Buffer.from(b));
  return upTo(told.length)
    .filter((row) => code === undefined || told[row].code === REASONS[code].code)
    .filter((row) => isKept(filter, cells[row]))
    .sort((a, b) => turn * compare(firstHundred(cells[a][column]), firstHundred(cells[b][column])));
}

/** Texts are told apart by a hundred characters. */
function firstHundred(text: string): string {
  return [...text].slice(0, 100).join('');
}

describe('the rejections', () => {
  it('read again say what was told when they were found', () => {
    const cases = fc.record({ bytes: files, maxRecordBytes: fc.constantFrom(40, 1000, 2 ** 24) });
    check(
      fc.property(cases, ({ bytes, maxRecordBytes }) => {
        const dataset = datasetOf(bytes, { maxRecordBytes });
        const rows = upTo(dataset.rejections.count);
        const read = rows.map((row) => rereadRejection(dataset, readerOf(bytes), row));
        const told = toldOf(bytes, { maxRecordBytes });
        expect(read.map(withoutBlankEnd)).toEqual(told.map(withoutBlankEnd));
      }),
      100,
    );
  });

  it('are those a plain search and sort finds, by every column, both ways, equal ones in file order', () => {
    const cases = fc.record({
      bytes: files,
      code: fc.option(fc.integer({ min: 0, max: REASONS.length - 1 }), { nil: undefined }),
      sort: fc.record({ column: fc.constantFrom(...COLUMNS), descending: fc.boolean() }),
      filter: anyFilter,
    });
    check(
      fc.property(cases, ({ bytes, ...rest }) => {
        const query = { kind: 'rejections', ...rest } as const;
        const rows = rowsOf(datasetOf(bytes), query, readerOf(bytes));
        expect(rows).toEqual(slowRows(toldOf(bytes), query));
      }),
      150,
    );
  });

  it('are all of them in file order, and no record is read for that', () => {
    const dataset = datasetOf('{}\n{"a"}\n{}');
    const sort = { column: 'line', descending: false } as const;
    expect(answerOf(dataset, { kind: 'rejections', code: undefined, sort, filter: undefined })).toEqual({
      kind: 'rows',
      rows: undefined,
      rowCount: 3,
    });
    expect(rowsOf(dataset, { kind: 'rejections', code: 1, sort, filter: undefined })).toEqual([1]);
  });
});

describe('the column at which JSON breaks is counted from where its line begins', () => {
  const good = eventLine('1', '2024-07-10T10:00:00Z', '"view"').trimEnd();

  it.each([
    ['near by', `\n\n  {"a" 1}`],
    ['after a byte-order mark', '\ufeff{"a" 1}'],
    ['far back on the first line', `[${`${good}, `.repeat(50)}{"a" 1}]`],
    ['far back on another line', `\n[\n${`${good}, `.repeat(50)}{"a" 1}]`],
    ['over a MiB back', `\n[\n${`${good}, `.repeat(20_000)}\n${`${good}, `.repeat(20_000)}{"a" 1}]`],
  ])('%s', (_, text) => {
    const bytes = bytesOf(text);
    expect(rereadRejection(datasetOf(bytes), readerOf(bytes), 0)).toEqual(toldOf(bytes)[0]);
  });
});

describe('of a record', () => {
  it('that is too long no more than a MiB is read', () => {
    const bytes = bytesOf(`{"user_id": 7, "pad": "${'x'.repeat(1_200_000)}"}`);
    const dataset = datasetOf(bytes, { maxRecordBytes: 1_100_000 });
    let most = 0;
    const { userId } = rereadRejection(
      dataset,
      (byteOffset, byteLength) => {
        most = Math.max(most, byteLength);
        return readerOf(bytes)(byteOffset, byteLength);
      },
      0,
    );
    expect(userId).toBe('7');
    expect(most).toBe(1024 * 1024);
  });

  it('that is no longer there as it was, something is said all the same', () => {
    const dataset = datasetOf('\n{}\n{"a" 1}');
    for (const row of [0, 1]) {
      expect(rereadRejection(dataset, () => new Uint8Array(0), row)).toMatchObject({
        raw: '',
        line: row + 2,
      });
    }
  });
});
