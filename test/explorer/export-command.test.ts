import { describe, expect, it } from 'vitest';
import { DAMAGED, FEW } from '../helpers/explored-files.ts';
import { datasetsOf, Explorer } from '../helpers/explorer.ts';

async function commandOf(explorer: Explorer): Promise<string> {
  await explorer.press('E');
  const effect = explorer.asked.at(-1);
  // One that is longer than the message line is shown whole over the body.
  if (explorer.model.overlay?.kind === 'command') await explorer.press('enter');
  return effect?.kind === 'copy' ? effect.text : `- ${explorer.message}`;
}

describe('E', () => {
  it('copies the command that writes what is shown: range, user, filter and types as flags, the file last', async () => {
    const explorer = await Explorer.of(FEW, { file: { name: 'a b.json' } });
    expect(await commandOf(explorer)).toBe("event-sessions-tui --out sessions.csv -- 'a b.json'");
    await explorer.press('3', 'u', 'c', 'i', 'd', 'enter', 't', 'x', 'escape');
    await explorer.enter('&', 'type=view,buy "two words"');
    await explorer.enter(':', '10..11');
    expect(await commandOf(explorer)).toBe(
      'event-sessions-tui --from 2024-07-10T10:00:00Z --to 2024-07-10T11:00:00Z --user cid ' +
        "--filter 'type=view,buy \"two words\" !event_type=buy' --sort event_time --events-out events.csv -- 'a b.json'",
    );
  });

  it('names the user and the type of a file that was read again and no longer has them', async () => {
    const explorer = await Explorer.of(FEW, {
      keys: ['3', 'u', 'c', 'i', 'd', 'enter', 't', 'enter', 'escape'],
    });
    const command =
      'event-sessions-tui --user cid --filter event_type=buy --sort event_time --events-out events.csv -- events.json';
    expect(await commandOf(explorer)).toBe(command);
    explorer.send({ kind: 'opened', file: explorer.model.file });
    for (const dataset of datasetsOf(FEW.split(/(?<=\n)/).slice(0, 2))) {
      await explorer.load(dataset);
      expect(await commandOf(explorer)).toBe(command);
    }
  });

  it('writes times of a filter so that they mean the same tomorrow and elsewhere', async () => {
    const explorer = await Explorer.of(FEW, { zone: 'Europe/Berlin', keys: ['3'] });
    await explorer.enter('&', 'time=07-10 !time>13:00 type=view');
    expect(await commandOf(explorer)).toBe(
      "event-sessions-tui --filter 'time=2024-07-09T22:00:00Z..2024-07-10T22:00:00Z " +
        "!time>2024-07-10T11:00:00Z type=view' --sort event_time --events-out events.csv -- events.json",
    );
  });

  it('has the gap of sessions, and the reason that rejections are narrowed to', async () => {
    const explorer = await Explorer.of(FEW, { settings: { gapSeconds: 1800 } });
    await explorer.enter('z', '30m');
    expect(await commandOf(explorer)).toBe(
      'event-sessions-tui --gap 30m --sort=-duration_seconds --out sessions.csv -- events.json',
    );
    const damaged = await Explorer.of(DAMAGED, { keys: ['2', 'enter'] });
    expect(await commandOf(damaged)).toBe(
      `event-sessions-tui --filter 'code="invalid ISO-8601"' --skips-out skipped.csv -- events.json`,
    );
    await damaged.press('escape', '+', 'j', '+', 'j', 'enter');
    expect(await commandOf(damaged)).toBe(
      `event-sessions-tui --filter 'code="invalid ISO-8601" reason_kind="is no date" ` +
        `reason_value='\\''yesterday'\\''' --skips-out skipped.csv -- events.json`,
    );
  });

  it('writes duplicates alone, but not among other events: no command does', async () => {
    const explorer = await Explorer.of(FEW + FEW, { keys: ['3', 'd'] });
    expect(await commandOf(explorer)).toContain('- no command writes events and their duplicates');
    await explorer.press('d');
    expect(await commandOf(explorer)).toBe(
      'event-sessions-tui --sort event_time --dupes-out duplicates.csv -- events.json',
    );
  });

  it('puts no control character into a command, and takes no value for a flag', async () => {
    const line = (user: string) =>
      `{"user_id": ${user}, "event_time": "2024-07-10T10:00:00Z", "event_type": "a"}\n`;
    const explorer = await Explorer.of(line('"x\\u001b[2J"'), { keys: ['3', 'u', 'x', 'enter'] });
    expect(await commandOf(explorer)).toBe('- a value holds a control character, which no command may have');
    const minus = await Explorer.of(line('"-rf"'), { keys: ['3', 'u', 'r', 'enter'] });
    expect(await commandOf(minus)).toBe(
      'event-sessions-tui --user=-rf --sort event_time --events-out events.csv -- events.json',
    );
  });

  it('shows a command whole that is longer than the message line, until it is closed', async () => {
    const explorer = await Explorer.of(FEW, { columns: 60 });
    await explorer.press('E');
    expect(explorer.model.overlay).toMatchObject({
      text: 'event-sessions-tui --out sessions.csv -- events.json',
    });
    await explorer.press('escape');
    expect(explorer.model.overlay).toBeUndefined();
    const wide = await Explorer.of(FEW, { columns: 120, keys: ['E'] });
    expect(wide.model.overlay).toBeUndefined();
  });

  it('has no command for the sample', async () => {
    const explorer = await Explorer.of(FEW, { file: { isSample: true } });
    expect(await commandOf(explorer)).toBe('- the sample is no file that a command could read: o opens one');
  });

  it('has the order of the rows', async () => {
    const explorer = await Explorer.of(FEW, { keys: ['right', 'right', 'right', 'right', ']'] });
    expect(await commandOf(explorer)).toBe(
      'event-sessions-tui --sort=-event_count --out sessions.csv -- events.json',
    );
    // Lines begin anew in each file, and one can hold several records.
    const rejected = await Explorer.of(DAMAGED, { keys: ['2', 'w', 's'] });
    expect(await commandOf(rejected)).toContain(' --sort=-event --skips-out ');
  });

  it.for([
    ['sessions', FEW, []],
    ['sessions cut by a gap', FEW, ['z', '3', '0', 'm', 'enter']],
    ['rejections', DAMAGED, ['2', 'w']],
    ['events', FEW + FEW, ['3']],
    ['duplicates', FEW + FEW, ['3', 'd', 'd']],
  ] as const)('has a command for every order of %s', async ([, text, keys]) => {
    for (let column = 0; column < 7; column++) {
      for (const sort of ['[', ']']) {
        const right = Array.from({ length: column }, () => 'right');
        const explorer = await Explorer.of(text, { columns: 200, keys: [...keys, ...right, sort] });
        expect(await commandOf(explorer)).toMatch(/^event-sessions-tui /);
      }
    }
  });

  it('says in a sentence that no command writes users', async () => {
    const users = await Explorer.of(FEW, { keys: ['U'] });
    expect(await commandOf(users)).toBe('- no command writes users: e does');
  });
});
