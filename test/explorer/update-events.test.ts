import { describe, expect, it } from 'vitest';
import { infoRows } from '../../source/explorer/overlays/info-rows.ts';
import { shownRecord } from '../../source/explorer/tabs/events/record-text.ts';
import { eventsPlaces, trendView } from '../../source/explorer/tabs/events/trend-view.ts';
import { typeRows } from '../../source/explorer/tabs/events/type-rows.ts';
import { eventLine, upTo } from '../helpers/dataset.ts';
import { eventsOf, FEW } from '../helpers/explored-files.ts';
import { Explorer } from '../helpers/explorer.ts';

const at = (time: string): number => Date.parse(`2024-07-10T${time}:00Z`) / 1000;

/** An event a minute from 08:00 on, for ten hours. */
const LONG = upTo(600)
  .map((minute) => eventLine('1', new Date(Date.UTC(2024, 6, 10, 8, minute)).toISOString(), '"tick"'))
  .join('');

describe('Events', () => {
  it('are those of all users at first, in order of time', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('3');
    expect(explorer.column('user_id').slice(0, 4)).toEqual(['ann', 'Bob', 'Bob', 'cid']);
    expect(explorer.rows).toHaveLength(10);
  });

  it('are all of them at first; only the chart leaves out a few that are far from the others, and says so', async () => {
    const outlier = eventLine('1', '1999-01-01T00:00:00Z', '"tick"');
    const explorer = await Explorer.of(LONG + outlier);
    await explorer.press('3');
    expect(explorer.model.scope.range).toBeUndefined();
    expect(explorer.rows).toHaveLength(601);
    expect(trendView(explorer.model)).toMatchObject({ earlier: 1, later: 0, allEvents: 601 });
  });

  it('are an empty list in a file without events', async () => {
    const explorer = await Explorer.of('{"user_id": 1}\n');
    await explorer.press('3', '+', '-', '0', '<', '>', 'd', ...'()*vpx', 't', 'enter', 'w', 'enter');
    expect(explorer.model.overlay).toBeUndefined();
  });
});

describe('the user picker', () => {
  it('goes to the first user that matches, and shows that one alone', async () => {
    const explorer = await Explorer.of(eventsOf(upTo(60)));
    await explorer.press('3', 'u', '4', '7', 'enter');
    expect(explorer.column('user_id')).toEqual(['u47', 'u47', 'u47']);
    await explorer.press('escape');
    expect(explorer.rows).toHaveLength(180);
  });

  it('takes letters that are keys elsewhere, and its arrows move', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('3', 'u', 'q', 'backspace', 'n', 'down', 'enter');
    expect(explorer.column('user_id')[0]).toBe('dan');
    expect(explorer.asked).toEqual([]);
  });

  it('has a first row for all users', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('enter', 'u', 'enter');
    expect(explorer.rows).toHaveLength(10);
  });

  it('takes pasted text', async () => {
    const explorer = await Explorer.of(eventsOf(upTo(60)));
    await explorer.press('3', 'u');
    await explorer.send({ kind: 'paste', text: 'u33\n' }).settle();
    expect(explorer.model.overlay).toMatchObject({ text: 'u33 ' });
    await explorer.press('backspace', 'enter');
    expect(explorer.column('user_id')[0]).toBe('u33');
  });

  it('never chooses a user that does not match, however fast Enter comes', async () => {
    const explorer = await Explorer.of(eventsOf(upTo(60)));
    await explorer.press('3', 'u');
    for (const key of ['4', '7', 'enter']) explorer.send({ kind: 'key', key });
    await explorer.settle();
    expect(explorer.column('user_id')[0]).toBe('u47');
  });

  it('stays open when no user matches', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('3', 'u', 'z', 'z', 'enter');
    expect(explorer.model.overlay?.kind).toBe('users');
  });
});

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
      expect(explorer.message).toBe('this works in Events (3)');
      expect(explorer.model.overlay).toBeUndefined();
    },
  );
});

describe('the record of an event', () => {
  it('stands in a pane that follows the cursor, and closes with Esc and q', async () => {
    for (const close of ['escape', 'q']) {
      const explorer = await Explorer.of(FEW, { columns: 120, rows: 40 });
      await explorer.press('3', 'enter');
      expect(explorer.record).toContain('  "user_id": "ann",');
      await explorer.press('down', 'down');
      expect(explorer.record).toContain('  "event_time": "2024-07-10T09:30:00Z",');
      await explorer.press(close);
      expect([explorer.record, explorer.asked]).toEqual([undefined, []]);
      expect(explorer.chosen[1]).toBe('Bob');
    }
  });

  it('scrolls once w has gone to it, and is copied whole from there', async () => {
    const long = eventLine('1', '2024-07-10T10:00:00Z', '"a"').replace(
      '}',
      `,"more":[${upTo(60).join(',')}]}`,
    );
    const explorer = await Explorer.of(long, { columns: 120, rows: 40 });
    await explorer.press('3', 'enter', 'w', 'w', 'down', 'down');
    expect(explorer.model.tabs.events.record?.top).toBe(2);
    await explorer.press('y');
    expect(explorer.asked).toEqual([{ kind: 'copy', text: long.trim(), what: 'the record' }]);
  });

  it('is right of the list, below it or in its place, as there is room', async () => {
    const place = async (columns: number, rows: number): Promise<string> => {
      const { model } = await Explorer.of(FEW, { columns, rows, keys: ['3', 'enter'] });
      const { list, record } = eventsPlaces(model);
      return record.left > 0 ? 'right' : record.top > list.top ? 'below' : 'over';
    };
    const places = [await place(120, 40), await place(110, 24), await place(100, 30), await place(80, 24)];
    expect(places).toEqual(['right', 'right', 'below', 'over']);
  });
});

