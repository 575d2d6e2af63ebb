import { createWriteStream, readdirSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { type Folder, GOOD_LINE, inFolder } from '../helpers/command.ts';
import { COMMAND } from '../helpers/pty.ts';
import { closeTerminals, openTerminal, type Terminal } from '../helpers/terminal.ts';
import { explore, fiftyLinesAnd, IN_A_SHELL, signalIn, someEvents, untilDone } from './explorer.ts';

afterEach(closeTerminals);

/** Starts the explorer in a shell that has something on its screen, and changes all that can be changed. */
async function inAShell(folder: Folder): Promise<Terminal> {
  await folder.write('events.json', someEvents());
  const terminal = await explore(folder, ['events.json'], { command: IN_A_SHELL });
  terminal.type('3/vi\r');
  await terminal.untilShows('all users');
  expect(terminal.modes()).toMatchObject({
    alternateScreen: true,
    cursorHidden: true,
    mouse: 'drag',
    bracketedPaste: true,
  });
  expect(terminal.isRaw()).toBe(true);
  return terminal;
}

/** Expects the terminal to be as it was, with only these lines after its earlier contents. */
async function expectGivenBack(
  terminal: Terminal,
  folder: Folder,
  ...last: readonly string[]
): Promise<void> {
  await terminal.untilShows(last[last.length - 1]);
  terminal.type('\r');
  await terminal.exit();
  expect(terminal.scrollback()).toEqual(fiftyLinesAnd(...last));
  expect(terminal.modes()).toMatchObject({ alternateScreen: false, cursorHidden: false, changed: [] });
  expect(await folder.read('after.stty')).toBe(await folder.read('before.stty'));
  expect(await folder.names()).toEqual(['after.stty', 'before.stty', 'events.json', 'pid']);
}

describe('the terminal is given back whole', () => {
  it.for([
    ['q', 0],
    ['ctrl+c', 130],
  ] as const)('after %s, which is exit code %i', async ([key, code], context) => {
    await inFolder(async (folder) => {
      const terminal = await inAShell(folder);
      terminal.press(key);
      await expectGivenBack(terminal, folder, `ended with ${code}`);
    })(context);
  });

  it.for([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGQUIT', 131],
    ['SIGXCPU', 152],
  ] as const)('after %s, which is exit code %i', async ([signal, code], context) => {
    await inFolder(async (folder) => {
      const terminal = await inAShell(folder);
      await signalIn(folder, signal);
      await expectGivenBack(terminal, folder, `ended with ${code}`);
    })(context);
  });

  it(
    'while something is typed, asked or looked at: ^C ends all of them',
    inFolder(async (folder) => {
      const terminal = await inAShell(folder);
      terminal.type('1e');
      await terminal.untilShows('export to: sessions.csv');
      terminal.press('ctrl+c');
      await expectGivenBack(terminal, folder, 'ended with 130');
    }),
  );

  it(
    'after a crash, with one line about it on the normal screen',
    inFolder(async (folder) => {
      const crash = 'process.on("SIGUSR2", () => { throw new Error("a fault\\u001b[2J"); })';
      const [node, cli] = COMMAND;
      const command = [
        ...IN_A_SHELL.slice(0, -COMMAND.length),
        node,
        '--import',
        `data:text/javascript,${encodeURIComponent(crash)}`,
        cli,
      ];
      await folder.write('events.json', someEvents());
      const terminal = await explore(folder, ['events.json'], { command, columns: 300 });
      await signalIn(folder, 'SIGUSR2');
      await terminal.untilShows('ended with 1');
      const line = terminal.scrollback()[50];
      expect(line).toMatch(/^event-sessions-tui: internal error, please report it: Error: a fault␛\[2J at /);
      await expectGivenBack(terminal, folder, line, 'ended with 1');
    }),
  );
});

describe('q', () => {
  it(
    'ends it also while more is to come through a pipe',
    inFolder(async (folder) => {
      const pipe = createWriteStream(folder.fifo('pipe'));
      const terminal = await openTerminal({ cwd: folder.path, stdinFrom: 'cat pipe' });
      pipe.write(GOOD_LINE);
      await terminal.untilShows(/ 1 records? .* reading /);
      terminal.press('q');
      expect(await terminal.exit()).toEqual({ exitCode: 0, signal: null });
      expect(terminal.modes().changed).toEqual([]);
      pipe.destroy();
    }),
  );
});

describe('^Z', () => {
  it(
    'gives the terminal back, and fg takes it again, whatever size it has by then',
    inFolder(async (folder) => {
      await folder.write('events.json', someEvents());
      const job = 'set -m; echo before; "$@"; echo suspended; read -r line; fg; echo "ended with $?"';
      const terminal = await explore(folder, ['events.json'], {
        command: ['bash', '-c', job, 'bash', ...COMMAND],
      });
      terminal.press('down', 'down', 'ctrl+z');
      await terminal.untilShows('suspended');
      expect(terminal.modes()).toMatchObject({ alternateScreen: false, changed: [] });
      expect(terminal.isRaw()).toBe(false);
      expect(terminal.lines()[0]).toBe('before');
      terminal.resize(120, 40);
      terminal.type('\r');
      await terminal.untilShows(/^▌u03 /m);
      expect(terminal.modes()).toMatchObject({ alternateScreen: true, mouse: 'drag' });
      await terminal.until(() => terminal.lines()[0]?.length === 119, 'a frame of the new size');
      terminal.press('down');
      await terminal.untilShows(/^▌u04 /m);
      terminal.press('q');
      await terminal.exit();
      expect(terminal.scrollback().at(-1)).toBe('ended with 0');
      expect(terminal.modes().changed).toEqual([]);
    }),
  );
});

describe('^L', () => {
  it(
    'draws in the size that the terminal has, even if the program got no signal of it',
    inFolder(async (folder) => {
      await folder.write('events.json', someEvents());
      // Its size is that of its controlling terminal, from which it reads keys.
      const screen = await openTerminal({ command: ['sh', '-c', 'tty; sleep 1000'] });
      await screen.untilShows('/dev/');
      const [device] = screen.lines();
      const keys = await openTerminal({
        command: ['sh', '-c', `exec "$@" > ${device}`, 'sh', ...COMMAND],
        args: ['events.json'],
        cwd: folder.path,
      });
      await untilDone(screen);
      screen.resize(120, 40);
      keys.press('ctrl+l');
      await screen.until(() => screen.lines()[0]?.length === 119, 'a frame of the new size');
    }),
  );
});

describe('in the midst of an export', () => {
  const endings: readonly [string, (terminal: Terminal) => void][] = [
    ['q, confirmed,', (terminal) => terminal.press('q', 'y')],
    ['SIGTERM', (terminal) => terminal.signal('SIGTERM')],
    ['a connection that is lost', (terminal) => terminal.hangUp()],
  ];

  it.for(endings)('%s leaves no half-written file', async ([, end], context) => {
    await inFolder(async (folder) => {
      await folder.write('events.json', '{}\n'.repeat(500_000));
      await folder.write('skipped.csv', 'old');
      const terminal = await openTerminal({ args: ['events.json'], cwd: folder.path });
      await untilDone(terminal);
      terminal.press('2', 'e', 'enter');
      await terminal.untilShows('overwrite it?');
      terminal.press('y');
      await terminal.until(() => readdirSync(folder.path).length === 3, 'a draft');
      end(terminal);
      await terminal.exit();
      expect(await folder.names()).toEqual(['events.json', 'skipped.csv']);
      expect(await folder.read('skipped.csv')).toBe('old');
    })(context);
  });
});
