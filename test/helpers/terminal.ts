import { execFileSync } from 'node:child_process';
import { constants } from 'node:os';
import type { IPty } from '@lydell/node-pty';
import { BUTTON, keyBytes, mouseBytes, pasteBytes } from './keys.ts';
import { spawnOnPty, type TerminalOptions } from './pty.ts';
import { Screen } from './screen.ts';
import { Watchers } from './watchers.ts';

export interface Exit {
  readonly exitCode: number;
  /** Which signal ended it, if one did. */
  readonly signal: string | null;
}

const open = new Set<Terminal>();

/**
 * Starts a program on a terminal of its own. To see it suspended and continued it must be a shell's job:
 * `command: ['sh', '-c', 'set -m; "$@"; echo suspended; fg', 'sh', ...COMMAND]`.
 */
export async function openTerminal(options: TerminalOptions = {}): Promise<Terminal> {
  const terminal = new Terminal(spawnOnPty(options));
  open.add(terminal);
  return terminal;
}

/** Ends whatever still runs on any terminal. For afterEach. */
export async function closeTerminals(): Promise<void> {
  const closing = [...open].map((terminal) => terminal.close());
  open.clear();
  await Promise.all(closing);
}

/** A program on a terminal: what it shows, and hands to press its keys. */
export class Terminal extends Screen {
  private readonly ended: Promise<Exit>;
  private end: Exit | undefined;
  private written: string[] = [];
  private readonly watchers = new Watchers();

  constructor(private readonly pty: IPty) {
    super(pty.cols, pty.rows);
    pty.onData((output) => {
      this.written.push(output);
      void this.show(output).then(() => this.watchers.look());
    });
    // Answers to requests of programs.
    this.xterm.onData((answer) => this.send(answer));
    this.ended = new Promise((resolve) => {
      pty.onExit(({ exitCode, signal = 0 }) => {
        void this.show('').then(() => {
          this.end = { exitCode, signal: signalName(signal) };
          resolve(this.end);
          this.watchers.look();
        });
      });
    });
  }

  get pid(): number {
    return this.pty.pid;
  }

  /**
   * Presses keys by name (`keyBytes`) or character. After `escape` wait for what it does before the next key:
   * what follows at once would be read as its second half.
   */
  press(...keys: readonly string[]): void {
    for (const key of keys) this.send(keyBytes(key, this.modes().applicationCursorKeys));
  }

  type(text: string): void {
    this.send(text);
  }

  paste(text: string): void {
    this.send(pasteBytes(text, this.modes().bracketedPaste));
  }

  click(column: number, row: number, button: keyof typeof BUTTON = 'left'): void {
    this.mouse(BUTTON[button], column, row, 'press');
    this.mouse(BUTTON[button], column, row, 'release');
  }

  clickOn(text: string): void {
    const { column, row } = this.placeOf(text);
    this.click(column, row);
  }

  /** Turns the wheel by so many steps: down, or up where negative. */
  wheel(steps: number, column = 0, row = 0): void {
    const button = steps < 0 ? BUTTON.wheelUp : BUTTON.wheelDown;
    for (let step = 0; step < Math.abs(steps); step++) this.mouse(button, column, row, 'press');
  }

  resize(columns: number, rows: number): void {
    this.xterm.resize(columns, rows);
    this.pty.resize(columns, rows);
  }

  signal(name: NodeJS.Signals): void {
    process.kill(this.pty.pid, name);
  }

  /** Takes nothing of what the program writes, as after ^S or on a link that is frozen, until `takeAgain`. */
  takeNothing(): void {
    this.pty.pause();
  }

  takeAgain(): void {
    this.pty.resume();
  }

  /** Closes the connection: the terminal is gone, and the program receives SIGHUP. */
  hangUp(): void {
    if (!('destroy' in this.pty) || typeof this.pty.destroy !== 'function') throw new Error('not on Unix');
    this.pty.destroy();
  }

  /** Whether each key goes to the program at once, unechoed. Only while the program runs. */
  isRaw(): boolean {
    if (!('ptsName' in this.pty)) throw new Error('not on Unix');
    const flag = process.platform === 'darwin' ? '-f' : '-F';
    const settings = execFileSync('stty', [flag, String(this.pty.ptsName), '-a'], { encoding: 'utf8' });
    return /(?:^|\s)-icanon\b/.test(settings) && /(?:^|\s)-echo\b/.test(settings);
  }

  /** All that the program wrote since the last mark, or the start, controls and all. */
  output(): string {
    return this.written.join('');
  }

  /** Of `output`, as UTF-8. */
  get bytesWritten(): number {
    return Buffer.byteLength(this.output());
  }

  /** From here on `output` counts. */
  mark(): void {
    this.written = [];
  }

  /** Resolves as soon as the text is on the screen; a regular expression is held against all lines together. */
  async untilShows(text: string | RegExp): Promise<void> {
    const shown = (): boolean =>
      typeof text === 'string' ? this.text().includes(text) : text.test(this.text());
    await this.until(shown, `${typeof text === 'string' ? `'${text}'` : text} on the screen`);
  }

  /**
   * Resolves as soon as `isSo` holds; never looks at a half-drawn synchronized update. Fails, with a picture of the
   * screen, if that takes too long or when the program has ended.
   */
  async until(fact: (terminal: this) => boolean, awaited: string): Promise<void> {
    await this.watch(() => {
      if (this.modes().synchronized && this.end === undefined) return false;
      if (fact(this)) return true;
      if (this.end !== undefined) throw new Error(`ended (${JSON.stringify(this.end)}) without ${awaited}`);
      return false;
    }, awaited);
  }

  /** How the program ended, once it has and all that it wrote is on the screen. */
  async exit(): Promise<Exit> {
    await this.watch(() => this.end !== undefined, 'the end of the program');
    return this.ended;
  }

  /** Ends the program, if it still runs, and whatever it started on this terminal. */
  async close(): Promise<void> {
    this.takeAgain();
    if (this.end === undefined) {
      for (const id of [-this.pty.pid, this.pty.pid]) {
        try {
          process.kill(id, 'SIGKILL');
        } catch {
          // It has just ended by itself.
        }
      }
      await this.ended;
    }
    this.xterm.dispose();
  }

  private send(bytes: string): void {
    if (this.end === undefined) this.pty.write(bytes);
  }

  /** As a terminal does: sends nothing to a program that did not request the mouse. */
  private mouse(...report: Parameters<typeof mouseBytes>): void {
    const { mouse, sgrMouse } = this.modes();
    if (mouse === 'none') return;
    if (!sgrMouse) throw new Error('the mouse is on, but not as SGR reports');
    this.send(mouseBytes(...report));
  }

  private async watch(isSo: () => boolean, awaited: string): Promise<void> {
    try {
      await this.watchers.until(isSo, awaited);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new Error(`${message}; the screen:\n${this.picture()}`, { cause: error });
    }
  }
}

function signalName(number: number): string | null {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? null;
}
