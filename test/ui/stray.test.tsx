import { describe, expect, it } from 'vitest';
import { eventLine } from '../helpers/dataset.ts';
import { Explorer } from '../helpers/explorer.ts';
import { cellOf, linesOf, onTerminalWithColours, textsOf } from './frames.tsx';

const EVENT = eventLine('1', '2024-07-10T10:00:00Z', '"view"');
const PREFIX = '09:00:13 INFO - ';
const LOG = `${`${PREFIX}${EVENT}`.repeat(6)}Trace\u001b[31mback\n${PREFIX}${EVENT}`;

onTerminalWithColours(1);

function lineWith(lines: readonly string[], text: string): string {
  const line = lines.find((one) => one.includes(text));
  if (line === undefined) throw new Error(`'${text}' is not on the screen`);
  return line;
}

describe.each([
  [120, 40],
  [80, 24],
  [60, 12],
])('a file with stray text, at %i x %i', (columns, rows) => {
  it('has it below the reasons, calmly where it is usual, as a warning where it is not', async () => {
    const { model } = await Explorer.of(LOG, { columns, rows, keys: ['2'] });
    const lines = textsOf(model);
    const usual = lineWith(lines, 'text before 7 of 7 records');
    const damage = lineWith(lines, '1 stray run, the first on line 7');
    expect(lines.indexOf(damage)).toBe(lines.indexOf(usual) + 1);
    expect(cellOf(damage, '1 stray run')).toBe(cellOf(usual, 'text before'));
    expect(lineWith(linesOf(model), '1 stray run')).toContain('\u001b[33m');
    expect(lineWith(linesOf(model), 'text before')).not.toContain('\u001b[33m');
  });

  it('marks it in Original with what it is, and lets nothing of it act', async () => {
    const { model } = await Explorer.of(LOG, { columns, rows, keys: ['4', '}'] });
    const line = lineWith(textsOf(model), 'Trace');
    expect(line).toMatch(/^▌! +7 │Trace␛\[31mback {2}← stray text: in no record *$/);
    expect(lineWith(textsOf(model), PREFIX.trim())).not.toMatch(/[!←]/);
    expect(lineWith(linesOf(model), PREFIX.trim())).toContain(`\u001b[2m│${PREFIX.trim()}\u001b[22m`);
  });
});

it.each([
  ['under the cursor', ['2', 'G'], 'inverse'],
  ['not under the cursor', ['2'], 'plain'],
  ['whose pane has no keys', ['2', 'G', 'w'], 'plain'],
])('reverses the row of it %s as any other row', async (_, keys, look) => {
  const { model } = await Explorer.of(`${EVENT}oops\n{"user_id": 1}\n${EVENT}`, {
    columns: 80,
    rows: 24,
    keys,
  });
  const line = lineWith(linesOf(model), '1 stray run');
  expect(line.includes('\u001b[7m')).toBe(look === 'inverse');
});

it('marks it with ASCII alone where a terminal has no more', async () => {
  const { model } = await Explorer.of(LOG, { ascii: true, keys: ['4', '}'] });
  expect(lineWith(textsOf(model), 'Trace')).toContain('<- stray text');
});

it('marks the stray part of a row alone, beside a record and wide characters', async () => {
  const { model } = await Explorer.of(`${EVENT.trim()} 漢字é oops\n${EVENT}`, { columns: 160, keys: ['4'] });
  expect(lineWith(linesOf(model), 'oops')).toContain('\u001b[33m漢字é oops\u001b[39m');
});
