import { describe, expect, it } from 'vitest';
import { CsvWriter } from '../../source/output/csv-writer.ts';
import type { Sink } from '../../source/output/sink.ts';
import { encodeUtf8 } from '../../source/pipeline/bytes.ts';

function collecting(): { sink: Sink; text: () => string; writes: () => number } {
  const parts: Uint8Array[] = [];
  const sink: Sink = {
    name: 'test',
    write: async (bytes) => void parts.push(new Uint8Array(bytes)),
    writeNow: (bytes) => void parts.push(new Uint8Array(bytes)),
    close: async () => undefined,
    publish: async () => undefined,
    discard: async () => undefined,
  };
  return { sink, text: () => Buffer.concat(parts).toString('utf8'), writes: () => parts.length };
}

async function rowOf(...values: string[]): Promise<string> {
  const { sink, text } = collecting();
  const csv = new CsvWriter(sink, ['a']);
  for (const value of values) csv.text(value);
  csv.endRow();
  for (const value of values) csv.utf8(encodeUtf8(value));
  csv.endRow();
  await csv.flush();
  const [header, row, rowOfBytes] = text().split(/(?<=^a|x\.)\n/);
  expect(header).toBe('a');
  expect(`${rowOfBytes}`).toBe(`${row}`);
  return row;
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
    [[' spaces ', 'x.'], ' spaces ,x.'],
  ])('writes %j as %j', async (values, row) => {
    expect((await rowOf(...values)).replace(/\n$/, '')).toBe(row);
  });

  it('writes whole numbers of any size', async () => {
    const { sink, text } = collecting();
    const csv = new CsvWriter(sink, ['n']);
    for (const number of [0, 9, 10, 2_147_483_646, 2_147_483_647, 4_294_967_296, 9_007_199_254_740_991])
      csv.integer(number);
    csv.endRow();
    await csv.flush();
    expect(text()).toBe('n\n0,9,10,2147483646,2147483647,4294967296,9007199254740991\n');
  });

  it('does not hold more than it should, though nobody flushes', async () => {
    const { sink, text, writes } = collecting();
    const csv = new CsvWriter(sink, ['a']);
    const rows = 40;
    for (let row = 0; row < rows; row++) {
      csv.text('x'.repeat(1_000_000));
      csv.endRow();
    }
    expect(writes()).toBeGreaterThan(1);
    await csv.flush();
    expect(text().length).toBe(2 + rows * 1_000_001);
  });

  it('holds rows larger than its buffer, and asks to be flushed', async () => {
    const { sink, text, writes } = collecting();
    const csv = new CsvWriter(sink, ['a', 'b']);
    const long = '"é'.repeat(400_000);
    csv.text(long);
    csv.text('end');
    csv.endRow();
    expect(csv.full).toBe(true);
    expect(writes()).toBe(0);
    await csv.flush();
    expect(csv.full).toBe(false);
    expect(text()).toBe(`a,b\n"${long.replaceAll('"', '""')}",end\n`);
  });
});
