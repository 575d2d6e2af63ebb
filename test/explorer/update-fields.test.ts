import { describe, expect, it } from 'vitest';
import { fieldRows } from '../../source/explorer/overlays/field-rows.ts';
import { whyMostRejected } from '../../source/explorer/tables/most-rejected.ts';
import { TABLES } from '../../source/explorer/tables/registry.ts';
import { readFile } from '../helpers/dataset.ts';
import { Explorer } from '../helpers/explorer.ts';
import { FACTS, fieldsOf, found, keyOf, planned, TEXT, WRONG } from '../helpers/fields.ts';
import { plannedAs } from '../helpers/plans.ts';

describe('a file in which no event could be read', () => {
  it('opens Fields with the best keys filled in, and R or Enter reads it with these', async () => {
    for (const key of ['R', 'enter']) {
      const explorer = await planned();
      const { roleKeys, outcome, hasNoEvent } = fieldsOf(explorer);
      expect(roleKeys).toEqual({ user: ['login'], time: ['created'], type: ['name'], id: [] });
      expect([outcome, hasNoEvent]).toEqual([{ records: 12, events: 12, users: 3 }, true]);
      await explorer.press(key);
      expect(explorer.asked).toEqual([
        {
          kind: 'readAs',
          settings: { userKey: 'login', timeKey: 'created', typeKey: 'name', timeFormat: 'iso' },
        },
      ]);
      expect(explorer.model.overlay).toBeUndefined();
    }
  });

  it('is left as it is by Esc; M brings the best keys again', async () => {
    const explorer = await planned();
    await explorer.press('escape');
    expect([explorer.model.overlay, explorer.asked]).toEqual([undefined, []]);
    await explorer.press('M');
    expect(fieldsOf(explorer).roleKeys.user).toEqual(['login']);
  });

  it('does not take the screen from a user who types or reads something else', async () => {
    const { dataset, bytes } = readFile(TEXT);
    for (const key of ['?', '/']) {
      const explorer = new Explorer(bytes);
      explorer.send(plannedAs(TEXT, FACTS));
      await explorer.press(key);
      await explorer.load(dataset);
      expect(explorer.model.overlay?.kind).toBe(key === '?' ? 'help' : undefined);
    }
  });

  it('says in Sessions and in Skipped what is wrong and which key helps', async () => {
    const explorer = await planned();
    await explorer.press('escape');
    expect(TABLES.sessions.emptyText(explorer.model)).toBe(
      'no events, so no sessions; M chooses the keys: user_id, event_time and event_type are in no record',
    );
    expect(whyMostRejected(explorer.model)).toBe(
      '12 of 12 records are rejected; M chooses the keys: user_id, event_time and event_type are in no record',
    );
  });
});

describe('a file with events', () => {
  it('does not open Fields by itself', async () => {
    expect((await planned(WRONG)).model.overlay).toBeUndefined();
  });
});

