import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SortKind } from '../../../source/output/formats/cell-keys.ts';
import { CsvRows } from '../../../source/output/formats/csv-rows.ts';
import { PickedRows } from '../../../source/output/formats/picked-rows.ts';
import { SortedRows } from '../../../source/output/formats/sorted-rows.ts';
import { check } from '../../helpers/check.ts';
import { slowDelimited } from '../../helpers/tables-back.ts';

/** Rows of some texts, in batches of a few. */
function csvOf(rows: readonly (readonly string[])[]): Uint8Array {
  const csv = new CsvRows();
  for (const row of rows) {
    for (const cell of row) csv.text(cell);
    csv.endRow();
  }
  return csv.rows.slice();
}

function sorted(
  rows: readonly (readonly string[])[],
  kind: SortKind,
  isDescending: boolean,
  thenByTime?: number,
): string[][] {
  const sorter = new SortedRows(2, { column: 1, kind, isDescending, thenByTime });
  for (let at = 0; at < rows.length; at += 3) sorter.add(csvOf(rows.slice(at, at + 3)));
  const text = [...sorter.batches()].map((batch) => Buffer.from(batch).toString()).join('');
  return slowDelimited(text, ',');
}

const time = fc
  .record({
    at: fc.integer({ min: -9e8, max: 9e8 }),
    fraction: fc.constantFrom('', '.5', '.000000001', '.123456'),
  })
  .map(({ at, fraction }) => new Date(at * 1000).toISOString().replace(/\.000Z$/, `${fraction}Z`));
const number = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.maxSafeInteger()).map(String);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom('a', 'b', 'B', '\ue000', '😀', 'a,"b'),
);

/** What each kind of cells is compared by, written plainly; users and mixed cells have their numbers first. */
const KINDS: readonly (readonly [SortKind, fc.Arbitrary<string>, (a: string, b: string) => number])[] = [
  ['integer', number, (a, b) => Number(a) - Number(b)],
  ['time', time, (a, b) => byText(nineDigits(a), nineDigits(b))],
  ['text', text, byText],
  ['user', fc.oneof(number, text), (a, b) => numbersFirst(a, b, /^-?\d+$/)],
  [
    'mixed',
    fc.oneof(number, text, fc.constantFrom('1.5', '-2.25')),
    (a, b) => numbersFirst(a, b, /^-?\d+(\.\d+)?$/),
  ],
];

function nineDigits(time: string): string {
  return time.replace(/(?:\.(\d+))?Z/, (_, fraction = '') => `.${fraction.padEnd(9, '0')}`);
}

function byText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function numbersFirst(a: string, b: string, pattern: RegExp): number {
  const [left, right] = [pattern.test(a), pattern.test(b)];
  if (left && right) return Number(a) - Number(b);
  return left === right ? byText(a, b) : left ? -1 : 1;
}

describe('rows of a file', () => {
  it.for(KINDS)(
    'are sorted as a plain sort has it, equal ones in their order: %s',
    ([kind, cells, compare]) => {
      const rows = fc.array(fc.oneof({ weight: 9, arbitrary: cells }, fc.constant('')), { maxLength: 30 });
      check(
        fc.property(rows, fc.boolean(), (column, isDescending) => {
          // As files have it: what is no text becomes U+FFFD, and is compared as that.
          const table = slowDelimited(
            Buffer.from(csvOf(column.map((cell, at) => [String(at), cell]))).toString(),
            ',',
          );
          const expected = [...table].sort(([, a], [, b]) => {
            if (a === '' || b === '') return Number(a === '') - Number(b === '');
            return isDescending ? compare(b, a) : compare(a, b);
          });
          expect(sorted(table, kind, isDescending)).toEqual(expected);
        }),
        150,
      );
    },
  );

  it('that are equal are in order of time where they have one, whichever way they are sorted', () => {
    const users = fc.array(fc.tuple(time, fc.constantFrom('a', 'b', '')), { maxLength: 20 });
    check(
      fc.property(users, fc.boolean(), (rows, isDescending) => {
        const byTime = [...rows].sort(([a], [b]) => byText(nineDigits(a), nineDigits(b)));
        expect(sorted(rows, 'text', isDescending, 0)).toEqual(sorted(byTime, 'text', isDescending));
      }),
      60,
    );
  });

  it('of values as JSON are sorted by what they are', () => {
    const cells = ['"b"', '10', '', '"a\\"c"', '9', 'true', '"1"', '{"a":1}', '-2.5e1'];
    const rows = cells.map((cell, at) => [String(at), cell]);
    expect(sorted(rows, 'value', false).map(([, cell]) => cell)).toEqual([
      ...['-2.5e1', '"1"', '9', '10', '"a\\"c"', '"b"', 'true', '{"a":1}', ''],
    ]);
  });

  it('have the columns that were picked, whatever is in them', () => {
    const cells = fc.array(fc.tuple(text, text, text), { maxLength: 5 });
    check(
      fc.property(cells, fc.array(fc.nat(2), { minLength: 1, maxLength: 4 }), (rows, picked) => {
        const csv = csvOf(rows);
        const made = Buffer.from(new PickedRows(3, picked).rows(csv)).toString();
        const table = slowDelimited(Buffer.from(csv).toString(), ',');
        expect(made).toBe(Buffer.from(csvOf(table.map((row) => picked.map((at) => row[at])))).toString());
      }),
      150,
    );
  });
});
