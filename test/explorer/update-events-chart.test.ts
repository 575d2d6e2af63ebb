import { describe, expect, it } from 'vitest';
import { cellOfPoint } from '../../source/explorer/chart/points.ts';
import { layoutOf } from '../../source/explorer/model/layout.ts';
import { eventsPlaces, trendView } from '../../source/explorer/tabs/events/trend-view.ts';
import { typeRows } from '../../source/explorer/tabs/events/type-rows.ts';
import { eventLine, upTo } from '../helpers/dataset.ts';
import { FEW } from '../helpers/explored-files.ts';
import { Explorer } from '../helpers/explorer.ts';

const at = (time: string): number => Date.parse(`2024-07-10T${time}:00Z`) / 1000;

/** An event a minute from 08:00 on, for ten hours. */
const LONG = upTo(600)
  .map((minute) => eventLine('1', new Date(Date.UTC(2024, 6, 10, 8, minute)).toISOString(), '"tick"'))
  .join('');

describe('types', () => {
  const types = ({ model }: Explorer) =>
    typeRows(model).map(({ name, count, shown }) => [name, count, shown]);

  it('are listed, most frequent first', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('3');
    expect(types(explorer)).toEqual([
      ['login', 4, true],
      ['view', 4, true],
      ['buy', 1, true],
      ['logout', 1, true],
    ]);
  });

  it.each(['w', 't'])(
    'are switched off and on by x once %s has gone to them, and the list follows',
    async (key) => {
      const explorer = await Explorer.of(FEW);
      await explorer.press('3', key, 'x', 'down', 'x', 'w');
      expect(explorer.column('event_type')).toEqual(['buy', 'logout']);
      await explorer.press('w', 'x', 'w');
      expect(explorer.column('event_type')).toEqual(['view', 'view', 'buy', 'view', 'view', 'logout']);
    },
  );

  it('are alone after Enter, and all there again after another', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('3', 'w', 'down', 'enter');
    expect(types(explorer).map(([, , shown]) => shown)).toEqual([false, true, false, false]);
    await explorer.press('w');
    expect(explorer.column('event_type')).toEqual(['view', 'view', 'view', 'view']);
    await explorer.press('w', 'enter', 'w');
    expect(explorer.rows).toHaveLength(10);
    // One after the other by x, they are all there again too.
    await explorer.press('w', 'enter', 'g', 'x', 'G', 'x', 'k', 'x');
    expect(explorer.model.chips).toEqual([]);
  });

  it('keep the cursor on its type when another is more frequent', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('3', 'w', 'down', '&', ...'user_id=cid', 'enter', 'enter');
    expect(types(explorer)).toEqual([
      ['buy', 1, false],
      ['login', 1, false],
      ['view', 1, true],
    ]);
  });

  it('that are switched off leave the cursor on its event', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('3');
    await explorer.enter(':', '#6');
    await explorer.press('w', 'x', 'w');
    expect(explorer.chosen[2]).toBe('buy');
  });

  it('give the cursor back to the list on Esc', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('3', 'w', 'down', 'escape', 'down');
    expect(explorer.chosen[0]).toBe('2024-07-10 09:00:00');
  });

  it('are switched in their own list alone: x says so in the list of events', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('3', 'x');
    expect(explorer.message).toBe('w goes to the types; there x switches one off or on');
    expect(explorer.rows).toHaveLength(10);
  });
});

