import { createWriteStream } from 'node:fs';
import { appendFile, rename, rm } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { GOOD_LINE, inFolder } from '../helpers/command.ts';
import { tarOf } from '../helpers/packed.ts';
import { COMMAND } from '../helpers/pty.ts';
import { closeTerminals, openTerminal, type Terminal } from '../helpers/terminal.ts';
import { explore, RECORDS, someEvents, untilDone } from './explorer.ts';

afterEach(closeTerminals);

describe('another file', () => {
  it(
    'is opened by its name, a folder too, which Tab completes; where that fails, what was there stays',
    inFolder(async (folder) => {
      await folder.write('events.json', someEvents());
      await folder.write('evening.json', GOOD_LINE);
      const terminal = await explore(folder, ['events.json']);
      terminal.press('down', 'o');
      await terminal.untilShows('open: ');
      terminal.type('missing.json\r');
      await terminal.untilShows('cannot read missing.json: no such file or folder; check the name');
      expect(terminal.lines()[0]).toContain(` events.json  69 kB  ${RECORDS} records`);
      expect(terminal.text()).toMatch(/^▌u02 /m);
      folder.fifo('pipe');
      terminal.type('opipe\r');
      await terminal.untilShows('cannot read pipe: it is a named pipe; name it on the command line');
      await rm(folder.at('pipe'));
      terminal.type('o./\r');
      await terminal.untilShows(/^ \.\/ \(2 files\) .* done$/m);
      terminal.type('oe\t');
      await terminal.untilShows('open: even█   evening.json  events.json');
      terminal.type('i\t');
      await terminal.untilShows('open: evening.json█');
      terminal.press('enter');
      await terminal.untilShows(/^ evening\.json {2}76 B {2}1 records? .* done$/m);
      await terminal.untilShows('1 of 1');
    }),
  );
});

describe('a file that has changed', () => {
  it(
    'is noticed and read again, written to or replaced; once it is gone, what was read stays',
    inFolder(async (folder) => {
      await folder.write('events.json', GOOD_LINE);
      await folder.write('new.json', GOOD_LINE.repeat(3));
      const terminal = await explore(folder, ['events.json']);
      terminal.press('2');
      await appendFile(folder.at('events.json'), GOOD_LINE);
      await terminal.untilShows('events.json changed on disk; r reads it again');
      await terminal.untilShows(/changed on disk \(r reads again\)$/m);
      terminal.press('r');
      await terminal.untilShows(/ 2 records .* done$/m);
      await terminal.untilShows('Nothing was rejected');
      await rename(folder.at('new.json'), folder.at('events.json'));
      await terminal.untilShows(/changed on disk \(r reads again\)$/m);
      terminal.press('r');
      await terminal.untilShows(/ 3 records .* done$/m);
      await rm(folder.at('events.json'));
      terminal.press('r');
      await terminal.untilShows('cannot read events.json: no such file or folder');
      expect(terminal.lines()[0]).toContain(' 3 records ');
    }),
  );
});

