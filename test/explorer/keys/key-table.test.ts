import { describe, expect, it } from 'vitest';
import { bindingOf, hintKey } from '../../../source/explorer/keys/find-binding.ts';
import { helpLines } from '../../../source/explorer/keys/help-lines.ts';
import { keyLabel } from '../../../source/explorer/keys/key-labels.ts';
import { type Group, KEYS } from '../../../source/explorer/keys/key-table.ts';
import type { Command } from '../../../source/explorer/model/command.ts';
import type { LowerOverlay } from '../../../source/explorer/model/overlay.ts';
import { helpGrid } from '../../../source/explorer/overlays/help-grid.ts';
import { activeList } from '../../../source/explorer/tabs/active-list.ts';
import { TABS } from '../../../source/explorer/tabs/registry.ts';
import { tabOrder } from '../../../source/explorer/tabs/tab-labels.ts';
import { widthOf } from '../../../source/format/text-width.ts';
import { Explorer } from '../../helpers/explorer.ts';
import { planned, WRONG } from '../../helpers/fields.ts';
import { textsOf } from '../../ui/frames.tsx';

/** The keys that the contract names (spec section 10), by what it files them under. */
const CONTRACT: Readonly<Record<Group, readonly string[]>> = {
  move: [
    ...['up', 'down', 'left', 'right', 'j', 'k', 'g', 'G', 'home', 'end'],
    ...['ctrl+d', 'ctrl+u', 'ctrl+f', 'ctrl+b', 'pagedown', 'pageup', 'space', ':'],
  ],
  columns: ['h', 'l', 'left', 'right', '[', ']', 's', 'H', 'F', 'W', 'c'],
  tabs: ['1', '2', '3', '4', 'tab', 'shift+tab', 'w'],
  find: ['/', 'n', 'N', '&'],
  sessions: ['z', 'U'],
  events: ['u', 't', '+', '-', '0', '<', '>', 'd'],
  rejects: ['}', '{'],
  fields: ['u', 't', 'y', 'i', '+', '-', '/', 'R'],
  act: ['enter', 'escape', 'e', 'y', 'o', 'r', 'm', 'M'],
  always: ['?', 'q', 'ctrl+c', 'ctrl+z', 'ctrl+l'],
};

const ALL_KEYS = KEYS.flatMap(({ keys }) => keys);