describe('the cursor over the buckets', () => {
  const bucket = ({ model }: Explorer): number | undefined => model.tabs.events.cursor?.seconds;

  it('appears where the list is, and the list goes to its bucket when the key rests', async () => {
    const explorer = await Explorer.of(LONG);
    await explorer.press('3');
    await explorer.enter(':', '300');
    await explorer.press(')');
    expect(explorer.chosen[0]).toBe('2024-07-10 12:45:00');
    explorer.send({ kind: 'key', key: ')' }).send({ kind: 'key', key: ')' });
    expect(explorer.chosen[0]).toBe('2024-07-10 12:45:00');
    await explorer.settle();
    expect(explorer.chosen[0]).toBe('2024-07-10 13:15:00');
    await explorer.press('(');
    expect(explorer.chosen[0]).toBe('2024-07-10 13:00:00');
    // Though the tab is left before.
    explorer.send({ kind: 'key', key: ')' }).send({ kind: 'key', key: '1' });
    await explorer.settle();
    await explorer.press('3');
    expect(explorer.chosen[0]).toBe('2024-07-10 13:15:00');
  });

  it('goes to the highest bucket, then to the next highest', async () => {
    const burst = upTo(20)
      .map((at) => eventLine(`"b${at}"`, '2024-07-10T15:02:00Z', '"tick"'))
      .join('');
    const few = upTo(9)
      .map((at) => eventLine(`"c${at}"`, '2024-07-10T09:31:00Z', '"tick"'))
      .join('');
    const explorer = await Explorer.of(LONG + burst + few);
    await explorer.press('3', '*');
    expect(explorer.chosen[0]).toBe('2024-07-10 15:00:00');
    await explorer.press('*');
    expect(explorer.chosen[0]).toBe('2024-07-10 09:30:00');
  });

  it('has its first event in any other order of the list, which says how to see its events alone', async () => {
    const burst = upTo(20)
      .map((at) => eventLine(`"b${at}"`, '2024-07-10T15:02:00Z', '"tick"'))
      .join('');
    const explorer = await Explorer.of(LONG + burst + eventLine('"z"', '2024-07-10T09:31:00Z', '"tick"'));
    await explorer.press('3', 'l', ']', '*');
    expect(explorer.state.sort).toEqual({ column: 'user_id', descending: true });
    const inBucket = explorer.rows.filter(([time]) => /15:(?:0\d|1[0-4]):/.test(time));
    const { cursor } = explorer.state.viewport;
    expect(cursor).toBeGreaterThan(0);
    expect(explorer.chosen).toEqual(inBucket[0]);
    expect(explorer.message).toBe(
      `the first of its ${inBucket.length} events by user_id: + shows them alone`,
    );
    // A key that moves the list meanwhile is obeyed.
    explorer.send({ kind: 'key', key: '*' }).send({ kind: 'rested' }).send({ kind: 'key', key: 'down' });
    await explorer.settle();
    expect(explorer.state.viewport.cursor).toBe(cursor + 1);
  });

  it('is left in the list where it is by a key that does not wait for the rest', async () => {
    const explorer = await Explorer.of(LONG);
    await explorer.press('3');
    explorer.send({ kind: 'key', key: '*' }).send({ kind: 'key', key: 'down' });
    const { cursor } = explorer.model.tables.events.viewport;
    await explorer.settle();
    expect(explorer.model.tables.events.viewport.cursor).toBe(cursor);
  });

  it('is given up by Esc, after the range that was begun there', async () => {
    const explorer = await Explorer.of(LONG);
    await explorer.press('3', ')', 'v', ')', 'escape');
    expect(explorer.model.tabs.events.rangeSeconds).toBeUndefined();
    expect(bucket(explorer)).toBeDefined();
    await explorer.press('escape');
    expect(bucket(explorer)).toBeUndefined();
  });

  it('says so where there is no chart', async () => {
    const explorer = await Explorer.of('{"user_id": 1}\n');
    await explorer.press('3', '*');
    expect(explorer.message).toBe('there is no chart of these events');
  });
});