describe('a pipe', () => {
  it(
    'is read to its end while keys come from the terminal',
    inFolder(async (folder) => {
      await folder.write('events.json', someEvents());
      for (const args of [[], ['-']]) {
        const terminal = await explore(folder, args, { stdinFrom: 'cat events.json' });
        expect(terminal.lines()[0]).toMatch(new RegExp(`^ stdin .* ${RECORDS} records `));
        terminal.press('2', 'w', 'enter');
        await terminal.untilShows(/^▌✗ +11 │.*"yesterday"/m);
        terminal.press('r');
        await terminal.untilShows('a pipe cannot be read again');
        terminal.press('q');
        expect(await terminal.exit()).toEqual({ exitCode: 0, signal: null });
      }
    }),
  );

  it(
    'that goes on is counted as it comes, and keys are answered meanwhile; its copy has no name',
    inFolder(async (folder) => {
      const pipe = createWriteStream(folder.fifo('pipe'));
      const terminal = await openTerminal({
        cwd: folder.path,
        stdinFrom: 'cat pipe',
        env: { TMPDIR: folder.path },
      });
      pipe.write(GOOD_LINE.repeat(10));
      await terminal.untilShows(/ stdin .* 10 records .* reading /);
      expect(await folder.names()).toEqual(['pipe']);
      terminal.press('4', 'down', 'down');
      await terminal.untilShows(/^▌ +3 │/m);
      pipe.write(GOOD_LINE.repeat(1500));
      await terminal.untilShows(/│ 1,510 .*│ 1,510 .*≥1 /);
      terminal.press('1');
      await terminal.untilShows(/^▌1 .* 0s +1 /m);
      pipe.end('{"cut');
      await untilDone(terminal);
      await terminal.untilShows('│ 1,511 ');
      await terminal.untilShows('│ 1,509 ');
    }),
  );

  it(
    'that brings a few events shows the session of each without waiting for more',
    inFolder(async (folder) => {
      const pipe = createWriteStream(folder.fifo('pipe'));
      const terminal = await openTerminal({ cwd: folder.path, stdinFrom: 'cat pipe' });
      // The third and the fifth do not double the number of events.
      for (let user = 1; user <= 5; user++) {
        pipe.write(GOOD_LINE.replace('1', String(user)));
        await terminal.untilShows(new RegExp(`^.${user} +07-10 10:00:00`, 'm'));
      }
      expect(terminal.lines()[0]).toMatch(/ reading /);
      pipe.end();
      await untilDone(terminal);
    }),
  );

  it(
    'that cannot be kept whole is shown as far as it was; an archive is not opened',
    inFolder(async (folder) => {
      const text = GOOD_LINE.repeat(50_000);
      await folder.write('events.json', text);
      await folder.write('days.tar', tarOf({ 'a.json': text, 'b.json': GOOD_LINE }));
      const opened = (stdinFrom: string): Promise<Terminal> =>
        openTerminal({
          // In steps of 512 bytes or of 1024, as the shell has it: the file that keeps the pipe may be no longer.
          command: ['sh', '-c', 'ulimit -f 2048; exec "$@"', 'sh', ...COMMAND],
          cwd: folder.path,
          stdinFrom,
        });
      const archive = await opened('cat days.tar');
      await archive.untilShows('cannot read stdin: its copy cannot be written to');
      expect(await archive.exit()).toEqual({ exitCode: 1, signal: null });
      const terminal = await opened('cat events.json');
      await terminal.untilShows(/ failed$/m);
      await terminal.untilShows('its copy cannot be written to');
      terminal.press('enter');
      await terminal.untilShows('user 1 ✕');
      terminal.press('q');
      expect(await terminal.exit()).toEqual({ exitCode: 0, signal: null });
    }),
  );
});

describe('a file with nothing in it', () => {
  it(
    'is reported as empty, or as without an object',
    inFolder(async (folder) => {
      await folder.write('empty.json', '');
      await folder.write('words.txt', 'no objects\n');
      const terminal = await explore(folder, ['empty.json']);
      await terminal.untilShows('empty.json is empty; o opens another file');
      terminal.type('234');
      await terminal.untilShows('the file is empty');
      terminal.type('owords.txt\r');
      await terminal.untilShows('no JSON object was found');
      terminal.press('4');
      await terminal.untilShows(/1 │no objects {2}← stray text: in no record$/m);
    }),
  );
});

describe('a file that cannot be opened', () => {
  it.for([
    [['missing.json'], 1, 'cannot read missing.json: no such file or folder; check the name'],
    [['.'], 1, 'cannot read .: there is no file to read in it; name other files'],
    [['-'], 2, 'standard input is a terminal: pipe data in, or name a FILE; see --help'],
  ] as const)(
    'is reported in one line before the screen changes: %s',
    async ([args, code, text], context) => {
      await inFolder(async (folder) => {
        const terminal = await openTerminal({ args, cwd: folder.path });
        expect(await terminal.exit()).toEqual({ exitCode: code, signal: null });
        // The terminal wraps what is longer than it is wide.
        expect(terminal.scrollback().join('')).toBe(`event-sessions-tui: ${text}`);
        expect(terminal.output()).not.toContain('\u001b');
      })(context);
    },
  );
});
