import { describe, expect, it } from 'vitest';
import { trendView } from '../../source/explorer/tabs/events/trend-view.ts';
import { eventLine, upTo } from '../helpers/dataset.ts';
import { eventsOf, FEW } from '../helpers/explored-files.ts';
import { Explorer } from '../helpers/explorer.ts';
import { textsOf } from '../ui/frames.tsx';

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

  it('lists the users with most events first, and by name after Tab', async () => {
    const explorer = await Explorer.of(FEW);
    const first = (): string => textsOf(explorer.model).find((line) => / events {3}/.test(line)) ?? '';
    await explorer.press('3', 'u');
    expect(first()).toMatch(/^ dan +4 events {3}2024-07-10 11:00:00 → 2024-07-10 11:20:00$/);
    await explorer.press('tab');
    expect(first()).toMatch(/^ Bob +2 events {3}2024-07-10 09:00:00 → 2024-07-10 09:30:00$/);
    await explorer.press('tab', 'down', 'enter');
    expect(explorer.column('user_id')[0]).toBe('dan');
  });

  it('takes letters that are keys elsewhere, and its arrows move', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('3', 'u', 'q', 'backspace', 'n', 'down', 'enter');
    expect(explorer.column('user_id')[0]).toBe('ann');
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
