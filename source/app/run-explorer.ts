import { lowerHelpers } from '../engine/priority.ts';
import { stdinHoldsInput } from '../input/open-source.ts';
import { openTerminal } from '../terminal/open-terminal.ts';
import { TerminalSession } from '../terminal/terminal-session.ts';
import { usageError } from './errors.ts';
import { OpenedFile } from './explorer/opened-file.ts';
import { Explorer } from './explorer/session.ts';
import type { CommandOptions } from './flags.ts';
import { onExit } from './on-exit.ts';
import { resolveInput } from './resolve-input.ts';

/** Of 19: behind this thread, which draws, and before those that load. */
const HELPER_NICENESS = 10;

/** Runs the explorer on the terminal until it is quit; answers the exit code. What cannot be opened is told before. */
export async function runExplorer(options: CommandOptions): Promise<number> {
  lowerHelpers(HELPER_NICENESS);
  const target = await resolveInput(options.input);
  if (target === 'stdin' && !(await stdinHoldsInput())) {
    throw usageError('nothing comes on standard input: pipe something in, or name a FILE');
  }
  const file = await OpenedFile.open(target);
  const keys = openTerminal();
  const session = new TerminalSession(keys.input, process.stdout, { mouse: options.mouse });
  onExit(() => session.leave());
  // Node ignores it, so that a write beyond what is allowed fails as any other; Ink would end the process by it.
  process.on('SIGXFSZ', () => undefined);
  const explorer = new Explorer(options, file, keys.input, session);
  try {
    return await explorer.run();
  } finally {
    session.leave();
    keys.close();
    await explorer.close();
  }
}
