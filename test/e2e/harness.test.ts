import { afterEach, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal, type Terminal } from '../helpers/terminal.ts';

afterEach(closeTerminals);

/**
 * Draws an alternate screen and prints each key it gets, until it gets q: then it restores the terminal and exits with 7.
 */
const PROGRAM = `
process.stdin.setRawMode(true);
const draw = (text) => process.stdout.write(text);
draw('\\x1b[?1049h\\x1b[?25l\\x1b[?1002h\\x1b[?1006h\\x1b[?2004h\\x1b[2;5H\\x1b[1;7;32mbold 傘 ready\\x1b[m');
process.on('SIGWINCH', () => draw('\\x1b[6;1Hnow ' + process.stdout.columns + 'x' + process.stdout.rows));
process.stdin.on('data', (data) => {
  draw('\\x1b[4;1H\\x1b[Kgot ' + JSON.stringify(String(data)));
  if (String(data) === 'y') draw('\\x1b]52;c;' + Buffer.from('größe').toString('base64') + '\\x07');
  if (String(data) !== 'q') return;
  draw('\\x1b[?2004l\\x1b[?1006l\\x1b[?1002l\\x1b[?25h\\x1b[?1049lbye\\r\\n');
  process.exit(7);
});`;

async function started(): Promise<Terminal> {
  const terminal = await openTerminal({ command: [process.execPath, '-e', PROGRAM], columns: 40, rows: 8 });
  await terminal.untilShows('ready');
  return terminal;
}

describe('a terminal of the tests', () => {
  it('shows what a program draws, and gives it keys', async () => {
    const terminal = await started();
    expect(terminal.lines()[1]).toBe('    bold 傘 ready');
    expect(terminal.placeOf('ready')).toEqual({ column: 12, row: 1 });
    expect(terminal.styleAt(4, 1)).toMatchObject({ text: 'b', bold: true, inverse: true, foreground: 2 });
    expect(terminal.isRaw()).toBe(true);
    const keys: [string, string][] = [
      ['down', '\u001b[B'],
      ['pagedown', '\u001b[6~'],
      ['ctrl+c', '\u0003'],
      ['shift+tab', '\u001b[Z'],
      ['é', 'é'],
      ['escape', '\u001b'],
    ];
    for (const [key, bytes] of keys) {
      terminal.press(key);
      await terminal.untilShows(`got ${JSON.stringify(bytes)}`);
    }
  });

  it('pastes, clicks and scrolls as the program asked for', async () => {
    const terminal = await started();
    terminal.paste('a\nb');
    await terminal.untilShows('got "\\u001b[200~a\\rb\\u001b[201~"');
    terminal.clickOn('ready');
    await terminal.untilShows('\\u001b[<0;13;2m"');
    expect(terminal.output()).toContain('\\u001b[<0;13;2M');
    terminal.wheel(-1, 3, 4);
    await terminal.untilShows('got "\\u001b[<64;4;5M"');
    terminal.press('y');
    await terminal.until(() => terminal.clipboard().length === 1, 'something copied');
    expect(terminal.clipboard()).toEqual(['größe']);
  });

  it('is resized, and tells what was written', async () => {
    const terminal = await started();
    terminal.mark();
    terminal.resize(60, 9);
    await terminal.untilShows('now 60x9');
    expect(terminal.output()).toBe('\u001b[6;1Hnow 60x9');
    expect(terminal.bytesWritten).toBe(14);
  });

  it('tells how it was set up, whether it was given back, and how the program ended', async () => {
    const terminal = await started();
    expect(terminal.modes()).toMatchObject({
      alternateScreen: true,
      cursorHidden: true,
      mouse: 'drag',
      bracketedPaste: true,
    });
    terminal.press('q');
    expect(await terminal.exit()).toEqual({ exitCode: 7, signal: null });
    expect(terminal.modes()).toMatchObject({ alternateScreen: false, mouse: 'none', changed: [] });
    expect(terminal.scrollback()).toEqual(['bye']);
  });

  it('keeps what scrolls off, and says why it waits no longer when the program has ended', async () => {
    const terminal = await openTerminal({ command: ['sh', '-c', 'seq 50; printf done'], rows: 5 });
    await expect(terminal.untilShows('never')).rejects.toThrow(/ended .* without 'never'[\s\S]*│done/);
    expect(terminal.scrollback()).toHaveLength(51);
    expect(terminal.lines()).toEqual(['47', '48', '49', '50', 'done']);
  });

  it('signals the program, and hangs up on it', async () => {
    const first = await started();
    first.signal('SIGTERM');
    expect(await first.exit()).toEqual({ exitCode: 0, signal: 'SIGTERM' });
    const second = await started();
    second.hangUp();
    expect(await second.exit()).toEqual({ exitCode: 0, signal: 'SIGHUP' });
  });

  it('gives a program stdin through a pipe, and keys all the same', async () => {
    const terminal = await openTerminal({
      command: ['sh', '-c', 'read -r line; echo "piped $line"; read -r line < /dev/tty; echo "typed $line"'],
      stdinFrom: 'echo events',
    });
    await terminal.untilShows('piped events');
    terminal.type('keys\r');
    await terminal.untilShows('typed keys');
    expect(await terminal.exit()).toEqual({ exitCode: 0, signal: null });
  });

  it('lets a job be suspended and continued', async () => {
    const job = 'printf running; while read -r line; do echo "got $line"; done';
    const terminal = await openTerminal({
      command: ['sh', '-c', 'set -m; sh -c "$0"; echo suspended; fg', job],
    });
    await terminal.untilShows('running');
    terminal.press('ctrl+z');
    await terminal.untilShows('suspended');
    terminal.type('again\r');
    await terminal.untilShows('got again');
  });
});
