import * as fc from 'fast-check';
import { parquetMetadata } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { converterTo, type Writing } from '../../../source/output/formats/converters.ts';
import { CsvRows } from '../../../source/output/formats/csv-rows.ts';
import { JsonRows } from '../../../source/output/formats/json-rows.ts';
import type { RowConverter } from '../../../source/output/formats/row-converter.ts';
import { FIRST_SECOND, LAST_SECOND } from '../../../source/pipeline/time/instant.ts';
import { type FormatName, OUTPUT_FORMATS } from '../../../source/schema/output-formats.ts';
import type { ColumnDefinition } from '../../../source/schema/table-columns.ts';
import { check } from '../../helpers/check.ts';
import { arrayBufferOf, plainSeconds, rowsBack, slowDelimited } from '../../helpers/tables-back.ts';

const FORMATS = Object.keys(OUTPUT_FORMATS) as FormatName[];

const WRITING: Writing = {
  isSafe: false,
  jsonFirst: () => undefined,
  createdBy: 'a test',
  timeStorage: () => 'nanoseconds',
  metadata: () => ({}),
};

/** A column of each kind, and twice those that may be empty. */
const COLUMNS: readonly ColumnDefinition[] = [
  { name: 'a_text', meaning: '' },
  { name: 'a_time', kind: 'time', meaning: '' },
  { name: 'a_count', kind: 'integer', meaning: '' },
  { name: 'a_length', kind: 'seconds', meaning: '' },
  { name: 'an_option', kind: 'integer', isOptional: true, meaning: '' },
  { name: 'the_last', meaning: '' },
];

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', '\t', '\\', ' ', '\u0000', '\u007f', 'é', '=') }),
  fc.constantFrom('', '-3', '\ufeff', '\u2028', '\u{1f469}\u200d\u{1f4bb}', '"'.repeat(1100), 'ü'.repeat(40)),
);
/** Those that nanoseconds reach, unless `whole` time is wanted. */
const instant = (first: number, last: number): fc.Arbitrary<{ seconds: number; nanoseconds: number }> =>
  fc.record({
    seconds: fc.integer({ min: first, max: last }),
    nanoseconds: fc.oneof(
      fc.constantFrom(0, 0, 500_000_000, 999_999_999, 1),
      fc.integer({ min: 0, max: 999_999_999 }),
    ),
  });
const count = fc.oneof(fc.nat(), fc.maxSafeNat());

const rows = (time: ReturnType<typeof instant>) =>
  fc.array(
    fc.record({
      text,
      time,
      count,
      length: fc.record({ seconds: fc.nat({ max: 1_000_000 }), nanoseconds: fc.nat({ max: 999_999_999 }) }),
      option: fc.option(count, { nil: undefined }),
      last: text,
    }),
    { maxLength: 12 },
  );

type Row = ReturnType<typeof rows> extends fc.Arbitrary<(infer One)[]> ? One : never;

/** The rows as batches of CSV, each of whole rows. */
function batchesOf(all: readonly Row[], perBatch: number): Uint8Array[] {
  const batches: Uint8Array[] = [];
  const csv = new CsvRows();
  for (const [i, row] of all.entries()) {
    csv.text(row.text);
    csv.timestamp(row.time.seconds, row.time.nanoseconds);
    csv.integer(row.count);
    csv.duration(row.length.seconds, row.length.nanoseconds);
    if (row.option === undefined) csv.empty();
    else csv.integer(row.option);
    csv.text(row.last);
    csv.endRow();
    if ((i + 1) % perBatch !== 0) continue;
    batches.push(csv.rows.slice());
    csv.clear();
  }
  return [...batches, csv.rows.slice()];
}

function fileOf(converter: RowConverter, batches: readonly Uint8Array[]): Uint8Array {
  const parts = [converter.begin().slice()];
  for (const batch of batches) parts.push(converter.rows(batch).slice());
  return Buffer.concat([...parts, converter.end()]);
}

async function fileIn(format: FormatName, batches: readonly Uint8Array[], writing = WRITING) {
  return fileOf(await converterTo(format, COLUMNS, writing), batches);
}

/** The rows as texts, by the plain reader of CSV. */
function plainRows(batches: readonly Uint8Array[]): string[][] {
  return plainSeconds(slowDelimited(Buffer.concat(batches).toString('utf8'), ','), COLUMNS);
}

