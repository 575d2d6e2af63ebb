import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import {
  rowEndsFrom,
  rowStartAtOrBefore,
  rowStartsBack,
  rowsFrom,
} from '../../../source/explorer/file-view/screen-rows.ts';
import { safeText } from '../../../source/format/safe-text.ts';
import { check } from '../../helpers/check.ts';
import {
  fileOf,
  type LookedAt,
  largeFile,
  rowSource,
  smallFile,
  windowOf,
} from '../../helpers/original-files.ts';

const anyWidth = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 13, max: 200 }));
const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const ALL = 1_000_000;

function texts(content: string | Uint8Array, width: number): string[] {
  const file = fileOf(content);
  return rowsFrom(rowSource(file, width), 0, ALL).rows.map(({ text }) => text);
}

function startsOf(file: LookedAt, width: number): number[] {
  const { ends } = rowEndsFrom(rowSource(file, width), 0, ALL);
  return [0, ...ends].slice(0, ends.length);
}

const event = (user: number) =>
  `{"user_id": ${user}, "event_time": "2024-07-10T12:00:00Z", "event_type": "view"}`;

describe('rows', () => {
  it('are the lines of a file, numbered, with the ends of lines not shown', () => {
    const file = fileOf('one\r\n\r\ntwo\n\nthree');
    const { rows } = rowsFrom(rowSource(file, 20), 0, 10);
    expect(rows.map(({ line, text }) => [line, text])).toEqual([
      [1, 'one'],
      [2, ''],
      [3, 'two'],
      [4, ''],
      [5, 'three'],
    ]);
  });

  it('wrap a line that is wider than the screen; only its first row has the number', () => {
    const file = fileOf('abcdefgh\nijkl\n');
    const { rows } = rowsFrom(rowSource(file, 4), 0, 10);
    expect(rows.map(({ line, text }) => [line, text])).toEqual([
      [1, 'abcd'],
      [undefined, 'efgh'],
      [2, 'ijkl'],
    ]);
  });

  it('begin with each record of an array on one line', () => {
    expect(texts(`[${event(1)}, ${event(2)}]`, 200)).toEqual(['[', `${event(1)}, `, `${event(2)}]`]);
  });

  it('do not split the indentation from the record after it', () => {
    expect(texts(`[\n  ${event(1)},\n\t${event(2)}\n]`, 200)).toEqual([
      '[',
      `  ${event(1)},`,
      `\t${event(2)}`,
      ']',
    ]);
  });

  it('begin every 64 KiB where nothing else begins one, but not within a character', () => {
    const file = fileOf(`${'x'.repeat(65_535)}${'é'.repeat(40_000)}\n`);
    const { ends } = rowEndsFrom(rowSource(file, 10_000), 0, 1000);
    expect(ends.slice(0, 7)).toEqual([10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 65_537]);
    expect(ends.slice(-2)).toEqual([131_073, file.bytes.length]);
  });

  it('split no wide character and show invalid UTF-8 as U+FFFD', () => {
    expect(texts('漢字漢\n', 5)).toEqual(['漢字', '漢']);
    expect(texts('漢\n', 1)).toEqual(['漢']);
    expect(texts(Uint8Array.of(0x61, 0xff, 0xe6, 0xbc, 0x62), 10)).toEqual(['a\ufffd\ufffdb']);
  });

  it('know which record begins in them and which rejected one they lie in', () => {
    const file = fileOf(`${event(1)}\n{"user_id": 1,\n"event_time": 5}\n${event(2)}\n`);
    const { rows } = rowsFrom(rowSource(file, 200), 0, 10);
    expect(rows.map(({ begins }) => begins?.recordNumber)).toEqual([1, 2, undefined, 3]);
    expect(rows.map(({ rejection }) => rejection?.recordNumber)).toEqual([undefined, 2, 2, undefined]);
  });

  it('never take more cells than the width, but for one character that is wider than that', () => {
    check(
      fc.property(smallFile, anyWidth, (file, width) => {
        for (const { text } of rowsFrom(rowSource(file, width), 0, ALL).rows) {
          if ([...text].length > 1) expect(stringWidth(safeText(text))).toBeLessThanOrEqual(width);
        }
      }),
      300,
    );
  });
});

