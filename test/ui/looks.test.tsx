import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { makeSample } from '../../sample/make-sample.ts';
import { eventLine, readFile } from '../helpers/dataset.ts';
import { Explorer } from '../helpers/explorer.ts';
import { cellOf, linesOf, onTerminalWithColours, textsOf } from './frames.tsx';

onTerminalWithColours(0);

const SAMPLE = readFile(makeSample());
const SIZE = { columns: 100, rows: 30 };

const PLACES: readonly (readonly string[])[] = [
  [],
  ['2'],
  ['2', 'w'],
  ['3', 'd'],
  ['3', 'enter'],
  ['4', '}'],
  ['?'],
  ['i'],
  ['3', 'u'],
  ['3', 'u', 'escape', 't'],
  ['&', ...'a'.repeat(150)],
  ['&', 'a', 'enter'],
  ['[', 'l', ']'],
  ['/', 'a', 'enter'],
];

describe('drawn with ASCII alone', () => {
  const ascii = readFile(makeSample().replace(/[^\0-~]/g, '?'));

  it.for(PLACES.map((keys) => [keys.join(' ').slice(0, 20), keys] as const))(
    'after %s there is nothing else',
    async ([, keys]) => {
      const explorer = await Explorer.of(ascii, { ...SIZE, ascii: true, keys });
      for (const columns of [100, 40]) {
        await explorer.send({ kind: 'resized', columns, rows: 30 }).settle();
        // Pictures of controls represent data.
        expect(textsOf(explorer.model).join('').replace(/[␀-␡]/g, '')).toMatch(/^[ -~]*$/);
      }
    },
  );

  it('is drawn before anything is read', async () => {
    const explorer = await Explorer.of(ascii, { ...SIZE, ascii: true });
    const unread = {
      ...explorer.model,
      dataset: undefined,
      load: { bytesRead: 9, bytesPerSecond: 1e6, shareRead: undefined, died: undefined },
    };
    for (const tab of ['sessions', 'skipped', 'events', 'original'] as const) {
      expect(textsOf({ ...unread, tab }).join('')).toMatch(/^[ -~]*$/);
    }
  });
});

