import { describe, expect, it } from 'vitest';
import { layoutOf } from '../../source/explorer/model/layout.ts';
import { columnRows } from '../../source/explorer/overlays/column-rows.ts';
import { infoRows } from '../../source/explorer/overlays/info-rows.ts';
import { screenRows } from '../../source/explorer/tables/screen-rows.ts';
import { visibleColumns } from '../../source/explorer/tables/visible-columns.ts';
import { shownRecord } from '../../source/explorer/tabs/events/record-text.ts';
import { eventsPlaces } from '../../source/explorer/tabs/events/trend-view.ts';
import { eventLine, readFile, upTo } from '../helpers/dataset.ts';
import { FEW } from '../helpers/explored-files.ts';
import { Explorer } from '../helpers/explorer.ts';
import { planned } from '../helpers/fields.ts';

describe('the record of an event', () => {
  it('is in a pane that follows the cursor, and closes with Esc and q', async () => {
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

describe('the keys of the records', () => {
  const line = (at: number, more: string): string =>
    `{"user_id":1,"event_time":"2024-07-10T10:00:0${at}Z","event_type":"a",${more}}\n`;

  it('are together in a column, without those that have one of their own', async () => {
    const explorer = await Explorer.of(line(1, '"page":"/a","ms":41') + line(2, '"page":"two words"'));
    await explorer.press('3');
    expect(explorer.column('record')).toEqual(['page=/a ms=41', 'page="two words"']);
  });

  it('become columns of their own by c, those within others too', async () => {
    const text = line(1, '"page":"/a","geo":{"city":"Bonn"}') + line(2, '"geo":{"city":"Köln","zip":5}');
    const facts = ['user_id', 'event_time', 'event_type', 'page', 'geo.city'].map((path) => ({ path }));
    const explorer = await planned({}, text, facts);
    await explorer.press('3', 'c');
    const headers = columnRows(explorer.model, 'events').map(({ column }) => column.header);
    expect(headers).toEqual(expect.arrayContaining(['record', 'page', 'geo.city']));
    // A key that a column of its name shows is no second one.
    expect(new Set(headers).size).toBe(headers.length);
    const downs = (count: number): string[] => Array<string>(count).fill('down');
    const [page, city] = [headers.indexOf('page'), headers.indexOf('geo.city')];
    await explorer.press(...downs(page), 'enter', ...downs(city - page), 'enter', 'escape');
    expect(visibleColumns(explorer.model, 'events').map(({ header }) => header)).toEqual([
      ...['event_time', 'user_id', 'event_type', 'record', 'event', 'page', 'geo.city'],
    ]);
    expect(explorer.column('record.geo.city')).toEqual(['Bonn', 'Köln']);
    expect(explorer.column('record.page')).toEqual(['/a', '']);
  });
});

describe('silences', () => {
  const said = ({ model }: Explorer): (string | number)[] =>
    screenRows(model, 'events', 10).map(({ row, between }) => between ?? row ?? '');

  it('longer than the gap are shown between the events of one user', async () => {
    const times = ['10:00:00', '10:30:00', '11:00:00.5', '13:00:00.2', '13:00:01'];
    const text = times.map((time) => eventLine('1', `2024-07-10T${time}Z`, '"a"')).join('');
    const explorer = await Explorer.of(text, { settings: { gapSeconds: 1800 } });
    await explorer.press('3', 'u', 'down', 'enter');
    expect(said(explorer)).toEqual([0, 1, '30m 00s of nothing', 2, '1h 59m of nothing', 3, 4]);
    await explorer.press(']');
    expect(said(explorer)).toEqual([0, 1, '1h 59m of nothing', 2, '30m 00s of nothing', 3, 4]);
    await explorer.enter('z', 'none');
    expect(said(explorer)).toEqual([0, 1, 2, 3, 4]);
  });

  it('are not shown for several users, among whose events there is none', async () => {
    const explorer = await Explorer.of(FEW, { settings: { gapSeconds: 60 } });
    await explorer.press('3');
    expect(said(explorer)).toEqual([...upTo(10)]);
  });

  it('leave the cursor on the screen, and a click on a row is on that row', async () => {
    const text = upTo(30).map((hour) =>
      eventLine('1', new Date(Date.UTC(2024, 6, 10, hour)).toISOString(), '"a"'),
    );
    const explorer = await Explorer.of(text.join(''), { settings: { gapSeconds: 60 } });
    await explorer.press('3', 'u', 'down', 'enter', ...Array<string>(5).fill('down'));
    const { list } = eventsPlaces(explorer.model);
    const rows = screenRows(explorer.model, 'events', list.height - 1);
    expect(rows.some(({ row }) => row === 5)).toBe(true);
    const { top } = layoutOf(explorer.model).body;
    await explorer.click(top + list.top + 1);
    expect(explorer.model.tables.events.viewport.cursor).toBe(rows[0].row ?? 5);
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

  it('leave the message line of Original to what is wrong with the record under the cursor', async () => {
    const line = (ms: number): string =>
      `{"user_id": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": "a", "ms": ${ms}}\n`;
    const text = `${line(1)}${line(2)}`;
    for (const [columns, tab, message] of [
      [80, '1', '1 duplicate removed, 1 of 1 looked at differ, in ms'],
      [40, '1', '1 duplicate, 1 of 1 differ'],
      [80, '4', ''],
    ] as const) {
      const explorer = new Explorer(text, { columns });
      await explorer.press(tab);
      await explorer.load(readFile(text).dataset);
      expect(explorer.message).toBe(message);
    }
  });

  it('say in which keys they differ; Enter shows the record of one, then its twin beside it, then its bytes', async () => {
    const line = (extra: string): string =>
      `{"user_id": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": "a"${extra}}\n`;
    const other = line(', "event_id": "x", "n": 5');
    const explorer = await Explorer.of(`${line(', "event_id": "w"')}${line(', "event_id":  "w"')}${other}`);
    expect(explorer.message).toBe('2 duplicates, 1 of 2 differ: --id-key event_id keeps them');
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