describe('Fields', () => {
  it('lists the candidates of the user, the time, the type and the id by rank, then the other keys', async () => {
    const explorer = await planned(WRONG);
    expect(fieldRows(explorer.model).map(({ field }) => field.path)).toEqual([
      ...['login', 'session', 'device'],
      ...['created', 'loaded'],
      ...['name', 'action'],
      ...['id', 'path'],
    ]);
  });

  it('counts on the sample what a choice gives, at once', async () => {
    const explorer = await planned(WRONG);
    await explorer.press('M');
    expect(fieldsOf(explorer).outcome).toEqual({ records: 12, events: 12, users: 1 });
    await explorer.press('u');
    expect(fieldsOf(explorer).outcome).toEqual({ records: 12, events: 12, users: 3 });
    await explorer.press('j', 'u');
    expect(fieldsOf(explorer).outcome).toEqual({ records: 12, events: 12, users: 6 });
    await explorer.press('G', 't');
    expect(fieldsOf(explorer).outcome).toEqual({ records: 12, events: 0, users: 0 });
  });

  it.each([
    ['u', 'user'],
    ['t', 'time'],
    ['y', 'type'],
    ['i', 'id'],
  ] as const)('%s makes the key under the cursor the %s, and the only one', async (key, role) => {
    const explorer = await planned(WRONG);
    await explorer.press('M', 'G', key);
    expect(fieldsOf(explorer).roleKeys[role]).toEqual(['path']);
  });

  it('takes the first format of a time with it', async () => {
    const text = TEXT.replaceAll('"created":"2024-07-10T10:', '"created":"17206008');
    const facts = FACTS.map((one) =>
      one.path === 'created' ? { ...one, timeFormats: ['epoch-s', 'epoch'] } : one,
    );
    const explorer = await planned(WRONG, text, facts);
    await explorer.press('M', 'w', 't');
    expect([fieldsOf(explorer).roleKeys.time, fieldsOf(explorer).timeFormat]).toEqual([
      ['created'],
      'epoch-s',
    ]);
  });

  it('takes all formats with a time that is written in two', async () => {
    const text = TEXT.replaceAll(/"created":"2024-07-10T10:1([0-7]):00Z"/g, '"created":172060080$1');
    const facts = FACTS.map((one) =>
      one.path === 'created' ? { ...one, timeFormats: ['iso', 'epoch-s'] } : one,
    );
    const explorer = await planned(WRONG, text, facts);
    await explorer.press('M', 'w', 't');
    expect(fieldsOf(explorer).timeFormat.split(' | ').sort()).toEqual(['epoch-s', 'iso']);
    expect(fieldsOf(explorer).outcome.events).toBe(12);
  });

  it('lets a key have one role', async () => {
    const explorer = await planned(WRONG);
    await explorer.press('M', '/', ...'name', 'enter', 'u');
    expect(fieldsOf(explorer).roleKeys).toMatchObject({ user: ['name'], type: [] });
  });

  it('+ adds a key to the list of the role that it could have, - takes it out again', async () => {
    const explorer = await planned(WRONG);
    await explorer.press('M', 'j', '+');
    expect(fieldsOf(explorer).roleKeys.user).toEqual(['device', 'session']);
    await explorer.press('+');
    expect(explorer.message).toBe('session is the user already');
    await explorer.press('-');
    expect(fieldsOf(explorer).roleKeys.user).toEqual(['device']);
    await explorer.press('j', '-');
    expect(fieldsOf(explorer).roleKeys.user).toEqual([]);
    // One user for all.
    await explorer.press('R');
    expect(explorer.asked.at(-1)).toMatchObject({ settings: { userKey: 'none' } });
  });

  it('+ says of a key that looks like nothing which keys make it something', async () => {
    const explorer = await planned(WRONG);
    await explorer.press('M', 'G', '+');
    expect(explorer.message).toBe('path looks like no user, time, type or id: u t y i make it one');
  });

  it('R does not read a file without a time, and not one that is read like this already', async () => {
    const explorer = await planned(WRONG);
    await explorer.press('M', 'R');
    expect([explorer.message, explorer.model.overlay]).toEqual([
      'the file is read like this already',
      undefined,
    ]);
    await explorer.press('M', '/', ...'loaded', 'enter', '-', 'R');
    expect(explorer.message).toBe('an event needs a time: t makes the key under the cursor the time');
    expect(explorer.asked).toEqual([]);
  });

  it('an id that was chosen decides what is a duplicate; one that was found still only keeps apart', async () => {
    const explorer = await planned({ ...WRONG, id: found('id') });
    await explorer.press('M', 'u', 'R');
    expect(explorer.asked[0]).toMatchObject({ settings: { idKey: 'id', idDecides: false } });
    await explorer.press('M', '/', ...'id', 'enter', 'i', 'R');
    expect(explorer.asked[1]).toMatchObject({ settings: { idKey: 'id', idDecides: true } });
    await explorer.press('M', '/', ...'id', 'enter', '-', 'R');
    expect(explorer.asked[2]).toMatchObject({ settings: { idKey: 'none', idDecides: false } });
  });

  it('Esc leaves all as it was, and so do another tab and a second M', async () => {
    for (const key of ['escape', '1', 'M']) {
      const explorer = await planned(WRONG);
      const before = explorer.model;
      await explorer.press('M', 'u', 'j', 't', key);
      expect(explorer.model).toEqual(before);
      expect(explorer.asked).toEqual([]);
    }
  });

  it('is there again after the help, with all that was chosen', async () => {
    const explorer = await planned(WRONG);
    await explorer.press('M', 'u', '?', 'escape');
    expect(fieldsOf(explorer).roleKeys.user).toEqual(['login']);
  });

  it('a click chooses a row and reads nothing', async () => {
    const explorer = await planned(WRONG);
    await explorer.press('M');
    // Two lines of the header, the boxes, the tabs, the title and the header of the list are above.
    for (const _ of [1, 2]) await explorer.click(9);
    expect([keyOf(explorer), explorer.asked]).toEqual(['session', []]);
  });

  it('M says so before anything is known of the file', async () => {
    const explorer = new Explorer(TEXT);
    await explorer.press('M');
    expect(explorer.message).toBe('nothing has been read yet');
  });
});
