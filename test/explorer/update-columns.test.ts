import { describe, expect, it } from 'vitest';
import { placedColumns } from '../../source/explorer/tables/visible-columns.ts';
import { upTo } from '../helpers/dataset.ts';
import { DAMAGED, eventsOf, FEW } from '../helpers/explored-files.ts';
import { Explorer } from '../helpers/explorer.ts';
import { planned } from '../helpers/fields.ts';
import { textsOf } from '../ui/frames.tsx';

function widthsOf({ model }: Explorer): Record<string, number> {
  return Object.fromEntries(
    placedColumns(model, 'sessions').map(({ column, width }) => [column.name, width]),
  );
}

describe('columns', () => {
  it('are as wide as what they hold, whatever room there is', async () => {
    const explorer = await Explorer.of(FEW, { columns: 200 });
    const { user_id, session_start, session_end } = widthsOf(explorer);
    expect([user_id, session_start, session_end]).toEqual([9, 14, 8]);
  });

  it('become wider with a wider cell, well before it is in sight, and stay so when it is out of sight', async () => {
    const wide =
      '{"user_id": "zz-the-last-of-all-users", "event_time": "2024-07-10", "event_type": "view"}\n';
    const short = await Explorer.of(eventsOf(upTo(60)) + wide, { columns: 120 });
    expect(widthsOf(short).user_id).toBe(24);
    const explorer = await Explorer.of(eventsOf(upTo(90)) + wide, { columns: 120 });
    expect(widthsOf(explorer).user_id).toBe(9);
    await explorer.press('G');
    expect(widthsOf(explorer).user_id).toBe(24);
    await explorer.press('g');
    expect(widthsOf(explorer).user_id).toBe(24);
  });
});

describe('H', () => {
  it('hides the column of the cursor, which goes to the next; c shows it again', async () => {
    const explorer = await Explorer.of(FEW, { keys: ['l', 'H'] });
    expect(explorer.columnsSeen).not.toContain('session_start');
    expect(explorer.state.column).toBe('session_end');
    expect(explorer.message).toBe('start is hidden: c shows it again');
    await explorer.press('c');
    expect(textsOf(explorer.model).join('\n')).toMatch(/\[x\] user_id .*\n.*\[ \] start/);
    await explorer.press('down', 'enter', 'q');
    expect(explorer.columnsSeen).toContain('session_start');
  });

  it('leaves the last column, as c does', async () => {
    const explorer = await Explorer.of(FEW, { keys: Array<string>(12).fill('H') });
    expect(explorer.columnsSeen).toHaveLength(1);
    expect(explorer.message).toContain('the last column stays');
    await explorer.press('c', ...Array<string>(8).fill('down'), 'space', 'escape');
    expect(explorer.columnsSeen).toHaveLength(1);
  });
});

describe('c', () => {
  it('lists what each column holds, with values of the rows on the screen', async () => {
    const explorer = await Explorer.of(FEW, { columns: 120, keys: ['c'] });
    const [header, user, start] = textsOf(explorer.model).filter((line) => /^ *(column|.?\[x\])/.test(line));
    expect(header).toMatch(/^ column +holds +values *$/);
    expect(user).toMatch(/\[x\] user_id +the user +Bob {2}ann/);
    expect(start).toMatch(/\[x\] start +the time of its first event +2024-07-1/);
  });

  it('lists the keys of the records as Fields does: in how many, how many different, of which kind', async () => {
    const line = (at: number, more: string): string =>
      `{"user_id":1,"event_time":"2024-07-10T00:00:0${at}Z","event_type":"a",${more}}\n`;
    const text = line(1, '"page":"/a"') + line(2, '"page":"/b"') + line(3, '"ms":7') + line(4, '"ms":8');
    const explorer = await planned({}, text, [{ path: 'page' }, { path: 'ms', looksLike: 'integers' }]);
    explorer.send({ kind: 'resized', columns: 140, rows: 30 });
    await explorer.press('3', 'c');
    const seen = textsOf(explorer.model).join('\n');
    expect(seen).toMatch(/ column +holds +values +in +distinct +kinds/);
    expect(seen).toMatch(/\[ \] page +text +\/a {2}\/b +50% +2 +string/);
    expect(seen).toMatch(/\[ \] ms +integers +7 {2}8 +50% +2 +string/);
  });
});

describe('W', () => {
  it('makes a column as wide as what it holds, and again as wide as before', async () => {
    const long = 'a-user-with-a-name-that-is-longer-than-its-column';
    const explorer = await Explorer.of(FEW.replaceAll('"ann"', `"${long}"`), { columns: 100 });
    const before = widthsOf(explorer).user_id;
    await explorer.press('W');
    expect(widthsOf(explorer).user_id).toBe(long.length);
    expect(textsOf(explorer.model).join('\n')).toContain(`${long}  `);
    await explorer.press('W');
    expect(widthsOf(explorer).user_id).toBe(before);
    await explorer.press('l', 'W');
    expect(explorer.message).toBe('start is as wide as what it holds');
  });
});

describe('F', () => {
  it('keeps the columns up to that of the cursor in sight, and frees them again', async () => {
    const explorer = await Explorer.of(DAMAGED, { columns: 60, keys: ['2', 'w', 'l', 'F'] });
    await explorer.press(...Array<string>(9).fill('l'));
    const { columnsSeen } = explorer;
    expect(columnsSeen[0]).toBe('line');
    expect(columnsSeen).toContain('event_time');
    expect(explorer.state.layout.frozen).toBe('user_id');
    await explorer.press('h', 'h', 'h', 'F');
    expect(explorer.state.layout.frozen).toBeUndefined();
  });
});

describe('where the cursor is in no table', () => {
  it.each(['H', 'W', 'F', 'c'])('%s says so', async (key) => {
    const explorer = await Explorer.of(FEW, { keys: ['2', key] });
    expect(explorer.message).toBe('there are no columns here');
  });
});
