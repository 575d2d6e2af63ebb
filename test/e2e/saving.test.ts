import { readdirSync, readFileSync } from 'node:fs';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterEach, describe, expect, it } from 'vitest';
import { type Folder, inFolder } from '../helpers/command.ts';
import { arrayBufferOf } from '../helpers/tables-back.ts';
import { closeTerminals, type Terminal } from '../helpers/terminal.ts';
import { explore, someEvents, USERS } from './explorer.ts';

afterEach(closeTerminals);

/** Exports what is shown to a file in the folder; resolves with what was written. */
async function exportTo(terminal: Terminal, folder: Folder, name: string): Promise<string> {
  terminal.press('e');
  await terminal.untilShows('export to: ');
  terminal.press('ctrl+u');
  terminal.type(`${name}\r`);
  await terminal.untilShows(new RegExp(`wrote .* to ${name}[ :]`, 'm'));
  return folder.read(name);
}

/** Exports what is shown, and expects the copied command of E to write the same; resolves with that. */
async function expectSame(terminal: Terminal, folder: Folder, name: string): Promise<string> {
  const mine = await exportTo(terminal, folder, name);
  terminal.press('E');
  await terminal.untilShows(/^ copied/m);
  const command = terminal.clipboard().at(-1) ?? '';
  if (terminal.text().includes('The command that writes')) {
    terminal.press('q');
    await terminal.until(() => !terminal.text().includes('The command that writes'), 'the tab');
  }
  const asRun = command.replace('event-sessions-tui', '"$@"').replace(/(-out) \S+/, '$1 command.csv');
  await folder.shell(asRun, []);
  expect(await folder.read('command.csv')).toBe(mine);
  return mine;
}

describe('an export', () => {
  it(
    'is the very CSV that the command of E writes: rows, order and columns',
    inFolder(async (folder) => {
      await folder.write('events.json', someEvents().replaceAll('"}\n', '", "page": "/a"}\n'));
      const terminal = await explore(folder, ['events.json'], { columns: 170 });
      await expectSame(terminal, folder, 'mine.csv');
      terminal.press('2');
      await terminal.untilShows('json_decode_error');
      await expectSame(terminal, folder, 'mine2.csv');
      terminal.press('3');
      await terminal.untilShows(/^▌07-10 /m);
      // Events sorted by type are in order of time; page is a column, the user is none.
      terminal.press('right', 'H', ']', 'c');
      await terminal.untilShows(/page/);
      terminal.press('G', 'enter', 'escape');
      await terminal.untilShows(/^▌07-10 .* view .* \/a/m);
      const events = await expectSame(terminal, folder, 'mine3.csv');
      expect(events.split('\n')[0]).toBe('event,event_time,event_type,line,offset,page');
      // Sessions that hold a duplicate.
      terminal.press('d', 'd', '1');
      await terminal.untilShows('duplicates alone');
      await expectSame(terminal, folder, 'mine4.csv');
      expect(terminal.clipboard().at(-1)).toContain('--filter dup ');
    }),
  );

  it(
    'is the very CSV that the command of E writes where no column of the file has the order',
    inFolder(async (folder) => {
      // Some users have more duplicates than others, and some events come between the times of others.
      await folder.write('events.json', someEvents());
      const terminal = await explore(folder, ['events.json'], { columns: 150 });
      let count = 0;
      const sorted = async (key: '[' | ']', header: string): Promise<void> => {
        terminal.press(key);
        await terminal.untilShows(`${header} ${key === '[' ? '▲' : '▼'}`);
        const [first = ''] = (await expectSame(terminal, folder, `mine${++count}.csv`)).split('\n', 1);
        expect(first).toMatch(/^(?:user_id|event),/);
      };
      terminal.press('right', 'right', 'right');
      await sorted(']', 'duration');
      await sorted('[', 'duration');
      expect(terminal.clipboard().at(-1)).toContain('--sort duration_seconds ');
      terminal.press('right', 'right');
      await sorted(']', 'dupes');
      expect(terminal.clipboard().at(-1)).toContain('--sort=-duplicates ');
      // Narrowed, and cut by a gap.
      terminal.type('z30m\r&u1\r');
      await terminal.untilShows('& u1 ✕');
      await sorted('[', 'dupes');
      terminal.press('2', 'w');
      await terminal.untilShows('line ▲');
      terminal.press('right', 'right');
      await sorted(']', 'what is wrong');
      expect(terminal.clipboard().at(-1)).toContain('--sort=-detail ');
      await sorted('[', 'what is wrong');
    }),
  );

  it(
    'is of the rows that are shown, in their order, in the format that its name ends in',
    inFolder(async (folder) => {
      await folder.write('events.json', someEvents());
      const terminal = await explore(folder, ['events.json']);
      terminal.type('&u1\r]');
      await terminal.untilShows(/& u1 ✕[\s\S]* 1 of 10/);
      await terminal.untilShows(/^▌u19/m);
      const users = Array.from({ length: 10 }, (_, index) => `u${19 - index}`);
      const csv = (await exportTo(terminal, folder, 'some.csv')).split('\n').slice(1, -1);
      expect(csv.map((line) => line.slice(0, 3))).toEqual(users);
      const lines = (await exportTo(terminal, folder, 'some.jsonl')).split('\n').slice(0, -1);
      expect(lines.map((line) => JSON.parse(line).user_id)).toEqual(users);
      expect(terminal.text()).toMatch(/wrote 10 of \d+ rows/);
      await exportTo(terminal, folder, 'some.parquet');
      const file = arrayBufferOf(readFileSync(folder.at('some.parquet')));
      const rows = await parquetReadObjects({ file });
      expect(rows.map((row) => row.user_id)).toEqual(users);
      const [{ value = '' }] = parquetMetadata(file).key_value_metadata ?? [];
      expect(JSON.parse(value)).toMatchObject({
        table: 'sessions',
        input: 'events.json',
        unique_users: USERS,
      });
    }),
  );

  it(
    'asks before it writes over a file, and never writes over the one that is read',
    inFolder(async (folder) => {
      await folder.write('events.json', someEvents());
      await folder.write('sessions.csv', 'old');
      const terminal = await explore(folder, ['events.json']);
      terminal.press('e', 'enter');
      await terminal.untilShows('sessions.csv exists: overwrite it? y / n');
      terminal.press('n');
      await terminal.untilShows('nothing was written');
      expect(await folder.read('sessions.csv')).toBe('old');
      terminal.press('e', 'enter');
      await terminal.untilShows('overwrite it?');
      terminal.press('y');
      await terminal.untilShows(`wrote ${USERS} rows`);
      expect(await folder.read('sessions.csv')).toMatch(/^user_id,session_start/);
      terminal.press('e', 'ctrl+u');
      terminal.type('./events.json\r');
      await terminal.untilShows('overwrite it?');
      terminal.press('y');
      await terminal.untilShows('cannot write ./events.json: it is the file that is read; name another');
      terminal.press('e', 'ctrl+u');
      terminal.type('no/such/folder.csv\r');
      await terminal.untilShows('cannot write no/such/folder.csv: no such file or folder');
      expect(await folder.names()).toEqual(['events.json', 'sessions.csv']);
      expect(await folder.read('events.json')).toBe(someEvents());
    }),
  );

  it(
    'of Original is a copy, byte for byte',
    inFolder(async (folder) => {
      const bytes = Buffer.concat([Buffer.from('\ufeff{"a": "\u0000'), Buffer.from([0xff, 0xc3, 0x0d])]);
      await folder.write('events.json', bytes);
      const terminal = await explore(folder, ['events.json']);
      terminal.press('4', 'e');
      await terminal.untilShows('export to: events.json.copy');
      terminal.press('enter');
      await terminal.untilShows('wrote 14 B to events.json.copy');
      expect(readFileSync(folder.at('events.json.copy')).equals(bytes)).toBe(true);
    }),
  );

  it(
    'that takes long says how far it is, and Esc cancels it and leaves nothing behind',
    inFolder(async (folder) => {
      await folder.write('events.json', '{}\n'.repeat(200_000));
      const terminal = await explore(folder, ['events.json']);
      terminal.press('2', 'e', 'enter');
      await terminal.untilShows(/writing skipped\.csv: [0-9,]+ of 200,000 rows \(Esc cancels\)/);
      expect(await folder.drafts()).toHaveLength(1);
      terminal.press('escape');
      await terminal.until((shown) => !shown.text().includes('(Esc cancels)'), 'the end of it');
      terminal.press('?');
      await terminal.untilShows('half a page down');
      await terminal.until(() => readdirSync(folder.path).length === 1, 'nothing left behind');
    }),
  );
});

