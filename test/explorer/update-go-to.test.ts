import { describe, expect, it } from 'vitest';
import { GO_TO_HELP } from '../../source/explorer/commands/go-to.ts';
import { upTo } from '../helpers/dataset.ts';
import { DAMAGED, eventsOf, FEW, nameOf } from '../helpers/explored-files.ts';
import { Explorer } from '../helpers/explorer.ts';

describe('going to a row', () => {
  it.each([
    ['1', 'u00'],
    ['40', 'u39'],
    ['1,0', 'u09'],
    ['0', 'u00'],
    ['9999', 'u59'],
  ])(':%s in Sessions chooses %s', async (text, user) => {
    const explorer = await Explorer.of(eventsOf(upTo(60)));
    await explorer.press('down');
    await explorer.enter(':', text);
    expect(explorer.chosen[0]).toBe(user);
    expect(explorer.seen).toContain(user);
  });

  it('works in both panes of Skipped', async () => {
    const explorer = await Explorer.of(DAMAGED);
    await explorer.press('2');
    await explorer.enter(':', '2');
    expect(explorer.model.tabs.skipped.reasons.cursor).toBe(1);
    await explorer.press('w');
    await explorer.enter(':', '3');
    expect(explorer.chosen[0]).toBe('5');
  });

  it('is going to a line in Original; past the end it says so', async () => {
    const explorer = await Explorer.of(eventsOf(upTo(60)), { columns: 120 });
    await explorer.press('4');
    await explorer.enter(':', '100');
    expect(explorer.original.cursor).toContain(`"${nameOf(33)}"`);
    await explorer.enter(':', '999');
    expect(explorer.original.cursor).toContain('"u59"');
    expect(explorer.message).toBe('the file has fewer lines: this is its end');
  });
});

describe('going to an offset', () => {
  it.each(['1', '2', '3', '4'])('shows the byte in Original from tab %s, and Esc leads back', async (tab) => {
    const explorer = await Explorer.of(FEW);
    await explorer.press(tab, 'down');
    const { tab: before } = explorer.model;
    const offset = FEW.indexOf('"cid"');
    await explorer.enter(':', `@${offset}`);
    expect(explorer.model.tab).toBe('original');
    expect(explorer.original.cursor).toContain('"cid"');
    await explorer.press('escape');
    expect(explorer.model.tab).toBe(before);
  });

  it('past the end goes to the end', async () => {
    const explorer = await Explorer.of(FEW, { columns: 120 });
    await explorer.enter(':', '@9,999,999');
    expect(explorer.original.cursor).toContain('11:20');
  });
});

describe('going to an event', () => {
  it('chooses it where it is listed', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('3');
    await explorer.enter(':', '#6');
    expect(explorer.chosen.slice(1)).toEqual(['cid', 'buy', '', '6']);
    await explorer.press('2');
    const damaged = await Explorer.of(DAMAGED);
    await damaged.press('2', 'w');
    await damaged.enter(':', '#5');
    expect(damaged.chosen[0]).toBe('5');
  });

  it('shows it in Original where it is not', async () => {
    const explorer = await Explorer.of(DAMAGED);
    await explorer.press('2', 'w');
    await explorer.enter(':', '#6');
    expect(explorer.original.cursor).toContain('"2024-07-10T08:20');
    await explorer.enter(':', '#2');
    expect(explorer.original.cursor).toBe('{"user_id": 2}');
  });

  it('that does not exist gets a message with how many there are', async () => {
    const explorer = await Explorer.of(FEW);
    for (const text of ['#0', '#11']) {
      await explorer.enter(':', text);
      expect(explorer.message).toBe(`there is no event ${text} among 10`);
    }
    expect(explorer.model.tab).toBe('sessions');
  });
});

describe('going to a time', () => {
  it.each([
    ['2024-07-10T09:30', 'cid'],
    ['2024-07-10 11:00', 'dan'],
    ['08:30', 'Bob'],
    ['-20m', 'dan'],
  ])(':%s chooses the first session from then on, here that of %s', async (text, user) => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('l', '[');
    await explorer.enter(':', text);
    expect(explorer.chosen[0]).toBe(user);
  });

  it('works in Events and in Original', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('3');
    await explorer.enter(':', '2024-07-10T12:01+02:00');
    expect(explorer.chosen.slice(1, 3)).toEqual(['cid', 'view']);
    await explorer.press('4');
    await explorer.enter(':', '2024-07-10T10:30');
    expect(explorer.original.cursor).toContain('T10:40');
  });

  it('that is a range goes to its first row; rows left out give the cursor to the nearest in time', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.press('3', 'G');
    await explorer.enter(':', '9:00..10:30');
    expect(explorer.chosen[0]).toBe('2024-07-10 09:00:00');
    await explorer.press('escape');
    await explorer.enter(':', '10:40');
    await explorer.press('w', 'G', 'k', 'x', 'w');
    expect(explorer.chosen[0]).toBe('2024-07-10 11:00:00');
  });

  it('after the last one gets a message', async () => {
    const explorer = await Explorer.of(FEW);
    for (const tab of ['1', '3']) {
      await explorer.press(tab);
      await explorer.enter(':', '2025-01-01T00:00');
      expect(explorer.message).toBe('no row at or after that time');
    }
    await explorer.press('4');
    await explorer.enter(':', '2025-01-01T00:00');
    expect(explorer.message).toBe('no event at or after that time');
  });

  it('is refused in a table of rows without a time', async () => {
    const explorer = await Explorer.of(DAMAGED);
    await explorer.press('2', 'w');
    await explorer.enter(':', '2024-07-10T10:00');
    expect(explorer.message).toBe('these rows have no time to go to');
  });
});

describe('a text that is no place', () => {
  it.each(['nonsense', '#', '@x', '-3', '3.5', '2024-13-01'])(
    '%s gets a message with what can be typed, and nothing moves',
    async (text) => {
      for (const tab of ['1', '2', '3', '4']) {
        const explorer = await Explorer.of(FEW);
        // The prompt asks what time it is.
        await explorer.press(tab, 'down', ':', 'escape');
        const { model } = explorer;
        await explorer.enter(':', text);
        expect(explorer.model.prompt).toMatchObject({ text, note: GO_TO_HELP });
        await explorer.press('escape');
        expect({ ...explorer.model, message: undefined }).toEqual({ ...model, message: undefined });
      }
    },
  );

  it('nothing at all goes nowhere and says nothing', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.enter(':', ' ');
    expect([explorer.message, explorer.chosen[0]]).toEqual(['', 'Bob']);
  });
});

describe('go to', () => {
  it('q quits, as in vim', async () => {
    const explorer = await Explorer.of(FEW);
    await explorer.enter(':', 'q');
    expect(explorer.asked).toEqual([{ kind: 'quit', exitCode: 0 }]);
  });
});