describe('duplicates', () => {
  const text = FEW + FEW;

  it('are shown where asked for, each with the event that it repeats', async () => {
    const explorer = await Explorer.of(text);
    await explorer.press('down', 'down', 'enter');
    expect(explorer.rows).toHaveLength(3);
    await explorer.press('d');
    expect(explorer.column('event')).toEqual(['4', '14', '5', '15', '6', '16']);
    expect(explorer.column('duplicate_of')).toEqual(['', '4', '', '5', '', '6']);
    await explorer.press('d');
    expect(explorer.column('event')).toEqual(['14', '15', '16']);
    expect(explorer.column('duplicate_of')).toEqual(['4', '5', '6']);
    await explorer.press('d');
    expect(explorer.rows).toHaveLength(3);
  });

  it('say in which keys they differ; Enter shows the record of one, then its twin beside it, then its bytes', async () => {
    const line = (extra: string): string =>
      `{"user_id": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": "a"${extra}}\n`;
    const other = line(', "event_id": "x", "n": 5');
    const explorer = await Explorer.of(`${line(', "event_id": "w"')}${line(', "event_id":  "w"')}${other}`);
    expect(explorer.message).toBe(
      '2 duplicates removed, 1 of 2 looked at differ, in event_id and n: --id-key event_id keeps them',
    );
    await explorer.press('3', 'd', 'd');
    expect(explorer.column('differs')).toEqual(['nothing', 'event_id n']);
    await explorer.press('j', 'enter');
    expect(shownRecord(explorer.model)).toMatchObject({
      titles: ['event 3, line 3'],
      note: 'repeats event 1, differs in event_id, n',
    });
    expect(explorer.record).toContain('  "n": 5');
    await explorer.press('enter');
    expect(shownRecord(explorer.model)).toMatchObject({
      titles: ['event 3, line 3', 'event 1, line 1'],
      note: 'differs in event_id, n',
      twinLines: [
        { record: '"user_id": 1', twin: '"user_id": 1', differs: false },
        { record: '"event_time": "2024-07-10T10:00:00Z"', differs: false },
        { record: '"event_type": "a"', twin: '"event_type": "a"', differs: false },
        { record: '"event_id": "x"', twin: '"event_id": "w"', differs: true },
        { record: '"n": 5', twin: '', differs: true },
      ],
    });
    await explorer.press('enter');
    expect(explorer.original.cursor).toContain('{"user_id": 1');
    await explorer.press('escape', 'escape', 'escape');
    expect(explorer.record).toBeUndefined();
    expect(explorer.chosen).toContain('event_id n');
  });

  it('are counted in the file information, those that differ and the copies', async () => {
    const line = `{"user_id": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": "a"}\n`;
    const explorer = await Explorer.of(line.repeat(3) + line.replace('}', ', "n": 1}'));
    const facts = Object.fromEntries(infoRows(explorer.model).map(({ name, value }) => [name, value]));
    expect(facts).toMatchObject({ duplicates_that_differ: '1, in n', copies: '2' });
  });

  it('that an id would keep have its flag in the file information, whose message a narrow screen cuts', async () => {
    const line = (id: string): string =>
      `{"user_id": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": "a", "event_id": "${id}"}\n`;
    const explorer = await Explorer.of(line('p') + line('q'), { columns: 120 });
    const facts = Object.fromEntries(infoRows(explorer.model).map(({ name, value }) => [name, value]));
    expect(facts.duplicates_that_differ).toBe('1, in event_id: --id-key event_id keeps them');
  });

  it('cannot be sorted by the event that they repeat, and say so', async () => {
    const explorer = await Explorer.of(text);
    await explorer.press('3', 'd', ...'lllll', ']');
    expect(explorer.message).toBe('this column cannot be sorted');
  });

  it('take their column with them when they go, and the cursor is in one that there is', async () => {
    for (const columns of [40, 80]) {
      const explorer = await Explorer.of(text, { columns });
      await explorer.press('3', 'd', ...'lllll', 'd', 'd', 'y');
      expect(explorer.asked).toContainEqual({ kind: 'copy', text: '1', what: 'event' });
      expect(explorer.columnsSeen).toContain('event');
    }
  });
});
