import type { Folder } from '../helpers/command.ts';
import { COMMAND, type TerminalOptions } from '../helpers/pty.ts';
import { openTerminal, type Terminal } from '../helpers/terminal.ts';

/** How many users, and so sessions, there are in the events. */
export const USERS = 40;
export const RECORDS = 852;
/** Damaged in either of two ways. */
export const EACH_REJECTED = 41;

/** A day of users: u01 with one record, u02 with two and so on; every tenth is damaged, and some come twice. */
export function someEvents(): string {
  const lines: string[] = [];
  let index = 0;
  for (let number = 1; number <= USERS; number++) {
    for (let nth = 0; nth < number; nth++, index++) {
      const user = `u${String(number).padStart(2, '0')}`;
      const time = new Date(Date.UTC(2024, 6, 10, 0, (index * 7) % 1440)).toISOString();
      const type = ['view', 'click', 'view', 'login'][index % 4];
      const record = `{"user_id": "${user}", "event_time": "${time}", "event_type": "${type}"}`;
      if (index % 20 === 10) lines.push(record.replace(time, 'yesterday'));
      else if (index % 20 === 19) lines.push(record.slice(0, 40));
      else lines.push(record);
      if (index % 25 === 24) lines.push(record);
    }
  }
  return `${lines.join('\n')}\n`;
}

export interface ExploreOptions extends Omit<TerminalOptions, 'args' | 'cwd'> {
  readonly args?: readonly string[];
}

/** Starts the explorer in a folder; resolves when it has read its file to the end. */
export async function explore(
  folder: Folder,
  args: readonly string[],
  options: ExploreOptions = {},
): Promise<Terminal> {
  const terminal = await openTerminal({ ...options, args, cwd: folder.path });
  await untilDone(terminal);
  return terminal;
}

/** The state at the end of the first line. */
export async function untilDone(terminal: Terminal): Promise<void> {
  await terminal.untilShows(/^.* done$/m);
}

/**
 * A shell with 50 lines on its screen that runs the explorer, prints its exit code, and writes the terminal's settings
 * before and afterwards to files, with the explorer's process id. It ends with Enter: what a program writes last may not
 * reach a busy reader of its terminal, which the library for terminals closes 200 ms after the program has gone.
 */
export const IN_A_SHELL: readonly string[] = [
  'sh',
  '-c',
  [
    'seq 50',
    'stty -g > before.stty',
    // What a shell itself has to say of signals goes nowhere.
    'exec 3>&2 2> /dev/null',
    `sh -c 'echo $$ > pid; exec "$@" 2>&3' sh "$@"`,
    'echo "ended with $?"',
    'stty -g > after.stty',
    'stty -echo; read -r line',
  ].join('; '),
  'sh',
  ...COMMAND,
];

/** What such a shell's terminal shows at the end, if nothing else was printed. */
export function fiftyLinesAnd(...last: readonly string[]): string[] {
  return [...Array.from({ length: 50 }, (_, index) => String(index + 1)), ...last];
}

/** Sends the explorer in such a shell a signal. */
export async function signalIn(folder: Folder, name: NodeJS.Signals): Promise<void> {
  process.kill(Number(await folder.read('pid')), name);
}
