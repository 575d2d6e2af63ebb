import { describe, expect, it } from 'vitest';
import { eventLine } from '../helpers/dataset.ts';
import { Explorer } from '../helpers/explorer.ts';
import { cellOf, linesOf, onTerminalWithColours, textsOf } from './frames.tsx';

onTerminalWithColours(1);

const GOOD = eventLine('1', '2026-11-24T00:10:10Z', '"view"');
const BROKEN = '{"user_id": 3922, "event_time": "2026-11-24T01:00:26Z", "event_type": "logou\n';
const FILE = GOOD.repeat(50) + eventLine('12', 'never', '"buy"') + GOOD.repeat(49) + BROKEN;

/** The two last lines of the body. */
function bytesOf({ model }: Explorer): [string, string] {
  const lines = textsOf(model);
  const at = lines.findLastIndex((line) => line.includes('^'));
  return [lines[at - 1], lines[at]];
}

describe('the reasons, where a filter leaves none', () => {
  it.each([
    ['zzzz', ['none of the 2 rejected records matches', 'line ▲']],
    ['event_type=zzz', ['none of the 2 rejected records matches', '1 cannot be told', 'line ▲']],
  ])('say so in one sentence, without a table of nothing (%s)', async (filter, lines) => {
    const explorer = await Explorer.of(FILE, { keys: ['2'] });
    await explorer.enter('&', filter);
    const texts = textsOf(explorer.model);
    const body = texts.slice(texts.findIndex((line) => line.includes('✕')) + 1);
    const said = body.filter((line) => line.trim() !== '').map((line) => line.replace(/^[▌ ] */, ''));
    for (const [i, line] of lines.entries()) expect(said[i]).toContain(line);
    expect(texts.join('\n')).not.toMatch(/of 0 |unfold|its records/);
  });
});

