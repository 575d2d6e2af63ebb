import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { TerminalOutput } from '../../source/terminal/terminal-output.ts';
import { TerminalSession } from '../../source/terminal/terminal-session.ts';
import type { Modes } from '../helpers/screen.ts';
import { closeTerminals, openTerminal, type Terminal } from '../helpers/terminal.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = [process.execPath, '--import', 'tsx', 'test/helpers/session-program.ts'];

const TAKEN: Partial<Modes> = {
  alternateScreen: true,
  cursorHidden: true,
  bracketedPaste: true,
  mouse: 'drag',
  sgrMouse: true,
};
const GIVEN_BACK: Partial<Modes> = {
  alternateScreen: false,
  cursorHidden: false,
  synchronized: false,
  changed: [],
};

/** What the program had written before it took the screen. */
const TEXT_BEFORE = Array.from({ length: 50 }, (_, index) => `line ${index + 1}`);

async function start(options: Parameters<typeof openTerminal>[0] = {}): Promise<Terminal> {
  const terminal = await openTerminal({ command: PROGRAM, cwd: ROOT, ...options });
  await terminal.untilShows('drawing');
  return terminal;
}

function expectGivenBack(terminal: Terminal): void {
  expect(terminal.modes()).toMatchObject(GIVEN_BACK);
  expect(terminal.scrollback().slice(0, 50)).toEqual(TEXT_BEFORE);
  const { column, row } = terminal.placeOf('line 50');
  expect(terminal.styleAt(column, row).background).toBe('default');
}

afterEach(closeTerminals);

describe('a terminal that is taken', () => {
  it('shows an alternate screen and delivers keys, mouse and paste', async () => {
    const terminal = await start();
    expect(terminal.modes()).toMatchObject(TAKEN);
    expect(terminal.lines().filter((line) => line !== '')).toEqual(['drawing']);
    expect(terminal.isRaw()).toBe(true);
    terminal.press('ctrl+c');
    await terminal.untilShows('got ctrl+c');
    terminal.press('escape');
    await terminal.untilShows('got escape');
    terminal.paste('some text');
    await terminal.untilShows('"text":"some text"');
    terminal.click(7, 5);
    await terminal.untilShows('"action":"release","button":"left","column":7,"row":5');
  });

  it('releases and takes the mouse on request', async () => {
    const terminal = await start();
    terminal.press('n', '1');
    await terminal.untilShows('got 1');
    expect(terminal.modes()).toMatchObject({ mouse: 'none', sgrMouse: false });
    terminal.press('m', '2');
    await terminal.untilShows('got 2');
    expect(terminal.modes()).toMatchObject(TAKEN);
  });

  it('reads keys from the controlling terminal if data comes through stdin', async () => {
    const terminal = await start({ stdinFrom: 'echo data' });
    terminal.press('j');
    await terminal.untilShows('got j');
    terminal.press('q');
    expect(await terminal.exit()).toEqual({ exitCode: 0, signal: null });
    expectGivenBack(terminal);
  });
});

describe('a terminal that is restored', () => {
  it('is as it was, with its contents', async () => {
    const terminal = await start();
    terminal.press('l');
    await terminal.untilShows('got l');
    expectGivenBack(terminal);
    expect(terminal.isRaw()).toBe(false);
    expect(terminal.scrollback().slice(50)).toEqual(['got l']);
  });

  it('is as it was after a crash in the middle of a frame, with the error readable', async () => {
    const terminal = await start();
    terminal.press('x');
    expect(await terminal.exit()).toEqual({ exitCode: 1, signal: null });
    expectGivenBack(terminal);
    expect(terminal.scrollback().slice(50)).toContain('Error: a fault');
  });

  it('is as it was while the program is suspended, and taken again when it resumes', async () => {
    const [node, ...args] = PROGRAM;
    const script = `set -m; '${node}' ${args.join(' ')}; echo suspended; read line; fg`;
    const terminal = await start({ command: ['bash', '-c', script] });
    terminal.press('z');
    await terminal.untilShows('suspended');
    expectGivenBack(terminal);
    expect(terminal.isRaw()).toBe(false);
    terminal.press('enter');
    await terminal.untilShows('resumed');
    expect(terminal.modes()).toMatchObject(TAKEN);
    expect(terminal.isRaw()).toBe(true);
    terminal.press('q');
    await terminal.exit();
    expectGivenBack(terminal);
  });

  it('is taken again at once if no shell could resume the program', async () => {
    const terminal = await start();
    terminal.press('z');
    await terminal.untilShows('resumed');
    expect(terminal.modes()).toMatchObject(TAKEN);
    expect(terminal.isRaw()).toBe(true);
  });

  it('may be gone', async () => {
    const gone = openSync('/dev/null', 'r');
    closeSync(gone);
    const session = new TerminalSession(noTerminal, new TerminalOutput(gone), { mouse: true });
    session.enter();
    session.setMouse(false);
    expect(() => session.leave()).not.toThrow();
  });

  it('is not waited for if it no longer takes output', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'session-'));
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    const session = new TerminalSession(noTerminal, new TerminalOutput(fd), { mouse: true });
    session.enter();
    expect(() => {
      for (;;) writeSync(fd, 'x'.repeat(65_536));
    }).toThrow('EAGAIN');
    expect(() => session.leave()).not.toThrow();
    closeSync(fd);
    rmSync(folder, { recursive: true });
  });
});

/** An input whose terminal is gone. */
const noTerminal = {
  setRawMode(): never {
    throw new Error('setRawMode EIO');
  },
};
