import { describe, expect, it } from 'vitest';
import { shownRecord } from '../../source/explorer/tabs/events/record-text.ts';
import { eventLine, upTo } from '../helpers/dataset.ts';
import { eventsOf, FEW, nameOf } from '../helpers/explored-files.ts';
import { Explorer } from '../helpers/explorer.ts';

describe('Enter on a session', () => {
  it("shows that user's events, and no others", async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('down', 'down', 'enter');
    expect(explorer.model.tab).toBe('events');
    expect(explorer.column('user_id')).toEqual(['cid', 'cid', 'cid']);
    expect(explorer.column('event_type')).toEqual(['login', 'view', 'buy']);
  });

  it('goes to the events of that session alone where a user has several', async () => {
    const text =
      eventLine('1', '2024-07-10T08:00:00Z', '"a"') +
      eventLine('1', '2024-07-10T09:00:00Z', '"b"') +
      eventLine('1', '2024-07-10T10:00:00Z', '"c"');
    const explorer = await Explorer.of(text, { settings: { gapSeconds: 1800 } });
    await explorer.press('down', 'enter');
    expect(explorer.column('event_type')).toEqual(['b']);
    await explorer.press('escape');
    expect([explorer.model.tab, explorer.chosen[1]]).toEqual(['sessions', '2/3']);
  });

  it('does nothing where there is none', async () => {
    const explorer = await Explorer.of('{"user_id": 1}');
    await explorer.press('enter');
    expect(explorer.model.tab).toBe('sessions');
  });
});

describe('Esc', () => {
  it('leads back to the same session in the same order, filter and place of the screen', async () => {
    const explorer = await Explorer.of(eventsOf(upTo(100)));
    await explorer.enter('&', '/[0-8]$/');
    await explorer.press('l', ']', 'pagedown', 'pagedown', 'down', 'down', 'l');
    const { seen, chosen, model } = explorer;
    expect(chosen[0]).not.toBe(seen[0]);
    await explorer.press('enter', 'down', 's', 'h', 'enter', 'enter');
    expect(explorer.model.tab).toBe('original');
    await explorer.press('escape', 'escape', 'escape');
    expect(explorer.chosen).toEqual(chosen);
    expect(explorer.seen).toEqual(seen);
    expect(explorer.model.tables.sessions).toEqual(model.tables.sessions);
  });

  it('leads from the bytes to the record, to the events, to the sessions, step by step', async () => {
    const explorer = await Explorer.of(FEW);
    const where = (): string =>
      explorer.model.tab === 'events' && explorer.record !== undefined ? 'record' : explorer.model.tab;
    await explorer.press('enter', 'down', 'enter');
    expect(where()).toBe('record');
    await explorer.press('enter');
    expect(explorer.original.cursor).toContain('T09:30:00');
    const places: string[] = [];
    for (let step = 0; step < 3; step++) {
      await explorer.press('escape');
      places.push(where());
    }
    expect(places).toEqual(['record', 'events', 'sessions']);
    expect(explorer.chosen[0]).toBe('Bob');
  });

  it('never quits, however often it is pressed, and says how to', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('enter', ...Array<string>(5).fill('escape'));
    expect(explorer.asked).toEqual([]);
    expect(explorer.message).toContain('q quits');
  });

  it.each([
    ['help', ['?']],
    ['info', ['i']],
    ['the user picker', ['3', 'u']],
  ])('closes %s', async (_, keys) => {
    const explorer = await Explorer.of(FEW);
    await explorer.press(...keys);
    expect(explorer.model.overlay).toBeDefined();
    await explorer.press('escape');
    expect(explorer.model.overlay).toBeUndefined();
  });

  it.each(['escape', 'enter', '?'])(
    'and keys like it lead from the help back to the record below it (%s)',
    async (key) => {
      const explorer = await Explorer.of(FEW);
      await explorer.press('3', 'enter');
      const { record } = explorer;
      expect(record).toBeDefined();
      await explorer.press('i', '?', key);
      await explorer.press(...(explorer.model.overlay === undefined ? [] : ['escape']));
      expect([explorer.model.overlay, explorer.record]).toEqual([undefined, record]);
      await explorer.press('escape');
      expect([explorer.model.tab, explorer.record]).toEqual(['events', undefined]);
    },
  );

  it('leads back to a record that was left before it was read, and shows it', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('enter');
    explorer.send({ kind: 'key', key: 'enter' }).send({ kind: 'key', key: 'enter' });
    expect(explorer.model.tab).toBe('original');
    await explorer.settle();
    await explorer.press('escape');
    expect(explorer.record?.join(' ')).toContain('"Bob"');
  });

  it('leads back to a place in Original that was left before it was read, and shows it', async () => {
    const explorer = await Explorer.of(FEW.repeat(2000));
    explorer.send({ kind: 'key', key: '4' });
    for (const key of [':', ...'@900000', 'enter']) explorer.send({ kind: 'key', key });
    await explorer.settle();
    await explorer.press('escape');
    expect(explorer.original.cursor).toContain('"ann"');
  });
});