describe('below the rejections', () => {
  it('the record has a caret under what is wrong, and the whole sentence beside it', async () => {
    const explorer = await Explorer.of(FILE, { columns: 120, rows: 40, keys: ['2', 'w'] });
    const [never, caret] = bytesOf(explorer);
    expect(never).toContain('{"user_id": 12, "event_time": "never", "event_type": "buy"}');
    expect(caret.trim()).toBe("^^^^^^^ 'never' is no date");
    expect(cellOf(caret, '^^^^^^^')).toBe(cellOf(never, '"never"'));
    expect(never).toMatch(/^ line 51 {2}@/);
    await explorer.press('j');
    const [broken, end] = bytesOf(explorer);
    expect(broken).toContain('"event_type": "logou');
    expect(end).toContain('expected a closing quote, found the end of the record at line 101, column 77');
    expect(cellOf(end, '^')).toBe(cellOf(broken, 'logou') + 'logou'.length);
  });

  it('shows the beginning of a record that lacks a key', async () => {
    const explorer = await Explorer.of('{\n  "user_id": 1,\n  "event_type": "a"\n}\n', { keys: ['2'] });
    const [record, caret] = bytesOf(explorer);
    expect(record).toContain('{␊"user_id": 1,␊"event_type": "a"␊}');
    expect(caret.trim()).toBe('^ event_time is missing');
    expect(cellOf(caret, '^')).toBe(cellOf(record, '{'));
  });

  it('says the line and the offset of what is wrong, not those of its record', async () => {
    const record = '{\n  "user_id": 1,\n  "event_time": "never",\n  "event_type": "a"\n}\n';
    const explorer = await Explorer.of(GOOD + record, { columns: 80, rows: 24, keys: ['2'] });
    const at = (GOOD + record).indexOf('"never"');
    expect(bytesOf(explorer)[0]).toContain(` line 4  @${at} `);
    await explorer.press('w', 'enter');
    expect(textsOf(explorer.model).join('\n')).toMatch(/^▌. +4 │ {2}"event_time": "never"/m);
  });

  it('shows the part of a long record that is wrong, wide characters before it or not', async () => {
    const pad = '漢字'.repeat(400);
    const record = `{"user_id": 1, "pad": "${pad}", "event_time": "never", "event_type": "a"}\n`;
    for (const [columns, rows] of [[120, 40] as const, [80, 24] as const, [40, 10] as const]) {
      const explorer = await Explorer.of(record, { columns, rows, keys: ['2', 'w'] });
      const [text, caret] = bytesOf(explorer);
      expect(cellOf(caret, '^^^^^^^')).toBe(cellOf(text, '"never"'));
    }
  });

  it('has the cell of a table under the caret', async () => {
    const explorer = await Explorer.of('user_id,event_time,event_type\n1,never,a\n2,2026-01-01,b\n', {
      settings: {
        table: {
          delimiter: ',',
          columns: ['user_id', 'event_time', 'event_type'],
          headerBytes: 30,
          hasHeaderLine: true,
        },
      },
      keys: ['2', 'w'],
    });
    const [row, caret] = bytesOf(explorer);
    expect(row).toContain('1,never,a');
    expect(cellOf(caret, '^^^^^')).toBe(cellOf(row, 'never'));
  });

  it('shows the whole sentence where there is room for it, with less of what is before the fault', async () => {
    const text = `{"note": "${'x'.repeat(40)}", "event_time": 1795481496, "user_id": 1, "event_type": "a"}\n`;
    const explorer = await Explorer.of(text, { columns: 120, rows: 40, keys: ['2', 'w'] });
    const [record, caret] = bytesOf(explorer);
    expect(caret.trim()).toMatch(/^\^+ 1795481496 is a number, .*\)$/);
    expect(cellOf(caret, '^')).toBe(cellOf(record, '1795481496'));
    expect(record).toContain('"event_time": ');
  });

  it('lets nothing of the record act', async () => {
    const record = eventLine('1', 'x\\u001b[31m', '"\u009b2J\u202e"');
    const { model } = await Explorer.of(record, { columns: 120, rows: 40, keys: ['2', 'w'] });
    expect(textsOf(model).join('')).not.toMatch(/[\u0080-\u009f\u202e]/);
  });
});

describe('the rejections at 80x24', () => {
  it('have room for the sentence before the time as it is written, which it quotes', async () => {
    const explorer = await Explorer.of(FILE, { columns: 80, rows: 24, keys: ['2'] });
    expect(textsOf(explorer.model).join('\n')).toMatch(/ {2}expected a closing quote, found the end of the/);
  });
});

describe('the reasons', () => {
  it.each([
    [false, '▇'],
    [true, '#'],
  ])('have bars of where in the file they lie (ASCII alone: %s)', async (ascii, bar) => {
    const { model } = await Explorer.of(FILE, { columns: 120, rows: 40, ascii, keys: ['2'] });
    const lines = textsOf(model);
    const bars = cellOf(lines.find((line) => line.includes('where in the file')) ?? '', 'where in the file');
    const room = model.columns - bars - 1;
    const placeOf = (reason: string): number =>
      cellOf(lines.find((line) => line.includes(`+ ${reason}`)) ?? '', bar) - bars;
    expect(placeOf('invalid ISO-8601') / room).toBeCloseTo(0.5, 1);
    expect(placeOf('json_decode_error') / room).toBeCloseTo(1, 1);
  });

  it('are reversed as a whole row under the cursor, and not while the rejections have it', async () => {
    const explorer = await Explorer.of(FILE, { keys: ['2'] });
    const reversed = '\u001b[7m';
    const rowOf = (): string => linesOf(explorer.model).find((line) => line.includes('json_decode')) ?? '';
    expect(rowOf()).toMatch(/^▌\p{Cc}\[7m[^\p{Cc}]{78,}\p{Cc}\[27m$/u);
    await explorer.press('w');
    expect(rowOf()).not.toContain(reversed);
  });
});
