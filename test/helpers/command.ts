import { type ChildProcess, execFileSync, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, cp, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, type TestContext } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Built by `npm ci` and again by `npm test`. */
const CLI = join(root, 'dist/cli.js');

/** The five lines of the spec's example, the summary that prints them, and the two files that belong to it. */
export const EXAMPLE = join(root, 'test/conformance/cases/seed-example/input.json');
export const EXAMPLE_SUMMARY = summary({ total: 5, valid: 4, skipped: 1, duplicates: 1, users: 2 });
export const EXAMPLE_SESSIONS = `user_id,session_start,session_end,event_count
1,2024-07-10T10:00:00Z,2024-07-10T10:05:00Z,2
2,2024-07-10T10:10:00Z,2024-07-10T10:10:00Z,1
`;
export const EXAMPLE_REJECTIONS = `event,reason,user_id,event_time,event_type,raw,line,offset,code,column,length
4,invalid ISO-8601: 'invalid-timestamp' is no date,2,invalid-timestamp,click,"{""user_id"": 2, ""event_time"": ""invalid-timestamp"", ""event_type"": ""click""}",4,226,invalid ISO-8601,,72
`;

/** A record that is a valid event, and one that is rejected. */
export const GOOD_LINE = '{"user_id": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": "login"}\n';
export const BAD_LINE = '{"user_id": 2, "event_time": "invalid-timestamp", "event_type": "click"}\n';

interface Numbers {
  readonly total: number;
  readonly valid: number;
  readonly skipped: number;
  readonly duplicates: number;
  readonly users: number;
}

export function summary({ total, valid, skipped, duplicates, users }: Numbers): string {
  return `Done.
total_events: ${total}
valid_events: ${valid}
skipped_events: ${skipped}
duplicates_removed: ${duplicates}
unique_users: ${users}
`;
}

/** How a process ended, and its output. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Bytes through a pipe; a path to redirect from; a socket; /dev/null by default. */
  readonly stdin?:
    | { readonly piped: string | Uint8Array }
    | { readonly from: string }
    | { readonly connection: Socket };
  /** A path to append stdout to, instead of a pipe. */
  readonly stdoutTo?: string;
  /** Code for the process to run before the command. */
  readonly preload?: string;
  /** Runs as an unprivileged user: permissions do not bind root. */
  readonly unprivileged?: boolean;
}

/** A process that runs until the test ends it; `ended` resolves to its end. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Waits until `isSo` holds; fails if the process ends before. */
  until(fact: () => Promise<boolean> | boolean): Promise<void>;
}

/** A temporary folder, and the command run inside it. */
export class Folder {
  private readonly running = new Set<ChildProcess>();

  constructor(readonly path: string) {}

  at(name: string): string {
    return join(this.path, name);
  }

  async write(name: string, content: string | Uint8Array): Promise<string> {
    await writeFile(this.at(name), content);
    return this.at(name);
  }

  async read(name: string): Promise<string> {
    return readFile(this.at(name), 'utf8');
  }

  /** Everything in the folder, drafts too. */
  async names(): Promise<string[]> {
    return (await readdir(this.path)).sort();
  }

  async drafts(): Promise<string[]> {
    return (await this.names()).filter((name) => name.endsWith('.part'));
  }

  /** Makes a named pipe. */
  fifo(name: string): string {
    execFileSync('mkfifo', [this.at(name)]);
    return this.at(name);
  }

  /** Runs the command to its end. */
  async run(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
    const { stdin, stdoutTo, preload, unprivileged = false } = options;
    const input = stdin !== undefined && 'from' in stdin ? await open(stdin.from, 'r') : undefined;
    const output = stdoutTo === undefined ? undefined : await open(stdoutTo, 'a');
    const line = unprivileged ? await this.unprivilegedCommand() : [...preloading(preload), CLI];
    const connection = stdin !== undefined && 'connection' in stdin ? stdin.connection : undefined;
    const started = this.spawn(
      [process.execPath, ...line, ...args],
      [connection ?? input?.fd ?? (stdin === undefined ? 'ignore' : 'pipe'), output?.fd ?? 'pipe', 'pipe'],
    );
    connection?.destroy();
    if (stdin !== undefined && 'piped' in stdin) started.child.stdin?.end(stdin.piped);
    const ended = await started.ended;
    await input?.close();
    await output?.close();
    return ended;
  }

