import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { screenLayout } from '../../source/explorer/view/screen-layout.ts';
import { upTo } from '../helpers/dataset.ts';
import { eventsOf, FEW, nameOf } from '../helpers/explored-files.ts';

const TABS = '../../source/explorer/tabs/registry.ts';
const DRAWINGS = '../../source/ui/tabs/registry.ts';

let Explorer: typeof import('../helpers/explorer.ts').Explorer;
let datasetsOf: typeof import('../helpers/explorer.ts').datasetsOf;
let textsOf: typeof import('../ui/frames.tsx').textsOf;

// The tests of this project share their modules: those that know the tab are loaded again, and dropped afterwards.
beforeAll(async () => {
  vi.resetModules();
  vi.doMock(TABS, async (original) => {
    const { TABS } = await original<typeof import('../../source/explorer/tabs/registry.ts')>();
    const { usersTab } = await import('../helpers/users-tab.ts');
    return { TABS: { ...TABS, users: usersTab } };
  });
  vi.doMock(DRAWINGS, async (original) => {
    const { TAB_DRAWINGS } = await original<typeof import('../../source/ui/tabs/registry.ts')>();
    const { drawnAsLines } = await import('../../source/ui/tabs/tab-drawing.tsx');
    const { tableLines } = await import('../../source/ui/components/table-lines.ts');
    const users = drawnAsLines((model, height) => tableLines(model, 'users', height, true));
    return { TAB_DRAWINGS: { ...TAB_DRAWINGS, users } };
  });
  ({ datasetsOf, Explorer } = await import('../helpers/explorer.ts'));
  ({ textsOf } = await import('../ui/frames.tsx'));
});

afterAll(() => {
  vi.doUnmock(TABS);
  vi.doUnmock(DRAWINGS);
  vi.resetModules();
});

describe('a tab that is registered and nothing else', () => {
  it('has a label, a key and a line of help, and is drawn', async () => {
    const explorer = await Explorer.of(FEW, { keys: ['5'] });
    expect(explorer.model.tab).toBe('users');
    const lines = textsOf(explorer.model);
    expect(lines).toContainEqual(expect.stringContaining('4 Original  5 Users 4'));
    expect(lines).toContainEqual(expect.stringMatching(/user_id +sessions +events ▼/));
    expect(lines).toContainEqual(expect.stringMatching(/▌dan +1 +4/));
    expect(lines.at(-1)).toMatch(/↵ events .* 1 of 4$/);
    const { model } = await explorer.press('?');
    expect(textsOf(model).join('\n')).toMatch(
      /1 2 3 4 5 +(?:Sessions, Skipped, Events, Original, Users|the tabs)/,
    );
  });

  it('is gone to by Tab and by a press on its label', async () => {
    const explorer = await Explorer.of(FEW, { keys: ['4', 'tab'] });
    expect(explorer.model.tab).toBe('users');
    const row = screenLayout(80, 24).tabs.top;
    const column = textsOf(explorer.model)[row].indexOf('Users');
    await explorer.press('1');
    await explorer.click(row, column);
    expect(explorer.model.tab).toBe('users');
  });

  it('moves, filters, searches and copies as every table does', async () => {
    const explorer = await Explorer.of(eventsOf(upTo(60)), { keys: ['5', '[', 'G'] });
    expect(explorer.chosen.slice(0, 3)).toEqual([nameOf(59), '1', '3']);
    await explorer.enter('&', 'u4');
    expect(explorer.column('user_id')).toEqual(upTo(10).map((at) => nameOf(40 + at)));
    await explorer.enter('/', 'u47');
    expect(explorer.chosen[0]).toBe(nameOf(47));
    await explorer.press('y');
    expect(explorer.asked).toEqual([{ kind: 'copy', text: nameOf(47), what: 'user_id' }]);
    await explorer.press('escape', 'escape');
    expect(explorer.rows).toHaveLength(60);
  });

  it('keeps its cursor on its user as more of the file is loaded', async () => {
    const parts = [eventsOf([1, 3, 5, 7]), eventsOf([0, 2, 4, 6])];
    const [first, all] = datasetsOf(parts);
    const explorer = new Explorer(parts.join(''));
    await explorer.load(first);
    await explorer.press('5', '[', 'down', 'down');
    expect(explorer.chosen[0]).toBe(nameOf(5));
    await explorer.load(all);
    expect(explorer.rows).toHaveLength(8);
    expect(explorer.chosen[0]).toBe(nameOf(5));
  });

  it('goes in by Enter and by a second press, and comes back to the same row', async () => {
    const explorer = await Explorer.of(FEW, { keys: ['5', '[', 'down', 'down', 'enter'] });
    expect(explorer.column('user_id')).toEqual(['cid', 'cid', 'cid']);
    await explorer.press('escape');
    expect([explorer.model.tab, explorer.chosen[0]]).toEqual(['users', 'cid']);
    const { top } = screenLayout(80, 24).body;
    await explorer.click(top + 4);
    await explorer.click(top + 4);
    expect(explorer.column('user_id')[0]).toBe('dan');
  });

  it('says where keys of other tabs work, and what its rows cannot do', async () => {
    const explorer = await Explorer.of(FEW, { keys: ['5'] });
    await explorer.press('0');
    expect(explorer.message).toBe('0 works in Events (3)');
    await explorer.enter(':', '2024-07-10T10:00');
    expect(explorer.message).toBe('these rows have no time to go to');
  });
});
