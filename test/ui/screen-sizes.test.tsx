import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { makeSample } from '../../sample/make-sample.ts';
import { eventLine, readFile, upTo } from '../helpers/dataset.ts';
import { Explorer } from '../helpers/explorer.ts';
import { textsOf } from './frames.tsx';

const SAMPLE = readFile(makeSample());

const SIZES = [
  [120, 40],
  [100, 30],
  [80, 24],
  [40, 10],
  [30, 8],
  [20, 5],
  [7, 2],
] as const;

/** How to come to each place there is, from the first screen. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  sessions: [],
  'a wide table, scrolled to the right': ['l', 'l', 'l', 'l'],
  skipped: ['2'],
  'the rejections': ['2', 'w', 'G'],
  events: ['3'],
  'events, zoomed, with duplicates': ['3', '+', '+', 'd', 'G'],
  'everything narrowed': [
    '&',
    ...'view',
    'enter',
    ':',
    ...'2024-07-10',
    'enter',
    '3',
    'u',
    '1',
    'enter',
    'd',
  ],
  'narrowed to nothing': ['&', ...'user_id=nobody', 'enter'],
  original: ['4'],
  'a rejected record in original': ['4', '}', '}'],
  'a record': ['3', 'enter'],
  help: ['?'],
  'the end of the help': ['?', 'G'],
  info: ['i'],
  'the users': ['3', 'u'],
  'the users called so': ['3', 'u', 'a'],
  'the types': ['3', 't'],
  'a prompt': ['&', ...'nothing is called like this, and it is longer than any screen is wide here'],
  'a prompt to open a file': ['o', ...'/tmp/用户'],
  'a prompt with a fault': ['/', ...'/(/'],
  'a message': ['w'],
};

describe('every place of the screen, whatever its size', () => {
  it.for(Object.entries(PLACES))('%s', async ([, keys]) => {
    const explorer = await Explorer.of(SAMPLE, { columns: 120, rows: 40, keys });
    for (const [columns, rows] of SIZES) {
      await explorer.send({ kind: 'resized', columns, rows }).settle();
      const lines = textsOf(explorer.model);
      expect(lines.length).toBeLessThanOrEqual(rows);
      expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
    }
  });
});

describe('the screen', () => {
  it('shows the five numbers in boxes, with their shares', async () => {
    const { model } = await Explorer.of(SAMPLE, { columns: 100, rows: 30 });
    expect(textsOf(model).slice(0, 5)).toEqual([
      ' events.json  263 kB  2,016 records                                                            done',
      '╭ Total events ────╮╭ Valid events ────╮╭ Skipped ─────────╮╭ Dupes removed ───╮╭ Unique users ────╮',
      '│ 2,016            ││ 1,918      95.1% ││ 98          4.9% ││ 65          3.4% ││ 64               │',
      '╰──────────────────╯╰──────────────────╯╰──────────────────╯╰──────────────────╯╰──────────────────╯',
      ' 1 Sessions 64  2 Skipped 98  3 Events 1,853  4 Original',
    ]);
  });

  it('shows the type under the cursor at 40x10, where there is a row for all of them, and the total again', async () => {
    const explorer = await Explorer.of(SAMPLE, { columns: 40, rows: 10, keys: ['3'] });
    const row = (): string => textsOf(explorer.model).slice(3, 5).join('\n');
    expect(row()).toMatch(/\n all +1,834 /);
    await explorer.press('w', 'down');
    expect(row()).toMatch(/▌\S \S+ +\d+ /);
    expect(textsOf(explorer.model).at(-1)).toMatch(/ 2 of \d+$/);
    await explorer.press('w');
    expect(row()).toMatch(/\n all +1,834 /);
  });

  it('has the titles of the boxes whole at 80 columns', async () => {
    const { model } = await Explorer.of(SAMPLE, { columns: 80, rows: 24 });
    expect(textsOf(model)[1]).toBe(
      '╭ Total events ╮╭ Valid events ╮╭ Skipped ────╮╭ Dupes removed ╮╭ Unique users ╮',
    );
  });

  it.for([
    [60, ' 2,016 total  1,918 valid  98 skipped  65 dupes  64 users'],
    [55, ' 2k total  1.9k valid  98 skipped  65 dupes  64 users'],
    [40, ' 2k tot 1.9k val 98 skip 65 dup 64 u'],
    [32, ' 2k t  1.9k v  98 s  65 d  64 u'],
    [30, ' 2k t 1.9k v 98 s 65 d 64 u'],
  ] as const)('at %i columns shows all five in one line', async ([columns, numbers]) => {
    const { model } = await Explorer.of(SAMPLE, { columns, rows: 10 });
    expect(textsOf(model)[1]).toBe(numbers);
  });

  it.for([
    [120, /← \d+ earlier {2}/],
    [100, /← \d+ earlier {2}/],
    [80, /← \d+ /],
    [40, /← \d+ /],
  ] as const)('says at %i columns how many events the chart leaves out', async ([columns, told]) => {
    const outliers = upTo(10).map((at) => eventLine('7', `1999-01-01T00:00:0${at}Z`, '"view"'));
    const file = readFile(makeSample() + outliers.join(''));
    const { model } = await Explorer.of(file, { columns, rows: 24, keys: ['3'] });
    expect(textsOf(model).join('\n')).toMatch(told);
    expect(textsOf(model).join('\n')).toContain('1 of 1,863');
  });

  it('says when it is too small, and what it needs', async () => {
    const { model } = await Explorer.of(SAMPLE, { columns: 20, rows: 5 });
    expect(textsOf(model)).toEqual(['20x5 is too small', 'needs 30x8', 'q quits']);
  });

  it('marks numbers that will grow while the file is read with ≥', async () => {
    const explorer = await Explorer.of(SAMPLE, { columns: 100, rows: 30 });
    const { dataset } = explorer.model;
    if (dataset === undefined) throw new Error('nothing was loaded');
    const model = {
      ...explorer.model,
      dataset: { ...dataset, state: { kind: 'loading' as const } },
      load: { bytesRead: 131_430, bytesPerSecond: 5e8, shareRead: undefined, died: undefined },
    };
    const lines = textsOf(model);
    expect(lines[0]).toMatch(/ {2}loading █████░░░░░ 50% {2}500 MB\/s$/);
    expect(lines[2]).toMatch(/│ 2,016 .* ≥65 .* ≥64 /);
  });

  it('shows which share of an archive is read, which is done only when reading is', async () => {
    const { model } = await Explorer.of(SAMPLE, { columns: 100, rows: 30 });
    if (model.dataset === undefined) throw new Error('nothing was loaded');
    const first = (shareRead: number | undefined): string =>
      textsOf({
        ...model,
        file: { ...model.file, sizeBytes: undefined },
        dataset: { ...model.dataset, state: { kind: 'loading' as const } },
        load: { bytesRead: 131_430, bytesPerSecond: 5e8, shareRead, died: undefined },
      } as typeof model)[0];
    expect(first(0.42)).toMatch(/ {2}loading ████░░░░░░ 42% {2}500 MB\/s$/);
    expect(first(1)).toMatch(/ {2}loading █████████░ 99% {2}500 MB\/s$/);
    expect(first(undefined)).toMatch(/ {2}reading 131 kB {2}500 MB\/s$/);
  });
});

describe('a file with nothing to show', () => {
  it('says that it is empty', async () => {
    const explorer = await Explorer.of('');
    expect(textsOf(explorer.model).join('\n')).toContain('events.json is empty; o opens another file');
    await explorer.press('4');
    expect(textsOf(explorer.model).join('\n')).toContain('the file is empty');
  });

  it('says that it has no object, and may be compressed', async () => {
    const { model } = await Explorer.of('PK\u0003\u0004 no objects at all');
    expect(textsOf(model).join('\n')).toContain('no JSON object was found: 4 shows it');
  });

  it.for([80, 40])('says in a whole sentence at %i columns that the user is missing', async (columns) => {
    const { model } = await Explorer.of('{"id": 7, "event_time": "2024-07-10"}\n'.repeat(9), {
      columns,
      rows: 24,
      keys: ['2'],
    });
    expect(textsOf(model).join('\n')).toMatch(/ 1 {4,}user_id is missing(?= |$)/m);
  });

  it('says that nothing was rejected, as every record is an event', async () => {
    const good = '{"user_id": 1, "event_time": "2024-07-10", "event_type": "view"}';
    const explorer = await Explorer.of(good, { keys: ['2'] });
    expect(textsOf(explorer.model)).toContain(' Nothing was rejected: every record is an event.');
    explorer.send({ kind: 'resized', columns: 34, rows: 16 });
    expect(textsOf(explorer.model)).toContain(' Nothing was rejected.');
  });
});
