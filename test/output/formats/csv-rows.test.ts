import { describe, expect, it } from 'vitest';
import { CsvRows } from '../../../source/output/formats/csv-rows.ts';
import { decodeUtf8, encodeUtf8 } from '../../../source/pipeline/text/bytes.ts';

/** Returns the row with these texts, without its line feed. It must be the same from texts and from bytes. */
function rowOf(...values: string[]): string {
  const csv = new CsvRows();
  csv.texts(values);
  const row = decodeUtf8(csv.rows);
  csv.clear();
  for (const value of values) {
    const bytes = encodeUtf8(`<${value}>`);
    csv.field(bytes, 1, bytes.length - 1);
  }
  csv.endRow();
  expect(decodeUtf8(csv.rows)).toBe(row);
  expect(row.at(-1)).toBe('\n');
  return row.slice(0, -1);
}

describe('CSV', () => {
  it.each([
    [['plain', 'text x.'], 'plain,text x.'],
    [['', '', 'x.'], ',,x.'],
    [['a,b', 'x.'], '"a,b",x.'],
    [['say "hi"', 'x.'], '"say ""hi""",x.'],
    [['"', 'x.'], '"""",x.'],
    [['two\nlines', 'x.'], '"two\nlines",x.'],
    [['cr\rhere', 'x.'], '"cr\rhere",x.'],
    [['é, 日本 😀', 'x.'], '"é, 日本 😀",x.'],
    [['日本', 'x.'], '日本,x.'],
    [['\ud800', 'x.'], '\ufffd,x.'],
    [['a text that is longer than others', 'x.'], 'a text that is longer than others,x.'],
    [['a long text, with "quotes" and é in it', 'x.'], '"a long text, with ""quotes"" and é in it",x.'],
    [[' spaces ', 'x.'], ' spaces ,x.'],
  ])('writes %j as %j', (values, row) => {
    expect(rowOf(...values)).toBe(row);
  });

  it.each([
    ['a byte that is no UTF-8', [0x4a, 0xf6, 0x72], 'J\ufffdr'],
    ['a surrogate, as one U+FFFD', [0x4a, 0xed, 0xa0, 0x80], 'J\ufffd'],
    ['the beginning of a character', [0xf0, 0x9f, 0x98], '\ufffd'],
    ['such a byte in a text that needs quotes', [0x22, 0xff, 0x2c], '"""\ufffd,"'],
    ['such bytes in a row', [0xff, 0xfe, 0xc3, 0xa9], '\ufffd\ufffdé'],
  ])('writes valid UTF-8, whatever a text holds: %s', (_, bytes, field) => {
    const csv = new CsvRows();
    csv.field(Uint8Array.from([0x41, ...bytes, 0x41]), 1, 1 + bytes.length);
    csv.endRow();
    expect(new TextDecoder('utf-8', { fatal: true }).decode(csv.rows)).toBe(`${field}\n`);
  });

  it('writes integers of any size', () => {
    const numbers = [
      0,
      9,
      10,
      999_999_999,
      1_000_000_000,
      2_147_483_648,
      4_294_967_296,
      Number.MAX_SAFE_INTEGER,
    ];
    for (let power = 1; power < Number.MAX_SAFE_INTEGER / 10; power *= 10)
      numbers.push(power - 1, power, 7 * power + 3);
    const csv = new CsvRows();
    for (const number of numbers) csv.integer(number);
    csv.endRow();
    expect(decodeUtf8(csv.rows)).toBe(`${numbers.join(',')}\n`);
  });

  it('writes times, durations and empty fields', () => {
    const csv = new CsvRows();
    csv.timestamp(1_720_611_900, 0);
    csv.empty();
    csv.duration(300, 250_000_000);
    csv.timestamp(1_720_611_900, 1);
    csv.endRow();
    expect(decodeUtf8(csv.rows)).toBe('2024-07-10T11:45:00Z,,300.250,2024-07-10T11:45:00.000000001Z\n');
  });

  it('holds rows of any size, and reports when to empty it', () => {
    const csv = new CsvRows();
    const long = '"é'.repeat(800_000);
    const row = `"${long.replaceAll('"', '""')}",end\n`;
    expect(csv.isFull).toBe(false);
    for (let i = 0; i < 2; i++) {
      csv.texts([long, 'end']);
      expect(csv.isFull).toBe(true);
      expect(decodeUtf8(csv.rows) === row).toBe(true);
      csv.clear();
      expect(csv.isFull).toBe(false);
      expect(csv.rows).toHaveLength(0);
    }
    csv.texts(['a', 'b']);
    expect(decodeUtf8(csv.rows)).toBe('a,b\n');
  });
});
