import { describe, expect, it } from 'vitest';
import { columnsOf, TABLES } from '../../source/explorer/tables/registry.ts';
import { upTo } from '../helpers/dataset.ts';
import { DAMAGED, eventsOf, FEW } from '../helpers/explored-files.ts';
import { Explorer } from '../helpers/explorer.ts';

/** Values that become text which compares as they do. */
const SORTS: Readonly<Record<string, (text: string) => string | number>> = {
  event: Number,
  line: Number,
  event_count: Number,
  duration_seconds: (text) =>
    Number(/(\d+)m/.exec(text)?.[1] ?? 0) + Number(/(\d+)h/.exec(text)?.[1] ?? 0) * 60,
};

/** Whether values are in order, equal ones in any, and those that are empty last. */
function inOrder(name: string, texts: readonly string[], descending: boolean): boolean {
  const filled = texts.filter((text) => text !== '');
  if (texts.slice(0, filled.length).includes('')) return false;
  const values = filled.map((text) => (SORTS[name] ?? String)(text));
  const turned = descending ? values.reverse() : values;
  return turned.every((value, at) => at === 0 || turned[at - 1] <= value);
}

describe.each([
  ['sessions', FEW, ['1']],
  // Below an empty line, so that numbers and lines differ.
  ['rejections', `\n${DAMAGED}`, ['2', 'w']],
  ['events', FEW, ['3']],
] as const)('sorting %s', (table, text, keys) => {
  it.each(TABLES[table].columns.flatMap(({ name, sortable }) => (sortable ? [name] : [])))(
    'by %s: ] largest first, [ smallest first, s turns',
    async (name) => {
      const explorer = await Explorer.of(text, { settings: { gapSeconds: 86_400 } });
      await explorer.press(...keys);
      const at = columnsOf(table, explorer.model).findIndex((column) => column.name === name);
      await explorer.press(...Array<string>(at).fill('l'), ']');
      const rows = explorer.rows.length;
      expect(inOrder(name, explorer.column(name), true)).toBe(true);
      await explorer.press('s');
      expect(inOrder(name, explorer.column(name), false)).toBe(true);
      await explorer.press('s');
      expect(inOrder(name, explorer.column(name), true)).toBe(true);
      await explorer.press('[');
      expect(inOrder(name, explorer.column(name), false)).toBe(true);
      expect(explorer.rows).toHaveLength(rows);
    },
  );
});

describe('an order', () => {
  it('is shown from its first row on', async () => {
    const explorer = await Explorer.of(eventsOf(upTo(60)));
    await explorer.press('pagedown', 'pagedown', ']');
    expect(explorer.chosen[0]).toBe('u59');
    expect(explorer.seen[0]).toBe('u59');
  });

  it('stays with a filter, and a filter with an order', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press(']');
    await explorer.enter('&', 'user_id~n');
    expect(explorer.column('user_id')).toEqual(['dan', 'ann']);
    await explorer.press('s');
    expect(explorer.column('user_id')).toEqual(['ann', 'dan']);
  });

  it('that is waited for is given up by Esc: the rows stay as they are, and nothing more comes', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('down');
    const { seen, chosen } = explorer;
    explorer.send({ kind: 'key', key: ']' });
    const asked = explorer.waiting.map(({ kind }) => kind);
    expect(asked).toEqual(['query']);
    explorer.waiting = [];
    await explorer.press('escape');
    expect(explorer.asked.map(({ kind }) => kind)).toContain('cancelQuery');
    expect([explorer.seen, explorer.chosen]).toEqual([seen, chosen]);
    expect(explorer.state.sort).toEqual({ column: 'user_id', descending: false });
    await explorer.press('escape');
    expect(explorer.message).toContain('nothing to step back to');
  });

  it('turned by s is that of the sorted column, wherever the column cursor is', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('l', 'l', 'l', 'l', ']', 'h', 'h', 's');
    expect(explorer.column('event_count')).toEqual(['1', '2', '3', '4']);
  });

  it.each(['s', '[', ']'])(
    'is not changed by %s where the cursor is in no table, and a message says so',
    async (key) => {
      const explorer = await Explorer.of(FEW, { keys: ['2', key] });
      expect(explorer.message).toBe('there are no columns here');
    },
  );
});

describe('the column cursor', () => {
  it('goes from the first column to the last and no further', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('left');
    expect(explorer.state.column).toBe('user_id');
    await explorer.press(...Array<string>(9).fill('right'));
    expect(explorer.state.column).toBe('types');
  });

  it('scrolls a table that is too wide for 40 columns, the user always in sight', async () => {
    const explorer = await Explorer.of(FEW, { columns: 40 });
    expect(explorer.columnsSeen).not.toContain('duration_seconds');
    await explorer.press('l', 'l', 'l', 'l');
    expect(explorer.columnsSeen[0]).toBe('user_id');
    expect(explorer.columnsSeen).toContain('duration_seconds');
    await explorer.press('h', 'h', 'h');
    expect(explorer.columnsSeen).toContain('session_start');
    expect(explorer.columnsSeen).not.toContain('duration_seconds');
  });

  it('says what y copies', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('G', 'y', 'l', 'l', 'l', 'l', 'y');
    expect(explorer.asked).toEqual([
      { kind: 'copy', text: 'dan', what: 'user_id' },
      { kind: 'copy', text: '4', what: 'events' },
    ]);
  });
});