describe('copying', () => {
  it(
    'takes of a line far longer than the screen what the clipboard takes, and says that it is cut',
    inFolder(async (folder) => {
      const line = `{"user_id": 1, "note": "${'0123456789'.repeat(200_000)}"}`;
      await folder.write('events.json', `${line}\n${line.slice(0, 70_000)}"}\n`);
      const terminal = await explore(folder, ['events.json']);
      terminal.press('4');
      await terminal.untilShows('{"user_id"');
      terminal.press('y');
      await terminal.untilShows('copied the line, 75 kB (only the beginning');
      expect(terminal.clipboard()).toEqual([line.slice(0, 74_994)]);
      terminal.press('G', 'y');
      await terminal.untilShows(/copied the line, 70 kB {2}/);
      expect(terminal.clipboard().at(-1)).toBe(`${line.slice(0, 70_000)}"}`);
    }),
  );

  it(
    'sends the cell, the record or the line to the clipboard',
    inFolder(async (folder) => {
      await folder.write('events.json', someEvents());
      const terminal = await explore(folder, ['events.json']);
      terminal.press('y');
      await terminal.untilShows('copied user_id, 3 B');
      terminal.press('4');
      await terminal.untilShows('│{"user_id"');
      terminal.press('y');
      await terminal.untilShows('copied the line');
      const [record] = someEvents().split('\n');
      expect(terminal.clipboard()).toEqual(['u01', record]);
      terminal.press('1', 'enter');
      await terminal.untilShows(/^▌07-10 /m);
      terminal.press('enter');
      await terminal.untilShows('  "user_id": "u01",');
      terminal.press('w', 'w', 'y');
      await terminal.untilShows('copied the record');
      expect(terminal.clipboard().at(-1)).toBe(record);
    }),
  );

  it(
    'goes through tmux',
    inFolder(async (folder) => {
      await folder.write('events.json', someEvents());
      const terminal = await explore(folder, ['events.json'], { env: { TMUX: '/tmp/tmux,1,0' } });
      terminal.press('y');
      await terminal.untilShows('copied user_id');
      const wrapped = `\u001bPtmux;\u001b\u001b]52;c;${Buffer.from('u01').toString('base64')}`;
      expect(terminal.output()).toContain(wrapped);
    }),
  );
});
