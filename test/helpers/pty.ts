import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';

/** As built by `npm ci` and again by `npm test`. */
export const COMMAND = [process.execPath, fileURLToPath(new URL('../../dist/cli.js', import.meta.url))];

/** What the terminal of the user who runs the tests would add: colours, sizes, the test runner's mode. */
const NOT_INHERITED =
  /^(?:NO_COLOR|FORCE_COLOR|COLORTERM|TERM_PROGRAM.*|COLUMNS|LINES|LC_ALL|LC_CTYPE|TMUX.*|NODE_ENV|VITEST.*)$/;

export interface TerminalOptions {
  /** The program and its first arguments; by default the built command. */
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  /**
   * A shell command whose stdout is the program's stdin, as in `cat events.json | event-sessions-tui`; signals still go
   * to the program, and the exit code is the program's.
   */
  readonly stdinFrom?: string;
  /** 100 by default. */
  readonly columns?: number;
  /** 30 by default. */
  readonly rows?: number;
  /** Added to the environment, or taken out of it where undefined. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The folder for temporary files by default. */
  readonly cwd?: string;
}

/** Starts a program on a pseudoterminal. */
export function spawnOnPty(options: TerminalOptions): IPty {
  const { command = COMMAND, args = [], stdinFrom, cwd = tmpdir() } = options;
  const line = [...command, ...args];
  const [file, ...rest] =
    stdinFrom === undefined ? line : ['bash', '-c', `exec "$@" < <(${stdinFrom})`, 'bash', ...line];
  const { columns = 100, rows = 30 } = options;
  return spawn(file, rest, { cols: columns, rows, cwd, env: environment(options.env) });
}

function environment(added: TerminalOptions['env'] = {}): Record<string, string> {
  const inherited = Object.entries(process.env).filter(([name]) => !NOT_INHERITED.test(name));
  const all = { ...Object.fromEntries(inherited), LANG: 'C.UTF-8', TERM: 'xterm-256color', ...added };
  const set: Record<string, string> = {};
  for (const [name, value] of Object.entries(all)) if (value !== undefined) set[name] = value;
  return set;
}