describe('a record', () => {
  it('is shown whole, and from there its place in the file', async () => {
    const explorer = await Explorer.of(
      FEW +
        '{"user_id": "eve", "event_time": "2024-07-10T12:00:00Z", "event_type": "login", "more": [1, {"a": null}]}\n',
    );
    await explorer.press('G', 'enter', 'enter');
    expect(JSON.parse(explorer.record?.join('\n') ?? '')).toEqual({
      user_id: 'eve',
      event_time: '2024-07-10T12:00:00Z',
      event_type: 'login',
      more: [1, { a: null }],
    });
    expect(shownRecord(explorer.model)?.titles).toEqual(['event 11, line 11']);
    await explorer.press('enter');
    expect(explorer.original.cursor).toContain('"eve"');
  });

  it('is opened from Original too, by Enter anywhere in it', async () => {
    const explorer = await Explorer.of(
      '{"user_id": "ann",\n "event_time": "2024-07-10",\n "event_type": "login"}\n',
    );
    await explorer.press('4', 'down', 'down', 'enter');
    const { overlay } = explorer.model;
    expect(overlay?.kind === 'record' && overlay.lines).toContain('  "user_id": "ann",');
  });

  it('is copied whole with y', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('enter', 'enter', 'y');
    const text = FEW.split('\n')[1];
    expect(explorer.asked).toEqual([{ kind: 'copy', text, what: 'the record' }]);
  });
});

it('the cursor of every tab stays where it was while others are looked at', async () => {
  const explorer = await Explorer.of(eventsOf(upTo(50)));
  await explorer.press('pagedown', '3', 'down', 'down', 'down', '4', 'down', 'down', '1');
  expect(explorer.chosen[0]).toBe(nameOf(16));
  await explorer.press('3');
  expect(explorer.state.viewport.cursor).toBe(3);
  await explorer.press('tab');
  expect(explorer.original.cursor).toBe(explorer.original.rows[2]);
  await explorer.press('shift+tab', 'shift+tab', 'shift+tab');
  expect(explorer.chosen[0]).toBe(nameOf(16));
});

describe('going in', () => {
  it('leads to a session that lies outside of the time seen first', async () => {
    const early = eventLine('1', '1999-01-01T00:00:00Z', '"early"');
    const many = upTo(300).map((at) =>
      eventLine('1', new Date(Date.UTC(2024, 6, 10, 8, at)).toISOString(), '"tick"'),
    );
    const explorer = await Explorer.of(early + many.join(''), { settings: { gapSeconds: 1800 } });
    await explorer.press('[', 'enter');
    expect(explorer.chosen[2]).toBe('early');
    expect(explorer.rows).toHaveLength(1);
  });

  it('changes nothing below a record that lies over it', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('4', 'enter');
    expect(explorer.model.overlay?.kind).toBe('record');
    const { tabs, tab } = explorer.model;
    for (const key of ['+', '-', '0', '<', '>', 'u', 't', 'w', '}', '{', '&', '/', 'e', '[', 's']) {
      await explorer.press(key);
      expect([key, explorer.message]).toEqual([key, expect.stringContaining('close the overlay first')]);
    }
    expect([explorer.model.tabs.events, explorer.model.tab]).toEqual([tabs.events, tab]);
  });
});
