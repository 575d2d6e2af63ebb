import * as fc from 'fast-check';
import { ByteWriter, ParquetWriter, parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { ParquetText } from '../../../source/engine/parquet/parquet-text.ts';
import { check } from '../../helpers/check.ts';

type Columns = Parameters<typeof parquetWriteBuffer>[0];

async function linesOf(buffer: ArrayBuffer): Promise<string[]> {
  const text = await ParquetText.open(buffer);
  const parts: Uint8Array[] = [];
  for (let bytes = await text.next(); bytes !== undefined; bytes = await text.next()) parts.push(bytes);
  return Buffer.concat(parts).toString('utf8').split('\n').slice(0, -1);
}

const rowsOf = async (options: Columns): Promise<unknown[]> =>
  (await linesOf(parquetWriteBuffer(options))).map((line) => JSON.parse(line));

describe('the rows of a Parquet file', () => {
  it('are its values, a row a line, whatever the size of the row groups', async () => {
    const row = fc.record({
      text: fc.string({ unit: 'grapheme', maxLength: 8 }),
      count: fc.maxSafeInteger(),
      share: fc.option(
        fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
        {
          nil: null,
        },
      ),
      flag: fc.boolean(),
    });
    await check(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        async (rows, size) => {
          const written = await rowsOf({
            columnData: [
              { name: 'text', data: rows.map(({ text }) => text), type: 'STRING' },
              { name: 'count', data: rows.map(({ count }) => BigInt(count)), type: 'INT64' },
              { name: 'share', data: rows.map(({ share }) => share), type: 'DOUBLE' },
              { name: 'flag', data: rows.map(({ flag }) => flag), type: 'BOOLEAN' },
            ],
            rowGroupSize: size,
          });
          expect(written).toEqual(rows);
        },
      ),
      30,
    );
  });

  it('have integers and times with all their digits, and no zone where the file names none', async () => {
    const nanoseconds = 1_720_612_800_123_456_789n;
    const time = (name: string, unit: 'NANOS' | 'MICROS' | 'MILLIS', isAdjustedToUTC: boolean) => ({
      ...{ name, type: 'INT64' as const, repetition_type: 'REQUIRED' as const },
      logical_type: { type: 'TIMESTAMP' as const, isAdjustedToUTC, unit },
    });
    const [line] = await linesOf(
      parquetWriteBuffer({
        columnData: [
          { name: 'big', data: [9_007_199_254_740_993n] },
          { name: 'ns', data: [nanoseconds] },
          { name: 'us', data: [nanoseconds / 1000n] },
          { name: 'ms', data: [-1n] },
          { name: 'local', data: [nanoseconds / 1000n] },
          { name: 'day', data: [19_000] },
        ],
        schema: [
          { name: 'root', num_children: 6 },
          { name: 'big', type: 'INT64', repetition_type: 'REQUIRED' },
          time('ns', 'NANOS', true),
          time('us', 'MICROS', true),
          time('ms', 'MILLIS', true),
          time('local', 'MICROS', false),
          { name: 'day', type: 'INT32', converted_type: 'DATE', repetition_type: 'REQUIRED' },
        ],
      }),
    );
    expect(line).toBe(
      '{"big":9007199254740993,"ns":"2024-07-10T12:00:00.123456789Z","us":"2024-07-10T12:00:00.123456Z","ms":"1969-12-31T23:59:59.999Z","local":"2024-07-10T12:00:00.123456","day":"2022-01-08"}',
    );
  });

  it('have objects, lists and what JSON has no number for', async () => {
    const [line] = await linesOf(
      parquetWriteBuffer({
        columnData: [
          { name: 'a "key"', data: [{ of: { 1: ['x', null] }, lines: 'a\nb' }], type: 'JSON' },
          { name: 'nan', data: [Number.NaN], type: 'DOUBLE' },
          { name: 'none', data: [null], type: 'STRING' },
        ],
      }),
    );
    expect(line).toBe('{"a \\"key\\"":{"of":{"1":["x",null]},"lines":"a\\nb"},"nan":NaN,"none":null}');
  });

  it('have decimals exactly, however they are stored, ids as they are written, and times of day and spans as ISO 8601', async () => {
    const decimal = (name: string, type: 'INT32' | 'INT64' | 'FIXED_LEN_BYTE_ARRAY', scale: number) => ({
      ...{ name, type, scale, precision: 38, converted_type: 'DECIMAL' as const },
      ...(type === 'FIXED_LEN_BYTE_ARRAY' && { type_length: 16 }),
      repetition_type: 'OPTIONAL' as const,
    });
    const twelve = Uint8Array.of(2, 0, 0, 0, 3, 0, 0, 0, 0xdc, 5, 0, 0);
    const lines = await linesOf(
      parquetWriteBuffer({
        columnData: [
          { name: 'id', data: [123_456_789_012_345_678_901n] },
          { name: 'price', data: [-5n] },
          { name: 'cents', data: [12_500] },
          { name: 'none', data: [null] },
          { name: 'uuid', data: ['00112233-4455-6677-8899-aabbccddeeff'] },
          { name: 'span', data: [twelve] },
          { name: 'at', data: [42_300_500_000n] },
        ],
        schema: [
          { name: 'root', num_children: 7 },
          decimal('id', 'FIXED_LEN_BYTE_ARRAY', 0),
          decimal('price', 'INT64', 2),
          decimal('cents', 'INT32', 0),
          decimal('none', 'INT32', 1),
          {
            ...{ name: 'uuid', type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, repetition_type: 'REQUIRED' },
            logical_type: { type: 'UUID' },
          },
          {
            ...{ name: 'span', type: 'FIXED_LEN_BYTE_ARRAY', type_length: 12, repetition_type: 'REQUIRED' },
            converted_type: 'INTERVAL',
          },
          {
            ...{ name: 'at', type: 'INT64', repetition_type: 'REQUIRED' },
            logical_type: { type: 'TIME', isAdjustedToUTC: true, unit: 'MICROS' },
          },
        ],
        statistics: false,
      }),
    );
    expect(lines).toEqual([
      '{"id":123456789012345678901,"price":-0.05,"cents":12500,"none":null,"uuid":"00112233-4455-6677-8899-aabbccddeeff","span":"P2M3DT1.5S","at":"11:45:00.500"}',
    ]);
  });

  it('are read of columns that old Spark writes: times of twelve bytes, after a row group without rows', async () => {
    const twelve = Buffer.alloc(12);
    twelve.writeBigUInt64LE(42_300_000_000_001n);
    twelve.writeUInt32LE(2_440_588 + 19_000, 8);
    const writer = new ByteWriter();
    const parquet = new ParquetWriter({
      writer,
      schema: [
        { name: 'root', num_children: 1 },
        { name: 'at', type: 'FIXED_LEN_BYTE_ARRAY', type_length: 12, repetition_type: 'OPTIONAL' },
      ],
      statistics: false,
    });
    parquet.write({ columnData: [{ name: 'at', data: [] }] });
    parquet.write({ columnData: [{ name: 'at', data: [new Uint8Array(twelve), null] }] });
    parquet.finish();
    // The number of the type in the schema and in both row groups: INT96 cannot be written by this library.
    const bytes = writer.getBytes();
    const text = Buffer.from(bytes).toString('latin1').replaceAll('\x15\x0e\x15\x18', '\x15\x06\x15\x18');
    const patched = Buffer.from(text.replaceAll('\x15\x0e\x19', '\x15\x06\x19'), 'latin1');
    expect(await linesOf(new Uint8Array(patched).buffer)).toEqual([
      '{"at":"2022-01-08T11:45:00.000000001Z"}',
      '{"at":null}',
    ]);
  });

  it('end at a row group that is damaged, with those before it', async () => {
    const names = Array.from({ length: 4000 }, (_, i) => `user ${(i * 7919) % 4001}`);
    const buffer = parquetWriteBuffer({
      columnData: [{ name: 'user', data: names, type: 'STRING' }],
      rowGroupSize: 1000,
    });
    const bytes = new Uint8Array(buffer);
    bytes.fill(0x5a, Math.floor(bytes.length * 0.6), Math.floor(bytes.length * 0.65));
    const text = await ParquetText.open(buffer);
    const seen: string[] = [];
    const readAll = async (): Promise<void> => {
      for (let part = await text.next(); part !== undefined; part = await text.next()) {
        seen.push(...Buffer.from(part).toString().split('\n').slice(0, -1));
      }
    };
    await expect(readAll()).rejects.toMatchObject({
      code: 'EDAMAGED',
      message: expect.stringMatching(/^row group 3 of the Parquet file cannot be read \(.*\); copy/),
    });
    expect(seen).toEqual(names.slice(0, 2000).map((user) => JSON.stringify({ user })));
  });
});
