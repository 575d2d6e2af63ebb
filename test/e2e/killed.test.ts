import { afterEach, describe, expect, it } from 'vitest';
import { type Folder, inFolder } from '../helpers/command.ts';
import { COMMAND } from '../helpers/pty.ts';
import { closeTerminals, openTerminal, type Terminal } from '../helpers/terminal.ts';
import { signalIn, someEvents, untilDone } from './explorer.ts';

afterEach(closeTerminals);

/** A shell that runs the explorer, which is killed there, then something else; like `sh` it repairs nothing itself. */
async function afterKill(folder: Folder, next: string): Promise<Terminal> {
  await folder.write('events.json', someEvents());
  const script = [
    'echo before; stty -g > before.stty',
    `sh -c 'echo $$ > pid; exec "$@"' sh "$@" events.json 2> /dev/null`,
    next,
    'stty -g > after.stty; echo over',
  ].join('\n');
  const terminal = await openTerminal({
    command: ['sh', '-c', script, 'sh', ...COMMAND],
    cwd: folder.path,
  });
  await untilDone(terminal);
  await signalIn(folder, 'SIGKILL');
  return terminal;
}

async function expectPutRight(terminal: Terminal, folder: Folder): Promise<void> {
  await terminal.exit();
  expect(terminal.scrollback()[0]).toBe('before');
  expect(terminal.scrollback().at(-1)).toBe('over');
  expect(terminal.modes()).toMatchObject({ alternateScreen: false, cursorHidden: false, changed: [] });
  expect(await folder.read('after.stty')).toBe(await folder.read('before.stty'));
}

describe('a terminal that a killed run has left', () => {
  it(
    'is put right by --reset-terminal',
    inFolder(async (folder) => {
      await expectPutRight(await afterKill(folder, '"$@" --reset-terminal'), folder);
    }),
  );

  it(
    'is put right by the next run, whose keys work, without the mouse too',
    inFolder(async (folder) => {
      const terminal = await afterKill(folder, 'echo again; "$@" events.json --no-mouse');
      await terminal.until(() => terminal.output().includes('again'), 'the next run');
      await terminal.until(() => terminal.modes().mouse === 'none', 'no mouse');
      await untilDone(terminal);
      terminal.press('2');
      await terminal.untilShows('closing quote');
      terminal.press('q');
      await expectPutRight(terminal, folder);
    }),
  );
});

describe('--reset-terminal', () => {
  it(
    'changes nothing of a terminal that nothing is wrong with, and says so where there is none',
    inFolder(async (folder) => {
      const script =
        'echo before; stty -g > before.stty; "$@" --reset-terminal; stty -g > after.stty; echo over';
      const terminal = await openTerminal({
        command: ['sh', '-c', script, 'sh', ...COMMAND],
        cwd: folder.path,
      });
      await expectPutRight(terminal, folder);
      const without = await openTerminal({
        command: [
          'sh',
          '-c',
          'setsid -w "$@" --reset-terminal < /dev/null; echo "ended with $?"',
          'sh',
          ...COMMAND,
        ],
      });
      await without.untilShows('cannot reset the terminal');
      await without.untilShows('ended with 1');
    }),
  );
});