describe.each([
  { of: 'any content', file: smallFile, runs: 400 },
  { of: 'lines of some hundred KiB', file: largeFile, runs: 40 },
])('rows of $of', ({ file: anyFile, runs }) => {
  it('hold every byte of the file once, and their text is that of the bytes', () => {
    check(
      fc.property(anyFile, anyWidth, (file, width) => {
        const { rows } = rowsFrom(rowSource(file, width), 0, ALL);
        let at = 0;
        for (const { byteOffset, byteLength } of rows) {
          if (byteOffset !== at || byteLength < 1)
            expect([byteOffset, byteLength]).toEqual([at, 'at least 1']);
          at += byteLength;
        }
        expect(at).toBe(file.bytes.length);
        const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
        const shown = rows.map(({ text }) => text).join('');
        expect(shown === decoder.decode(file.bytes).replace(/\r?\n/g, '')).toBe(true);
      }),
      runs,
    );
  });

  it('are the same scrolled up as scrolled down', () => {
    check(
      fc.property(anyFile, anyWidth, share, fc.integer({ min: 0, max: 60 }), (file, width, where, rows) => {
        fc.pre(file.bytes.length > 0);
        const starts = startsOf(file, width);
        const byteOffset = Math.floor(where * file.bytes.length);
        const row = starts.findLastIndex((start) => start <= byteOffset);
        expect(rowStartAtOrBefore(rowSource(file, width), byteOffset)).toBe(starts[row]);
        expect(rowStartsBack(rowSource(file, width), starts[row], rows)).toEqual(
          starts.slice(Math.max(0, row - rows), row),
        );
        const end = file.bytes.length;
        expect(rowStartsBack(rowSource(file, width), end, rows)).toEqual(
          rows === 0 ? [] : starts.slice(-rows),
        );
      }),
      runs,
    );
  });

  it('are the same in a window cut anywhere, or ask for a byte that the window does not have', () => {
    check(
      fc.property(anyFile, anyWidth, share, share, share, (file, width, a, b, where) => {
        fc.pre(file.bytes.length > 0);
        const length = file.bytes.length;
        const window = windowOf(
          file,
          Math.floor(Math.min(a, b) * length),
          Math.ceil(Math.max(a, b) * length),
        );
        const cut = rowSource(file, width, window);
        const whole = rowSource(file, width);
        const isMissing = (byteOffset: number) =>
          byteOffset < window.base || byteOffset >= window.base + window.bytes.length;
        const byteOffset = Math.floor(where * length);
        const start = rowStartAtOrBefore(whole, byteOffset);
        if (typeof start !== 'number') throw new Error('the whole file is at hand');

        const found = rowStartAtOrBefore(cut, byteOffset);
        if (typeof found === 'number') expect(found).toBe(start);
        else expect(isMissing(found.missing)).toBe(true);

        const below = rowsFrom(cut, start, 20);
        const all = rowsFrom(whole, start, 20).rows;
        expect(below.rows).toEqual(all.slice(0, below.rows.length));
        if (below.missing === undefined) expect(below.rows).toHaveLength(all.length);
        else expect(isMissing(below.missing)).toBe(true);

        const above = rowStartsBack(cut, start, 20);
        if ('missing' in above) expect(isMissing(above.missing)).toBe(true);
        else expect(above).toEqual(rowStartsBack(whole, start, 20));
      }),
      runs * 2,
    );
  });

  it('depend on no byte further away than 256 KiB', () => {
    const reach = 256 * 1024;
    check(
      fc.property(anyFile, anyWidth, share, (file, width, where) => {
        fc.pre(file.bytes.length > 0);
        const byteOffset = Math.floor(where * file.bytes.length);
        const window = windowOf(file, Math.max(0, byteOffset - reach), byteOffset + reach);
        expect(rowStartAtOrBefore(rowSource(file, width, window), byteOffset)).toBeTypeOf('number');
      }),
      runs,
    );
  });
});
