import { describe, expect, it } from 'vitest';
import { placedColumns } from '../../source/explorer/tables/visible-columns.ts';
import { tabLabels } from '../../source/explorer/tabs/tab-labels.ts';
import { screenLayout } from '../../source/explorer/view/screen-layout.ts';
import { upTo } from '../helpers/dataset.ts';
import { DAMAGED, eventsOf, FEW } from '../helpers/explored-files.ts';
import { Explorer } from '../helpers/explorer.ts';

const { tabs, body } = screenLayout(80, 24);

/** Where the header of the sessions is, below what sums them up. */
const header = body.top + 1;

/** Where a column of the sessions is. */
function columnAt({ model }: Explorer, name: string): number {
  const found = placedColumns(model, 'sessions').find(({ column }) => column.name === name);
  if (found === undefined) throw new Error(`${name} is not on the screen`);
  return found.from;
}

describe('a press', () => {
  it('on a header sorts by that column, a second one reverses the order', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.click(header, columnAt(explorer, 'event_count'));
    expect(explorer.column('event_count')).toEqual(['1', '2', '3', '4']);
    await explorer.click(header, columnAt(explorer, 'event_count'));
    expect(explorer.column('event_count')).toEqual(['4', '3', '2', '1']);
    await explorer.click(header, columnAt(explorer, 'user_id'));
    expect(explorer.column('user_id')).toEqual(['Bob', 'ann', 'cid', 'dan']);
  });

  it('on a tab goes to it, wherever in its label, on a screen of any width', async () => {
    for (const columns of [30, 40, 80]) {
      const explorer = await Explorer.of(FEW, { columns });
      let from = 0;
      for (const [at, label] of tabLabels(explorer.model).entries()) {
        const tab = ['sessions', 'skipped', 'events', 'original'][at];
        for (const column of [from, from + label.length - 1]) {
          await explorer.press('1');
          await explorer.click(screenLayout(columns, 24).tabs.top, column);
          expect(explorer.model.tab).toBe(tab);
        }
        from += label.length;
      }
    }
  });

  it('beside the tabs, on the boxes or below the rows does nothing', async () => {
    const explorer = await Explorer.of(FEW);
    const { model } = explorer;
    await explorer.click(tabs.top, 79);
    for (const row of [0, 1, header + 5, body.top + body.height, 23]) await explorer.click(row);
    expect(explorer.model).toEqual(model);
  });

  it('on a row chooses it, on the chosen row goes in', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.click(header + 3);
    expect([explorer.model.tab, explorer.chosen[0]]).toEqual(['sessions', 'cid']);
    await explorer.click(header + 3);
    expect([explorer.model.tab, explorer.chosen[1]]).toEqual(['events', 'cid']);
  });

  it('on a row chooses the one that is seen there, however far the table was scrolled', async () => {
    const explorer = await Explorer.of(eventsOf(upTo(60)));
    await explorer.press('pagedown', 'pagedown', 'down');
    const [, , third] = explorer.seen;
    await explorer.click(header + 3);
    expect(explorer.chosen[0]).toBe(third);
  });

  it('goes to the other pane of Skipped first, and in only then', async () => {
    const explorer = await Explorer.of(DAMAGED);
    await explorer.press('2');
    const rejections = body.top + 2 + explorer.reasons.length;
    await explorer.click(rejections + 1);
    expect([explorer.model.tab, explorer.model.tabs.skipped.pane]).toEqual(['skipped', 'rejections']);
    await explorer.click(rejections, 2);
    expect(explorer.state.sort).toEqual({ column: 'line', descending: true });
    await explorer.click(rejections, 2);
    await explorer.click(body.top + 1);
    expect(explorer.model.tabs.skipped.pane).toBe('reasons');
    await explorer.click(body.top + 1);
    expect(explorer.column('line')).toEqual(['4', '5', '8']);
  });

  it('works in the user picker', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('3', 'u');
    await explorer.click(body.top + 3);
    await explorer.click(body.top + 3);
    expect(explorer.column('user_id')).toEqual(['cid', 'cid', 'cid']);
  });

  it('works in Original: on a row, then on the same one for its record', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('4');
    const second = explorer.original.rows[4];
    await explorer.click(body.top + 4);
    expect(explorer.original.cursor).toBe(second);
    await explorer.click(body.top + 4);
    expect(explorer.model.overlay?.kind).toBe('record');
  });
});

describe('the wheel', () => {
  it('scrolls the table, and no further than it goes', async () => {
    const explorer = await Explorer.of(eventsOf(upTo(60)));
    const turn = (action: 'wheelUp' | 'wheelDown'): Explorer =>
      explorer.send({ kind: 'mouse', action, column: 1, row: body.top + 1 });
    turn('wheelDown');
    expect([explorer.seen[0], explorer.chosen[0]]).toEqual(['u03', 'u03']);
    for (let times = 0; times < 30; times++) turn('wheelDown');
    expect(explorer.seen.at(-1)).toBe('u59');
    for (let times = 0; times < 30; times++) turn('wheelUp');
    expect(explorer.seen[0]).toBe('u00');
  });

  it('scrolls Original, and the help', async () => {
    const explorer = await Explorer.of(eventsOf(upTo(60)));
    const turn = { kind: 'mouse', action: 'wheelDown', column: 1, row: body.top + 1 } as const;
    await explorer.press('4');
    const { rows } = explorer.original;
    await explorer.send(turn).settle();
    expect(explorer.original.rows[0]).toBe(rows[3]);
    await explorer.send({ kind: 'resized', columns: 40, rows: 20 }).press('?');
    explorer.send(turn);
    expect(explorer.model.overlay?.viewport.cursor).toBe(3);
  });
});

it('the mouse is turned off and on, so that the terminal can select text', async () => {
  const explorer = await Explorer.of(FEW);
  await explorer.press('m');
  explorer.send({ kind: 'mouseSet', on: false });
  await explorer.press('m');
  expect(explorer.asked).toEqual([
    { kind: 'setMouse', on: false },
    { kind: 'setMouse', on: true },
  ]);
});