describe('the mouse over the chart', () => {
  const mouse = (explorer: Explorer, action: 'press' | 'drag' | 'release' | 'wheelUp', point: number) => {
    const { body } = layoutOf(explorer.model);
    const { plot, trend } = eventsPlaces(explorer.model);
    const points = trendView(explorer.model)?.points;
    if (points === undefined) throw new Error('there is no chart');
    const column = trend.gutter + cellOfPoint(point, points, trend.cells);
    return explorer.send({ kind: 'mouse', action, row: body.top + plot.top + 1, column }).settle();
  };
  const range = ({ model }: Explorer) => [model.scope.range?.from?.seconds, model.scope.range?.to?.seconds];

  it('puts the cursor on the bucket that is clicked, and the list goes there', async () => {
    const explorer = await Explorer.of(LONG);
    await explorer.press('3');
    await mouse(explorer, 'press', 4);
    await mouse(explorer, 'release', 4);
    expect(explorer.chosen[0]).toBe('2024-07-10 09:00:00');
    expect(range(explorer)).toEqual([undefined, undefined]);
  });

  it('zooms to the range over which it is dragged, in either direction', async () => {
    for (const [from, to] of [
      [4, 7],
      [7, 4],
    ]) {
      const explorer = await Explorer.of(LONG);
      await explorer.press('3');
      await mouse(explorer, 'press', from);
      await mouse(explorer, 'drag', 5);
      await mouse(explorer, 'drag', to);
      await mouse(explorer, 'release', to);
      expect(range(explorer)).toEqual([at('09:00'), at('10:00')]);
      expect(explorer.rows).toHaveLength(60);
    }
  });

  it('zooms by the wheel about what is below it', async () => {
    const explorer = await Explorer.of(LONG);
    await explorer.press('3');
    await mouse(explorer, 'wheelUp', 0);
    expect(range(explorer)).toEqual([at('08:00'), at('13:00')]);
  });
});

describe('the window on time', () => {
  const window = (explorer: Explorer): [number | undefined, number | undefined] => {
    const { range } = explorer.model.scope;
    return [range?.from?.seconds, range?.to?.seconds];
  };

  it('is zoomed to the middle, moved, and opened to all; the list follows', async () => {
    const explorer = await Explorer.of(LONG);
    await explorer.press('3', '0');
    expect(explorer.rows).toHaveLength(600);
    await explorer.press('+');
    expect(window(explorer)).toEqual([at('10:30'), at('15:30')]);
    expect(explorer.rows).toHaveLength(300);
    expect(explorer.rows[0][0]).toBe('2024-07-10 10:30:00');
    await explorer.press('<');
    expect(window(explorer)).toEqual([at('09:15'), at('14:15')]);
    expect(explorer.rows[0][0]).toBe('2024-07-10 09:15:00');
    await explorer.press('>', '>', '>', '>', '>');
    expect(window(explorer)).toEqual([at('13:00'), at('18:00')]);
    await explorer.press('-', '-');
    expect(explorer.rows).toHaveLength(600);
  });

  it('is zoomed to the bucket under the cursor, and to a range that was begun', async () => {
    const explorer = await Explorer.of(LONG);
    await explorer.press('3', '0', ')', ')', '+');
    expect(window(explorer)).toEqual([at('08:15'), at('08:30')]);
    expect(explorer.rows).toHaveLength(15);
    await explorer.press('0', ')', 'v', ')', ')', '+');
    expect(window(explorer)).toEqual([at('08:15'), at('09:00')]);
  });

  it('ends at buckets of a second, wherever it began, and says so', async () => {
    const explorer = await Explorer.of(FEW.split('\n')[0]);
    const seconds = (): number => {
      const [from = 0, to = 0] = window(explorer);
      return to - from;
    };
    await explorer.press('3', ')', '+');
    expect([seconds(), explorer.message]).toEqual([300, '']);
    for (let presses = 0; presses < 5 && seconds() > 1; presses++) await explorer.press('*', '+');
    expect(seconds()).toBe(1);
    expect(explorer.rows).toHaveLength(1);
    await explorer.press('*', '+');
    expect(explorer.message).toBe('this is as close as it gets: buckets of a second');
  });

  it('of one user opens to all times of that user', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('down', 'down', 'enter', '0');
    expect(window(explorer)).toEqual([undefined, undefined]);
  });

  it.each(['0', '<', '>', 'd', 't', '(', ')', '*', 'v', 'p', 'x'])(
    'is only here: %s says so in Sessions',
    async (key) => {
      const explorer = await Explorer.of(FEW);
      await explorer.press(key);
      expect(explorer.message).toBe(`${key} works in Events (3)`);
      expect(explorer.model.overlay).toBeUndefined();
    },
  );
});
