import { expect, it } from 'vitest';
import { screenRows } from '../../source/explorer/tables/screen-rows.ts';
import { eventLine, upTo } from '../helpers/dataset.ts';
import { Explorer } from '../helpers/explorer.ts';

it('an arrow key brings a session whose types are known, so that it is drawn once', async () => {
  const text = [...upTo(300)].map((user) => eventLine(`${user}`, '2024-07-10T10:00:00Z', '"a"')).join('');
  const explorer = await Explorer.of(text);
  for (const key of ['down', 'pagedown', 'down', 'G', 'up', 'pageup', 'up']) {
    explorer.send({ kind: 'key', key });
    const { sessions } = explorer.model.tabs.sessions.facts;
    const rows = screenRows(explorer.model, 'sessions', 10).flatMap(({ row }) => row ?? []);
    // An end of the list is far from what was on the screen.
    if (key !== 'G') expect(rows.filter((row) => !sessions.has(row))).toEqual([]);
    await explorer.settle();
  }
});