/** The style codes of all lines, each once. */
function stylesOf(lines: readonly string[]): Set<number> {
  const codes = lines.flatMap((line) => [...line.matchAll(/\p{Cc}\[([0-9;]*)m/gu)]);
  return new Set(codes.flatMap(([, code]) => code.split(';').map(Number)));
}

describe('a text', () => {
  it('is whole where there is room: a type, numbers with their shares, words of facts', async () => {
    const long = eventLine('1', '2024-07-10T10:00:00Z', '"remove_from_cart"').repeat(40);
    const at = async (columns: number, ...keys: string[]): Promise<string> =>
      textsOf((await Explorer.of(long, { columns, rows: columns / 3, keys })).model).join('\n');
    expect(await at(120, '3')).toMatch(/^▌r remove_from_cart +1 +100%/m);
    expect(await at(40, 'i')).toMatch(/size +3\.5 kB \(3,480\n +bytes\)/);
    const counted = readFile(
      eventLine('1', '2024-07-10T10:00:00Z', '"a"').repeat(100_000) + '{}\n'.repeat(900),
    );
    const boxes = textsOf((await Explorer.of(counted, { columns: 80, rows: 24 })).model)[2];
    expect(boxes).toMatch(/^│ 100,900 +││ 100,000 +99\.1% ││ 900 +0\.9% ││/);
  });

  it('has the counts of a few days and the median at 80 columns, where bars of both have no room', async () => {
    const days = [10, 11, 12, 13, 14]
      .map((day) => eventLine('1', `2024-07-${day}T00:00:00Z`, '"a"'))
      .join('');
    const explorer = await Explorer.of(days, { columns: 80, rows: 24 });
    await explorer.enter('z', '30m');
    expect(textsOf(explorer.model)).toContain(
      ' gap 30m (z)   per day 07-10 1  07-11 1  07-12 1  07-13 1  07-14 1   median 0s',
    );
  });

  it('says nothing about types without room but that there are more, unless they are smaller', async () => {
    const last = async (types: string): Promise<string> => {
      const lines = [...types].map((type) => eventLine('1', '2024-07-10T10:00:00Z', `"${type}"`));
      const keys = ['3', 'd'];
      return textsOf((await Explorer.of(lines.join(''), { columns: 80, rows: 24, keys })).model).join('\n');
    };
    expect(await last('abcdefg')).toMatch(/\+\d more: /);
    expect(await last('aaabbbccdefg')).toMatch(/\+\d smaller: /);
  });

  it('says once, in the place of the rows, that there is nothing to see', async () => {
    const clean = eventLine('1', '2024-07-10T10:00:00Z', '"a"');
    const lines = textsOf((await Explorer.of(clean, { columns: 80, rows: 24, keys: ['2'] })).model);
    expect(lines.filter((line) => /nothing|no rows|none/i.test(line))).toEqual([
      ' Nothing was rejected: every record is an event.',
    ]);
  });

  it('by which rows are sorted is on the screen at 40 columns, and the order with it', async () => {
    for (const user of ['1', '"a-user-with-a-long-name"']) {
      const explorer = await Explorer.of(eventLine(user, '2024-07-10T10:00:00Z', '"a"'), {
        columns: 40,
        rows: 10,
      });
      await explorer.enter('z', '30m');
      expect(textsOf(explorer.model)[4]).toMatch(/^ user_id .* duration ?▼ *$/);
    }
  });

  it('is said once: the year alone beside a chart whose labels are days', async () => {
    const days = [10, 11, 12, 13].map((day) => eventLine('1', `2024-07-${day}T00:00:00Z`, '"a"')).join('');
    const axis = async (columns: number): Promise<string | undefined> =>
      textsOf((await Explorer.of(days, { columns, rows: 20, keys: ['3'] })).model).find((line) =>
        line.includes('07-11 '),
      );
    expect(await axis(56)).toMatch(/^ +2024 +07-1/);
  });

  it('counts users, of which the row for all of them is none', async () => {
    const foot = async (...keys: string[]): Promise<string | undefined> =>
      textsOf((await Explorer.of(SAMPLE, { ...SIZE, keys: ['3', 'u', ...keys] })).model).at(-1);
    expect(await foot()).toMatch(/ 64 users$/);
    expect(await foot('down')).toMatch(/ 1 of 64$/);
  });
});

describe('without colour', () => {
  const isColour = (code: number): boolean => (code >= 30 && code <= 49) || (code >= 90 && code <= 107);

  it.for(PLACES.map((keys) => [keys.join(' ').slice(0, 20), keys] as const))(
    'after %s there is none',
    async ([, keys]) => {
      const { model } = await Explorer.of(SAMPLE, { ...SIZE, keys });
      expect([...stylesOf(linesOf(model))].filter(isColour)).toEqual([]);
    },
  );

  it('the row and the tab that are chosen are inverse, titles bold', async () => {
    const { model } = await Explorer.of(SAMPLE, { ...SIZE, keys: ['j'] });
    const lines = linesOf(model);
    expect(lines[4]).toContain('\u001b[7m 1 Sessions 64 \u001b[27m');
    expect(lines[6]).toContain('\u001b[1mstart');
    expect(lines[8]).toMatch(/^▌\p{Cc}\[7m\p{Cc}\[1m\p{Cc}\[4m10 /u);
  });
});

describe('wide characters', () => {
  const users = ['"plain"', '"用户用户"', '"傘🎉☕"', '"e\\u0301mile"', `"${'長'.repeat(60)}"`];
  const content = users.map((user) => eventLine(user, '2024-07-10T10:00:00Z', '"傘"')).join('');

  it('keep the columns of a table aligned', async () => {
    const { model } = await Explorer.of(content, SIZE);
    const rows = textsOf(model).slice(7, 12);
    expect(new Set(rows.map((row) => cellOf(row, '07-10 10:00:00')))).toEqual(
      new Set([cellOf(textsOf(model)[6], 'start')]),
    );
    expect(rows.join('\n')).toContain('長…');
  });

  it('keep the counts of users and types aligned', async () => {
    const users = textsOf((await Explorer.of(content, { ...SIZE, keys: ['3', 'u'] })).model).slice(7, 12);
    expect(new Set(users.map((row) => cellOf(row, ' 1 events'))).size).toBe(1);
    const { model } = await Explorer.of(content, { ...SIZE, keys: ['3', 't'] });
    expect(textsOf(model).join('\n')).toMatch(/^▌. 傘 +5 +100%/m);
  });

  it('are not cut in half by the edge of Original', async () => {
    const { model } = await Explorer.of(`x${'長'.repeat(500)}`, { columns: 60, rows: 20, keys: ['4'] });
    const text = textsOf(model)
      .slice(3, -2)
      .map((line) => line.slice(line.indexOf('│') + 1).trimEnd());
    expect(text.join('')).toMatch(/^x長+$/);
    expect(Math.max(...text.map((line) => stringWidth(line)))).toBeLessThanOrEqual(51);
  });
});
