// @ts-check
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { isatty } from 'node:tty';

/** How long the command may take to end before it is killed: a loop without end in its main thread hears no signal. */
const PATIENCE_MILLISECONDS = 2000;

/** Undoes every mode that source/terminal/terminal-session.ts sets, after a command that could not do it itself. */
const RESET_TERMINAL =
  '\u001b[?2026l\u001b[0m\u001b[?1006l\u001b[?1002l\u001b[?2004l\u001b[?7h\u001b[?25h\u001b[?1049l';

/** Exit codes of a command that did what it was asked to: done, wrong usage, more rejected than allowed. */
const ENDED_BY_DESIGN = [0, 2, 3];
const LEAST_SIGNAL_CODE = 129;
const SIGNALS_OF_USERS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];

/** A command on this terminal that is stopped and started again, with the terminal as it was in between. */
export class RestartedCommand {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  #isStopping = false;
  #settings = terminalSettings();
  #line;
  #onEnd;

  /**
   * @param {readonly string[]} line The program and its arguments.
   * @param {(exitCode: number) => void} onEnd Called when the command has ended by itself, unless it crashed.
   */
  constructor(line, onEnd) {
    this.#line = line;
    this.#onEnd = onEnd;
    // A key ^C reaches both processes while the command has not yet taken the terminal: it is the command's to answer.
    process.on('SIGINT', () => {
      if (this.#child === undefined) onEnd(128 + constants.signals.SIGINT);
    });
    for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => {
        if (this.#child === undefined) onEnd(128 + constants.signals[signal]);
        else this.#child.kill(signal);
      });
    }
  }

  start() {
    const [program, ...rest] = this.#line;
    const child = spawn(program, rest, { stdio: 'inherit' });
    this.#child = child;
    child.once('exit', (code, signal) => {
      this.#child = undefined;
      if (!this.#isStopping) this.#ended(code, signal);
    });
  }

  /** Ends the command, if it runs; resolves when it has given the terminal back. */
  async stop() {
    const child = this.#child;
    if (child === undefined) return;
    this.#isStopping = true;
    const killing = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MILLISECONDS);
    child.kill('SIGTERM');
    const [, signal] = await once(child, 'exit');
    clearTimeout(killing);
    this.#isStopping = false;
    if (signal === 'SIGKILL') this.#resetTerminal();
  }

  /**
   * @param {number | null} code
   * @param {NodeJS.Signals | null} signal
   */
  #ended(code, signal) {
    const exitCode = code ?? 128 + constants.signals[signal ?? 'SIGKILL'];
    const isMeant =
      code === null
        ? SIGNALS_OF_USERS.includes(String(signal))
        : ENDED_BY_DESIGN.includes(code) || code >= LEAST_SIGNAL_CODE;
    if (isMeant) {
      this.#onEnd(exitCode);
      return;
    }
    if (code === null) this.#resetTerminal();
    process.stderr.write(
      `The command ended with ${signal ?? code}: waiting for a change; ^C ends the loop.\n`,
    );
  }

  #resetTerminal() {
    if (this.#settings === undefined) return;
    process.stdout.write(RESET_TERMINAL);
    execFileSync('stty', [this.#settings], { stdio: ['inherit', 'ignore', 'ignore'] });
  }
}

/** The terminal's settings as stty takes them back; undefined where standard input is no terminal. */
function terminalSettings() {
  if (!isatty(0)) return undefined;
  return execFileSync('stty', ['-g'], { stdio: ['inherit', 'pipe', 'ignore'], encoding: 'utf8' }).trim();
}