  /** Starts the command with a stdin that stays open. */
  start(args: readonly string[]): Started {
    return this.spawn([process.execPath, CLI, ...args], ['pipe', 'pipe', 'pipe']);
  }

  /** Runs a line of sh, in which `"$@"` is the command with its arguments. */
  async shell(script: string, args: readonly string[]): Promise<Ended> {
    return this.startShell(script, args).ended;
  }

  startShell(script: string, args: readonly string[]): Started {
    return this.spawn(['sh', '-c', script, 'sh', process.execPath, CLI, ...args], ['pipe', 'pipe', 'pipe']);
  }

  async remove(): Promise<void> {
    for (const child of this.running) {
      child.stdin?.destroy();
      child.kill('SIGKILL');
    }
    await rm(this.path, { recursive: true, force: true });
  }

  private spawn([file, ...args]: readonly string[], stdio: StdioOptions): Started {
    const child = spawn(file, args, { cwd: this.path, stdio });
    this.running.add(child);
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    // A command that does not read to the end closes its side first.
    child.stdin?.on('error', () => undefined);
    const ended = once(child, 'close').then(([code, signal]): Ended => {
      this.running.delete(child);
      return { code, signal, stdout, stderr };
    });
    const until = async (fact: () => Promise<boolean> | boolean): Promise<void> => {
      while (!(await fact())) {
        if (!this.running.has(child)) throw new Error(`ended before it came to that: ${stderr}`);
        await wait(2);
      }
    };
    return { child, ended, until };
  }

  /** A copy that an unprivileged user may read, wherever the project and Node are installed. */
  private async unprivilegedCommand(): Promise<string[]> {
    if (process.getuid?.() !== 0) return [CLI];
    await chmod(this.path, 0o755);
    await cp(dirname(CLI), this.at('command/dist'), { recursive: true });
    await copyFile(join(root, 'package.json'), this.at('command/package.json'));
    return [
      ...preloading('process.setgroups([]); process.setgid(65534); process.setuid(65534);'),
      this.at('command/dist/cli.js'),
    ];
  }
}

function preloading(code: string | undefined): string[] {
  return code === undefined ? [] : ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
}

/** A test with a temporary folder of its own, gone afterwards together with what still runs in it. */
export function inFolder(
  test: (folder: Folder) => Promise<void>,
): (context: Pick<TestContext, 'onTestFinished'>) => Promise<void> {
  return async ({ onTestFinished }) => {
    const folder = new Folder(await mkdtemp(join(tmpdir(), 'event-sessions-tui-')));
    // Also when the test was given up because the command hangs.
    onTestFinished(() => folder.remove());
    await test(folder);
  };
}

/** That the command failed with one line that says what, names what it is about, and says what to do. */
export function expectError(ended: Ended, code: number, ...named: readonly string[]): void {
  expect(ended.stderr).toMatch(/^event-sessions-tui: [^\n]+; [^\n]+\n$/);
  for (const name of named) expect(ended.stderr).toContain(name);
  expect(ended).toMatchObject({ code, signal: null, stdout: '' });
}

/** CSV as RFC 4180 has it, as rows of values. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))([,\n])/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** `inFolder` with an input to break in it, events.json. */
export function withInput(test: (folder: Folder) => Promise<void>): ReturnType<typeof inFolder> {
  return inFolder(async (folder) => {
    await folder.write('events.json', GOOD_LINE);
    await test(folder);
  });
}
