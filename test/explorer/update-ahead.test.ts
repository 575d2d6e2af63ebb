import { describe, expect, it } from 'vitest';
import { shownRecord } from '../../source/explorer/tabs/events/record-text.ts';
import { eventsOf, FEW } from '../helpers/explored-files.ts';
import { datasetsOf, Explorer } from '../helpers/explorer.ts';

/** Presses keys at once: none of their requests is answered before the last key. */
async function typed(explorer: Explorer, ...keys: string[]): Promise<Explorer> {
  for (const key of keys) explorer.send({ kind: 'key', key });
  return explorer.settle();
}

describe('typing faster than rows come', () => {
  it('a search and Enter go in to the match, not to where the cursor was', async () => {
    const explorer = await typed(await Explorer.of(FEW), '/', 'c', 'i', 'd', 'enter', 'enter');
    expect(explorer.model.tab).toBe('events');
    expect(explorer.column('user_id')).toEqual(['cid', 'cid', 'cid']);
  });

  it('a filter and three Enters open the record', async () => {
    const explorer = await typed(await Explorer.of(FEW), '&', 'B', 'o', 'b', 'enter', 'enter', 'enter');
    expect(shownRecord(explorer.model)?.titles).toEqual(['event 2, line 2']);
  });

  it('an Enter after a search without a match is dropped', async () => {
    const explorer = await typed(await Explorer.of(FEW), '/', 'z', 'z', 'enter', 'enter', 'enter');
    expect(explorer.message).toBe('no row has zz');
    expect(explorer.model.tab).toBe('sessions');
  });

  it('going to a time, a row, the end or a match waits for events that are being counted', async () => {
    const times = [':', ...'2024-07-10T10:40', 'enter'];
    for (const [keys, row] of [
      [times, 5],
      [[':', '7', 'enter'], 6],
      [['G'], 9],
      [['/', ...'buy', 'enter'], 5],
    ] as const) {
      const explorer = await typed(await Explorer.of(FEW), '3', ...keys);
      expect([explorer.state.viewport.cursor, explorer.message]).toEqual([row, '']);
    }
  });

  it('an export waits for the rows that the screen says it writes, whichever pane has the cursor', async () => {
    const explorer = await Explorer.of(FEW, { keys: ['3', 'w'] });
    await typed(explorer, 'enter', 'e', 'enter');
    const [effect] = explorer.asked;
    const rows =
      effect?.kind === 'export' && effect.exported.what === 'events' ? effect.exported.rows : undefined;
    const { shown } = explorer.model.tables.events;
    expect(shown?.rowCount).toBeLessThan(10);
    expect(rows?.rowCount).toBe(shown?.rowCount);
  });

  it('a search replaces the one under way', async () => {
    const explorer = await typed(await Explorer.of(FEW), '/', 'z', 'z', 'enter', '/', 'd', 'a', 'n', 'enter');
    expect([explorer.chosen[0], explorer.message]).toEqual(['dan', '']);
  });

  it('pasted text waits for the prompt that is still to open', async () => {
    const explorer = await Explorer.of(FEW);
    for (const key of ['l', ']', 'j', '/']) explorer.send({ kind: 'key', key });
    explorer.send({ kind: 'paste', text: 'ann' });
    await explorer.settle();
    expect(explorer.model.prompt?.text).toBe('ann');
  });

  it('^C, ^Z, ^L and q act at once, and Esc takes back the keys that wait', async () => {
    for (const [key, kind] of [
      ['ctrl+c', 'quit'],
      ['q', 'quit'],
      ['ctrl+z', 'suspend'],
      ['ctrl+l', 'redraw'],
    ]) {
      const explorer = await Explorer.of(FEW);
      for (const before of [']', 'j', 'j']) explorer.send({ kind: 'key', key: before });
      explorer.send({ kind: 'key', key });
      expect(explorer.waiting.at(-1)?.kind).toBe(kind);
      explorer.send({ kind: 'key', key: 'escape' });
      expect(explorer.model.typedAhead).toEqual([]);
    }
  });

  it('a q is text for a prompt that is still to open', async () => {
    const explorer = await typed(await Explorer.of(FEW), ']', '/', 'q');
    expect([explorer.model.prompt?.text, explorer.asked]).toEqual(['q', []]);
  });

  it('keys typed before anything is read act when it is', async () => {
    const explorer = new Explorer(eventsOf([1, 2, 3]));
    for (const key of ['/', 'u', '0', '3', 'enter']) explorer.send({ kind: 'key', key });
    const [all] = datasetsOf([eventsOf([1, 2, 3])]);
    await explorer.load(all);
    expect(explorer.chosen[0]).toBe('u03');
  });
});

describe('what cannot be read', () => {
  it('is reported, no longer waited for, and requested again at the next key', async () => {
    const explorer = await Explorer.of(FEW);
    explorer.failing = new Set(['readWindow']);
    await explorer.press('4');
    expect(explorer.message).toBe('the disk is gone');
    expect(explorer.waiting).toEqual([]);
    explorer.failing = new Set();
    await explorer.press('down');
    expect(explorer.original.rows[0]).toContain('ann');
  });

  it.each(['readRecord', 'findLine', 'searchFile', 'export'] as const)(
    '%s: keys go on to work',
    async (kind) => {
      const explorer = await Explorer.of(FEW);
      explorer.failing = new Set([kind]);
      await explorer.press('3', 'enter', 'y', 'escape', '4');
      await explorer.enter(':', '3');
      await explorer.enter('/', 'cid');
      await explorer.enter('e', 'x.csv');
      await explorer.press('1', 'down');
      expect([explorer.model.task === undefined || kind !== 'export', explorer.chosen[0]]).toEqual([
        true,
        'ann',
      ]);
    },
  );

  it('because the file has become shorter, is cut at its new end', async () => {
    const explorer = await Explorer.of(FEW, { file: { sizeBytes: 100_000_000 } });
    await explorer.press('4', 'G', 'G', 'pagedown', 'pageup', 'g', 'G');
    expect(explorer.waiting).toEqual([]);
    await explorer.press('g');
    expect(explorer.original.rows[0]).toContain('ann');
  });
});