describe('the table of keys', () => {
  it('has every key of the contract', () => {
    const missing = Object.values(CONTRACT)
      .flat()
      .filter((key) => bindingOf(key, { overlay: { kind: 'fields' } }) === undefined);
    expect(missing).toEqual([]);
  });

  it.each(Object.entries(CONTRACT))('files the keys of the contract under %s', (group, keys) => {
    const sideways = ['left', 'right'];
    const filed = KEYS.filter((binding) => binding.group === group).flatMap((binding) => binding.keys);
    expect(filed).toEqual(expect.arrayContaining(keys.filter((key) => !sideways.includes(key))));
  });

  it.each([
    [undefined, undefined],
    ['fields', undefined],
    [undefined, 'skipped'],
    [undefined, 'sessions'],
  ])('has no key twice in one place (overlay %s, tab %s)', (overlay, tab) => {
    const here = KEYS.filter(({ inOverlay, inTab }) => inOverlay === overlay && inTab === tab);
    const keys = here.flatMap((binding) => binding.keys);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  it('has no command twice, and a key and a word of help for each', () => {
    const commands = KEYS.map(({ command }) => command);
    expect(new Set(commands).size).toBe(commands.length);
    expect(KEYS.filter(({ keys, help }) => keys.length === 0 || help === '')).toEqual([]);
  });

  it('has a place in the help for every key', () => {
    const explorer = new Explorer('');
    const fields = { kind: 'fields' } as LowerOverlay;
    const places = [
      ...tabOrder().map((tab) => ({ tab, over: undefined })),
      { tab: explorer.model.tab, over: fields },
    ];
    const lines = places.flatMap((place) => helpLines({ ...place, ascii: true }));
    for (const { keys, help } of KEYS) {
      const labels = keys.map((key) => keyLabel(key, true)).join(' ');
      expect(lines.some((line) => line.keys.includes(labels) && line.help.includes(help))).toBe(true);
    }
  });

  it('fits on one screen at 80x24, in every tab and Fields: each key with its words, those of the tab first', async () => {
    for (const tab of tabOrder()) {
      for (const over of [undefined, { kind: 'fields' } as LowerOverlay]) {
        const explorer = await planned(WRONG);
        await explorer.send({ kind: 'resized', columns: 80, rows: 24 }).settle();
        // The plan and the chip are not in its way.
        await explorer.press(
          '=',
          `${tabOrder().indexOf(tab) + 1}`,
          ...(over === undefined ? [] : ['M']),
          '?',
        );
        const lines = textsOf(explorer.model);
        expect(lines[3]).toMatch(over === undefined ? ` ${TABS[tab].title}` : ' Fields');
        for (const { brief, help, isTitle, keys } of helpLines({ tab, over, ascii: false })) {
          const words = isTitle ? '' : `(?:${quoted(help)}|${quoted(brief)})`;
          expect(lines.join('\n')).toMatch(new RegExp(` ${quoted(keys)} +${words}`));
        }
        expect(activeList(explorer.model)?.count).toBe(1);
      }
    }
  });

  it('has room for the words of each key, which begin below each other: in ASCII and on narrow screens too', () => {
    for (const [tab, ascii] of tabOrder().flatMap((one) => [[one, false] as const, [one, true] as const])) {
      const lines = helpLines({ tab, over: undefined, ascii });
      for (const [columns, height] of [
        [80, 20],
        [60, 17],
        [40, 7],
      ] as const) {
        const grid = helpGrid(lines, columns, height);
        expect(grid.columns.reduce((sum, { width }) => sum + width, 0)).toBeLessThanOrEqual(columns);
        for (const [column, { keysWidth, wordsWidth }] of grid.columns.entries()) {
          const shown = grid.rows.flatMap((row) => row[column] ?? []).filter(({ isTitle }) => !isTitle);
          for (const { keys, brief } of shown) {
            expect(widthOf(keys)).toBeLessThanOrEqual(keysWidth);
            expect(widthOf(brief)).toBeLessThanOrEqual(wordsWidth);
          }
        }
      }
    }
  });

  it('shows all of its words and keeps its groups whole where there is room below', async () => {
    const explorer = await Explorer.of('', { columns: 120, rows: 40, keys: ['?'] });
    const seen = textsOf(explorer.model).join('\n');
    expect(seen).toMatch(/ & +filter all tabs: words in any cell, user_id=12, *\n.* type=a,b, duration>1h/);
    const { overlay } = explorer.model;
    if (overlay?.kind !== 'help') throw new Error('the help is not open');
    const [firsts] = helpGrid(overlay.lines, 120, 33).rows;
    expect(firsts.map((line) => line?.isTitle)).toEqual([true, true]);
  });
});

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

describe('a key', () => {
  it.each(ALL_KEYS)('%s is known in every tab, before a file is loaded and after', async (key) => {
    const text = '{"user_id": 1}\n{"user_id": 1, "event_time": "2024-07-10", "event_type": "a"}\n';
    for (const explorer of [new Explorer(text), await Explorer.of(text)]) {
      for (const tab of ['1', '2', '3', '4']) {
        await explorer.press(tab, key);
        expect(explorer.message ?? '').not.toContain('unknown key');
        await explorer.press('enter', key, 'escape', 'escape');
      }
    }
  });

  it('without a binding says that it is unknown, and does nothing', async () => {
    const explorer = await Explorer.of('');
    const before = explorer.model;
    for (const [key, label] of [
      ['f12', 'f12'],
      ['é', 'é'],
      ['ctrl+x', '^x'],
    ]) {
      await explorer.press(key);
      expect(explorer.message).toBe(`unknown key ${label}`);
      expect({ ...explorer.model, message: before.message }).toEqual(before);
    }
  });

  it.each([
    ['4', '+', '+ works in Sessions (1), Skipped (2) and Events (3)'],
    ['4', ']', '] works in Sessions (1), Skipped (2) and Events (3)'],
    ['4', 'E', 'E works in Sessions (1), Skipped (2) and Events (3)'],
    ['4', '=', '= works in Sessions (1), Skipped (2) and Events (3)'],
    ['1', 'R', 'R works in Fields (M)'],
    ['?', 'R', 'R works in Fields (M)'],
    ['?', 'X', 'unknown key X'],
    ['?', 'z', 'close the overlay first (Esc)'],
  ])('that acts elsewhere says where: after %s, %s', async (place, key, said) => {
    const explorer = await Explorer.of('', { keys: [place, key] });
    expect(explorer.message).toBe(said);
  });

  it('that comes in one read with the Escape before it works, and so does the Escape', async () => {
    const text = '{"user_id": 1, "event_time": "never", "event_type": "a"}\n';
    const explorer = await Explorer.of(text, { keys: ['2', 'enter'] });
    expect(explorer.model).toMatchObject({ tab: 'skipped', tabs: { skipped: { pane: 'rejections' } } });
    await explorer.press('alt+3');
    expect(explorer.model).toMatchObject({ tab: 'events', tabs: { skipped: { pane: 'reasons' } } });
    await explorer.press('?', 'alt+tab');
    expect(explorer.model).toMatchObject({ tab: 'original', overlay: undefined });
  });

  it('with alt does not change a text that is being typed', async () => {
    const explorer = await Explorer.of('', { keys: ['/', 'a', 'b', 'alt+b', 'alt+backspace'] });
    expect(explorer.model.prompt).toMatchObject({ purpose: 'search', text: 'ab' });
    await explorer.press('escape', '3', 'u', 'a', 'alt+b');
    expect(explorer.model.overlay).toMatchObject({ kind: 'users', text: 'a' });
  });

  it.each([
    ['ctrl+d', '^d', '^d'],
    ['up', '↑', 'Up'],
    ['enter', '↵', 'Enter'],
    ['escape', 'Esc', 'Esc'],
    ['shift+tab', 'Shift-Tab', 'Shift-Tab'],
    ['pagedown', 'PgDn', 'PgDn'],
    ['space', 'Space', 'Space'],
    ['G', 'G', 'G'],
    [':', ':', ':'],
  ])('%s is written %s, and %s where there is only ASCII', (key, label, ascii) => {
    expect([keyLabel(key, false), keyLabel(key, true)]).toEqual([label, ascii]);
  });

  it('is only ASCII where there is only ASCII', () => {
    expect(ALL_KEYS.map((key) => keyLabel(key, true)).filter((label) => !/^[ -~]+$/.test(label))).toEqual([]);
  });

  it.each<[Command, string]>([
    ['enter', '↵'],
    ['back', 'Esc'],
    ['filter', '&'],
  ])('is hinted at for %s as %s', (command, key) => {
    expect(hintKey(command, false)).toBe(key);
  });
});
