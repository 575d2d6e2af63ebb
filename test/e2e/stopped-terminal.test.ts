import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Folder, GOOD_LINE, inFolder } from '../helpers/command.ts';
import { IS_FULL } from '../helpers/full.ts';
import { COMMAND } from '../helpers/pty.ts';
import { closeTerminals, openTerminal, type Terminal } from '../helpers/terminal.ts';
import { explore, someEvents } from './explorer.ts';

afterEach(closeTerminals);

/** More than any terminal takes beforehand. */
const MANY_KEYS = 20_000;

/** Frames of this size, some of them, are more than any system keeps for a terminal. */
const LARGE = { columns: 200, rows: 60 };

/** Stops the terminal, and has the program draw the whole screen until it takes nothing more. */
async function stopped(terminal: Terminal): Promise<void> {
  terminal.takeNothing();
  for (let turn = 0; turn < 20; turn++) {
    terminal.press('ctrl+l');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function fileIn(terminal: Terminal, folder: Folder, name: string): Promise<void> {
  await terminal.until(() => existsSync(join(folder.path, name)), name);
}

const SIGNALS = [['SIGTERM'], ['SIGHUP'], ['SIGINT'], ['SIGQUIT']] as const;

describe('a terminal that takes nothing', () => {
  it(
    'holds up no pipe: it is read and kept to its end',
    inFolder(async (folder) => {
      await folder.write('first.json', someEvents());
      await folder.write('events.json', GOOD_LINE.repeat(200_000));
      const terminal = await openTerminal({
        ...LARGE,
        cwd: folder.path,
        stdinFrom: 'cat first.json; while [ ! -e go ]; do sleep 0.02; done; cat events.json; : > read',
      });
      await terminal.untilShows(/^.u01 /m);
      await stopped(terminal);
      await folder.write('go', '');
      await fileIn(terminal, folder, 'read');
      terminal.takeAgain();
      await terminal.untilShows(/200,852 records .* done$/m);
    }),
  );

  it(
    'holds up no export',
    inFolder(async (folder) => {
      await folder.write('events.json', someEvents());
      const terminal = await explore(folder, ['events.json'], LARGE);
      await stopped(terminal);
      terminal.type('1e\r');
      await fileIn(terminal, folder, 'sessions.csv');
      terminal.takeAgain();
      await terminal.untilShows('sessions.csv');
    }),
  );

  it(
    'shows what the last key asked for once it takes again, and not all that was between',
    inFolder(async (folder) => {
      await folder.write('events.json', someEvents());
      const terminal = await explore(folder, ['events.json'], LARGE);
      await stopped(terminal);
      terminal.mark();
      terminal.type(`${'jk'.repeat(MANY_KEYS / 2)}1j`);
      terminal.takeAgain();
      await terminal.untilShows(/^▌u02 /m);
      // A frame a key would be millions of bytes; what the terminal had been sent before it stopped is among these.
      expect(terminal.bytesWritten).toBeLessThan(400_000);
    }),
  );

  it.for(IS_FULL ? SIGNALS : SIGNALS.slice(0, 1))(
    'lets %s end the program, and no half-written file stays',
    async ([signal], context) => {
      await inFolder(async (folder) => {
        await folder.write('events.json', someEvents());
        const terminal = await explore(folder, ['events.json'], LARGE);
        await stopped(terminal);
        terminal.signal(signal);
        expect(await terminal.exit()).toEqual({ exitCode: 0, signal });
        expect(await folder.names()).toEqual(['events.json']);
      })(context);
    },
  );

  it(
    'lets q end it',
    inFolder(async (folder) => {
      await folder.write('events.json', someEvents());
      const terminal = await explore(folder, ['events.json'], LARGE);
      await stopped(terminal);
      terminal.press('q');
      expect(await terminal.exit()).toEqual({ exitCode: 0, signal: null });
    }),
  );

  it(
    'lets ^C after q drop what waits before the restored screen',
    inFolder(async (folder) => {
      await folder.write('events.json', someEvents());
      // The shell goes on when the program has ended by the signal.
      const command = ['sh', '-c', `trap : INT; "$@"; : > ended; read -r line`, 'sh', ...COMMAND];
      const terminal = await explore(folder, ['events.json'], { ...LARGE, command });
      await stopped(terminal);
      terminal.mark();
      terminal.press('q');
      await terminal.until(() => !terminal.isRaw(), 'keys that the terminal handles itself');
      terminal.press('ctrl+c');
      await fileIn(terminal, folder, 'ended');
      terminal.takeAgain();
      await terminal.until(() => !terminal.modes().alternateScreen, 'the restored screen');
      // The system keeps more of frames, of which the terminal has taken some thousands of bytes unseen.
      expect(terminal.bytesWritten).toBeLessThan(12_000);
    }),
  );

  it(
    'holds up no run that shows its progress there',
    inFolder(async (folder) => {
      await folder.write('events.json', GOOD_LINE.repeat(1000));
      const fill = 'yes | head -c 200000 | dd of=/dev/tty bs=1000 oflag=nonblock 2> /dev/null';
      const wait = 'while [ ! -e go ]; do sleep 0.02; done';
      // Long enough for progress to be shown.
      const input = '(cat events.json; sleep 1; cat events.json)';
      const command = ['sh', '-c', `${wait}; ${fill}; ${input} | "$@"`, 'sh', ...COMMAND];
      const terminal = await openTerminal({ cwd: folder.path, command, args: ['--out', 'sessions.csv'] });
      terminal.takeNothing();
      await folder.write('go', '');
      await fileIn(terminal, folder, 'sessions.csv');
      terminal.takeAgain();
      expect(await terminal.exit()).toEqual({ exitCode: 0, signal: null });
    }),
  );
});
