import { describe, expect, it } from 'vitest';
import { DAMAGED, FEW } from '../helpers/explored-files.ts';
import { Explorer } from '../helpers/explorer.ts';
import { linesOf, textsOf } from './frames.tsx';

/** What is only true of rows that have been counted. */
const NONE =
  /no rows|none so far|nothing |no events|no match|none of the|no users|there are no|\b0 of|Sessions 0|Events 0|Skipped 0/;

/** A start of a session in dim letters. */
const DIM_TIME = /\p{Cc}\[2m07-10 /u;

const SIZES = [
  [120, 40],
  [80, 24],
  [40, 10],
] as const;

const FILTER_ALL_OUT = ['&', ...'nowhere', 'enter'];

/** What waits; the keys before, whose rows came; the keys whose rows are still to come; the message meanwhile. */
const WAITING: readonly (readonly [string, readonly string[], readonly string[], RegExp])[] = [
  ['events', [], ['3'], /sorting …/],
  ['users', [], ['U'], /sorting …/],
  ['the users of the picker', ['3'], ['u'], /looking …/],
  ['rejections in another order', ['2', 'w', 'l', ']', ...FILTER_ALL_OUT], ['escape'], /sorting …/],
  ['the reasons of a filter', [], ['&', ...'view', 'enter', '2'], /counting …/],
  [
    'the reasons of a filter that none had',
    ['2', ...FILTER_ALL_OUT],
    ['&', 'ctrl+u', ...'view', 'enter'],
    /counting …/,
  ],
  ['events without a filter that none had', ['3', ...FILTER_ALL_OUT], ['escape'], /sorting …/],
  ['sessions of another gap', [], ['z', ...'20m', 'enter'], /…/],
];

describe('what is still being counted', () => {
  describe.each(WAITING)('%s', (_, before, keys, said) => {
    it.each(SIZES)('is not said to be none, at %dx%d', async (columns, rows) => {
      const explorer = await Explorer.of(FEW + DAMAGED, { columns, rows, keys: before });
      for (const key of keys) {
        explorer.send({ kind: 'key', key });
        const clocks = explorer.waiting.filter(({ kind }) => kind === 'clock');
        explorer.waiting = explorer.waiting.filter(({ kind }) => kind !== 'clock');
        for (const _ of clocks) explorer.send({ kind: 'clock', nowSeconds: 0 });
      }
      const screen = textsOf(explorer.model).join('\n');
      expect(screen).not.toMatch(NONE);
      expect(screen).toMatch(said);
    });
  });

  it('is no count of the gap before', async () => {
    const explorer = await Explorer.of(FEW, { columns: 120, rows: 40, keys: ['z', ...'20m', 'enter'] });
    await explorer.press('z', 'ctrl+u', ...'10m');
    explorer.send({ kind: 'key', key: 'enter' });
    // The cut comes, and neither its rows nor what they come to.
    const send = explorer.send.bind(explorer);
    explorer.send = (action) => (action.kind === 'answered' ? explorer : send(action));
    await explorer.settle();
    const screen = textsOf(explorer.model);
    expect(screen.join('\n')).toContain('gap 10m (z)   counting …');
    expect(screen.at(-1)).toMatch(/…\s*$/);
  });

  it('leaves rows of the gap before dim, from the first news of a long cut until its rows come', async () => {
    const explorer = await Explorer.of(FEW, { columns: 120, rows: 40, keys: ['z', ...'20m', 'enter'] });
    await explorer.press('z', 'ctrl+u', ...'10m');
    explorer.send({ kind: 'key', key: 'enter' });
    const secondRow = (): string => linesOf(explorer.model)[8];
    expect(secondRow()).not.toMatch(DIM_TIME);
    explorer.send({ kind: 'gapProgress', share: 0.3 });
    expect(secondRow()).toMatch(DIM_TIME);
    const send = explorer.send.bind(explorer);
    explorer.send = (action) => (action.kind === 'answered' ? explorer : send(action));
    await explorer.settle();
    expect(secondRow()).toMatch(DIM_TIME);
    explorer.send = send;
    await explorer.press('z', 'ctrl+u', ...'10m', 'enter');
    await explorer.press('z', 'ctrl+u', ...'5m', 'enter');
    expect(secondRow()).not.toMatch(DIM_TIME);
  });

  it.each(SIZES)('is the whole file before its first news come, at %dx%d', (columns, rows) => {
    for (const key of ['1', '2', '3']) {
      const explorer = new Explorer(FEW, { columns, rows }).send({ kind: 'key', key });
      expect(textsOf(explorer.model).join('\n')).not.toMatch(NONE);
    }
  });
});