describe('every format', () => {
  it.each(FORMATS)('has the rows that CSV has: %s', async (format) => {
    await check(
      fc.asyncProperty(
        rows(instant(-9_000_000_000, 9_000_000_000)),
        fc.integer({ min: 1, max: 5 }),
        async (all, perBatch) => {
          const batches = batchesOf(all, perBatch);
          const file = await fileIn(format, batches);
          expect(await rowsBack(format, file, COLUMNS)).toEqual(plainRows(batches));
        },
      ),
      40,
    );
  });

  it('has them whatever the batches that they came in', () => {
    check(
      fc.property(
        rows(instant(FIRST_SECOND, LAST_SECOND)),
        fc.integer({ min: 1, max: 5 }),
        (all, perBatch) => {
          for (const inArray of [false, true]) {
            const [whole, cut] = [all.length + 1, perBatch].map((size) =>
              fileOf(new JsonRows(COLUMNS, inArray, () => undefined), batchesOf(all, size)),
            );
            expect(Buffer.compare(whole, cut)).toBe(0);
          }
        },
      ),
      40,
    );
  });

  it.each(['microseconds', 'text'] as const)('has times of all years as %s', async (storage) => {
    const all = fc.sample(rows(instant(FIRST_SECOND, LAST_SECOND)), 30).flat();
    const rounded =
      storage === 'text'
        ? all
        : all.map((row) => ({
            ...row,
            time: { ...row.time, nanoseconds: row.time.nanoseconds - (row.time.nanoseconds % 1000) },
          }));
    const batches = batchesOf(rounded, 7);
    const file = await fileIn('parquet', batches, { ...WRITING, timeStorage: () => storage });
    expect(await rowsBack('parquet', file, COLUMNS)).toEqual(plainRows(batches));
  });

  it.each(FORMATS)('can have no rows: %s', async (format) => {
    const file = await fileIn(format, []);
    expect(await rowsBack(format, file, COLUMNS)).toEqual([]);
  });

  it('has its provenance before the rows of JSON, and in the metadata of Parquet', async () => {
    const batches = batchesOf(fc.sample(rows(instant(0, 9)), 1)[0], 3);
    const writing = { ...WRITING, jsonFirst: () => '{"it":1}', metadata: () => ({ it: '{"is":2}' }) };
    const lines = Buffer.from(await fileIn('jsonl', batches, writing)).toString();
    expect(lines.split('\n')[0]).toBe('{"it":1}');
    const array = JSON.parse(Buffer.from(await fileIn('json', batches, writing)).toString());
    expect([array[0], array.length]).toEqual([{ it: 1 }, 1 + plainRows(batches).length]);
    const metadata = parquetMetadata(arrayBufferOf(await fileIn('parquet', batches, writing)));
    expect(metadata).toMatchObject({
      created_by: 'a test',
      key_value_metadata: [{ key: 'it', value: '{"is":2}' }],
    });
  });

  it('keeps no more of a Parquet file than a row group', async () => {
    const csv = new CsvRows();
    for (let row = 0; row < 300_000; row++) {
      csv.text('u');
      csv.integer(row);
      csv.endRow();
    }
    const columns: ColumnDefinition[] = [
      { name: 'user', meaning: '' },
      { name: 'row', kind: 'integer', meaning: '' },
    ];
    const converter = await converterTo('parquet', columns, WRITING);
    const file = fileOf(converter, [csv.rows.slice()]);
    const { row_groups: groups } = parquetMetadata(arrayBufferOf(file));
    expect(groups.map(({ num_rows: count }) => Number(count))).toEqual([131_072, 131_072, 37_856]);
    expect((await rowsBack('parquet', file, columns)).at(-1)).toEqual(['u', '299999']);
  });
});

describe('--safe-csv', () => {
  const FORMULAS = [
    '=1+1',
    '+a',
    '-a',
    '@x',
    '\tx',
    '\rx',
    '=',
    '-',
    '+1+1',
    '-2-3',
    '@',
    '-1e',
    '=cmd|" /C calc"!A0',
  ];
  const OTHERS = [
    '',
    'a',
    ' =1',
    "'=1",
    '-3',
    '+4',
    '-1.5',
    '-.5',
    '+1e9',
    '-1E-7',
    '5',
    '2024-07-10',
    'a=b',
  ];

  it.each(['csv', 'tsv'] as const)('puts a mark before formulas, and leaves the rest: %s', async (format) => {
    const columns: ColumnDefinition[] = [
      { name: 'a', meaning: '' },
      { name: 'b', meaning: '' },
    ];
    const csv = new CsvRows();
    for (const cell of [...FORMULAS, ...OTHERS]) csv.texts([cell, cell]);
    const converter = await converterTo(format, columns, { ...WRITING, isSafe: true });
    const back = await rowsBack(format, fileOf(converter, [csv.rows]), columns);
    const expected = [...FORMULAS.map((cell) => `'${cell}`), ...OTHERS].map((cell) => [cell, cell]);
    expect(back).toEqual(expected);
  });

  it('leaves formats alone that no spreadsheet runs', async () => {
    const batches = batchesOf(fc.sample(rows(instant(0, 9)), 1)[0], 3);
    for (const format of ['json', 'jsonl', 'parquet'] as const) {
      const [safe, plain] = [
        await fileIn(format, batches, { ...WRITING, isSafe: true }),
        await fileIn(format, batches),
      ];
      expect(Buffer.compare(safe, plain)).toBe(0);
    }
  });
});
