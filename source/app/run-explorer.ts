import { lowerHelpers } from '../engine/priority.ts';
import { stdinHoldsInput } from '../input/open-source.ts';
import { openTerminal } from '../terminal/open-terminal.ts';
import { mendSettings } from '../terminal/reset-terminal.ts';
import { TerminalOutput } from '../terminal/terminal-output.ts';
import { TerminalSession } from '../terminal/terminal-session.ts';
import { usageError } from './errors.ts';
import { OpenedFile } from './explorer/opened-file.ts';
import { ExplorerSession } from './explorer/session.ts';
import type { CommandOptions } from './flags.ts';
import { checkFollowable } from './follow-input.ts';
import { onExit } from './on-exit.ts';
import { resolveInput } from './resolve-input.ts';

/** nice value of the runtime's threads, from 0 to 19: below this thread, which draws, and above those that load. */
const HELPER_NICENESS = 10;

/**
 * How long the program waits, once the user has quit, for a terminal that takes nothing to take what restores it; longer for
 * a slow one. A signal ends it: `^C`, which the terminal delivers by then, also has the system drop what waits before it.
 */
const SETTLING_MILLISECONDS = 3000;

/**
 * Runs the explorer on the terminal until the user quits; returns the exit code. Errors of opening are thrown before the
 * terminal is taken.
 */
export async function runExplorer(options: CommandOptions, version: string): Promise<number> {
  lowerHelpers(HELPER_NICENESS);
  const target = await resolveInput(options.inputs);
  if (target === 'stdin' && !(await stdinHoldsInput())) {
    throw usageError('standard input is a terminal: pipe data in, or name a FILE');
  }
  const mended = mendSettings().catch(() => undefined);
  const file = await OpenedFile.open(target, options);
  if (options.follow) checkFollowable(file.state.name, file.state.notFollowable);
  await mended;
  const keys = openTerminal();
  const output = new TerminalOutput(process.stdout.fd);
  const session = new TerminalSession(keys.input, output, { mouse: options.mouse });
  onExit(() => (session.isTaken ? session.leave() : output.finish()));
  // With a listener, a write beyond the size limit fails with EFBIG; without one, Ink's signal handling would end the
  // process.
  process.on('SIGXFSZ', () => undefined);
  const explorer = new ExplorerSession({ ...options, version }, file, keys.input, { session, output });
  try {
    return await explorer.run();
  } finally {
    session.leave();
    await output.settled(SETTLING_MILLISECONDS);
    output.close();
    keys.close();
    await explorer.close();
  }
}
