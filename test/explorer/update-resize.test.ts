import { describe, expect, it } from 'vitest';
import { activeList } from '../../source/explorer/tabs/active-list.ts';
import { upTo } from '../helpers/dataset.ts';
import { DAMAGED, eventsOf, FEW, nameOf } from '../helpers/explored-files.ts';
import { Explorer } from '../helpers/explorer.ts';

const SIZES = [
  [80, 24],
  [40, 10],
  [200, 60],
  [30, 8],
  [1, 1],
  [10, 3],
  [250, 5],
  [80, 24],
] as const;

async function resize(explorer: Explorer, columns: number, rows: number): Promise<void> {
  await explorer.send({ kind: 'resized', columns, rows }).settle();
}

describe('a screen of another size', () => {
  it('keeps the row that the cursor is on, in sight', async () => {
    const explorer = await Explorer.of(eventsOf(upTo(100)));
    await explorer.press('pagedown', 'pagedown', 'down');
    for (const [columns, rows] of SIZES) {
      await resize(explorer, columns, rows);
      expect(explorer.chosen[0]).toBe(nameOf(33));
      if (rows >= 8) expect(explorer.seen).toContain(nameOf(33));
    }
  });

  it('keeps the rows of the tabs that are not looked at', async () => {
    const explorer = await Explorer.of(eventsOf(upTo(100)));
    await explorer.press('pagedown', '3', 'pagedown');
    const { chosen } = explorer;
    await explorer.press('4');
    for (const [columns, rows] of SIZES) await resize(explorer, columns, rows);
    await explorer.press('1');
    expect(explorer.seen).toContain(nameOf(16));
    expect(explorer.chosen[0]).toBe(nameOf(16));
    await explorer.press('3');
    expect(explorer.chosen).toEqual(chosen);
  });

  it('keeps the byte that the cursor is on in Original', async () => {
    const explorer = await Explorer.of(eventsOf(upTo(100)));
    await explorer.press('4');
    await explorer.enter(':', '150');
    const byte = explorer.model.tabs.original.cursorByteOffset;
    for (const [columns, rows] of SIZES) {
      await resize(explorer, columns, rows);
      expect(explorer.original.cursor).toBeDefined();
    }
    expect(explorer.model.tabs.original.cursorByteOffset).toBe(byte);
    expect(explorer.original.cursor).toContain(`"${nameOf(49)}"`);
  });

  it('keeps the column cursor in sight', async () => {
    const explorer = await Explorer.of(FEW, { columns: 200 });
    await explorer.press('l', 'l', 'l', 'l');
    await resize(explorer, 40, 10);
    expect(explorer.columnsSeen).toContain('duration_seconds');
  });

  it('keeps what is open over a tab, and what is typed', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('3', 'enter', '?', 'G', ':', 'a');
    for (const [columns, rows] of SIZES) await resize(explorer, columns, rows);
    expect([explorer.model.overlay?.kind, explorer.model.prompt?.text]).toEqual(['help', 'a']);
    await explorer.press('escape', 'escape', '1', 'E');
    for (const [columns, rows] of SIZES) await resize(explorer, columns, rows);
    expect(explorer.model.overlay?.kind).toBe('command');
  });

  it('takes any key at any size', async () => {
    const keys = ['down', 'G', 'pageup', 'l', 'l', 's', 'enter', '}', '+', 'd', 'w', '?', 'G', 'escape'];
    for (const [columns, rows] of SIZES) {
      const explorer = await Explorer.of(DAMAGED, { columns, rows });
      for (const tab of ['1', '2', '3', '4']) await explorer.press(tab, ...keys, 'escape', 'escape');
      expect(explorer.asked).toEqual([]);
    }
  });
});

describe('a low screen', () => {
  it('shows one pane of Skipped, as much of it as fits, whatever was done in the other', async () => {
    const explorer = await Explorer.of('{"user_id": 1}\n'.repeat(9) + DAMAGED, { columns: 40, rows: 10 });
    await explorer.press('2', 'w', 'G', 'w');
    await resize(explorer, 42, 10);
    await explorer.press('w');
    expect(explorer.seen).toHaveLength(activeList(explorer.model)?.height ?? 0);
    expect(explorer.chosen[0]).toBe('17');
  });
});
