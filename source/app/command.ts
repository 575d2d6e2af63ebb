import { clipMessage } from '../format/clip-text.ts';
import { safeText } from '../format/safe-text.ts';
import { removeUnfinished } from '../output/sinks/drafts.ts';
import { runBatch } from './batch.ts';
import { CommandError, EXIT_DONE, EXIT_FAILED, withErrorContext } from './errors.ts';
import { type CommandOptions, readFlags } from './flags.ts';
import { helpText } from './help-text.ts';
import { foreignLocale } from './locale.ts';
import { isOutOfMemory, noScreenText, outOfMemoryText } from './memory-words.ts';
import { cleanUp, cleanUpOnSignals, onExit } from './on-exit.ts';
import { printToStderr, printToStdout } from './outputs.ts';
import { withPlanFile } from './plan-file-flag.ts';
import { clearProgress } from './progress.ts';
import { withSourcePlace } from './source-place.ts';
import { drawingEnvironment, hasScreen } from './terminal-support.ts';

/** Loads what draws; undefined in the script that is run where stdout is no terminal (cli-batch.ts). */
type LoadExplorer = (() => Promise<typeof import('./run-explorer.ts')>) | undefined;

/** Runs the command and returns its exit code. Every error is one line on stderr; no half-written file stays. */
export async function runCommand(
  argv: readonly string[],
  version: string,
  loadExplorer: LoadExplorer,
): Promise<number> {
  onExit(removeUnfinished);
  onExit(clearProgress);
  cleanUpOnSignals();
  try {
    const flags = readFlags(argv);
    const options = { ...flags, ascii: flags.ascii || foreignLocale(process.env) !== undefined };
    if (options.request === 'help' || options.request === 'version') {
      await printToStdout([options.request === 'help' ? helpText() : version]);
      return EXIT_DONE;
    }
    if (options.request === 'resetTerminal') {
      const { resetTerminal } = await import('../terminal/reset-terminal.ts');
      await withErrorContext('cannot reset', 'the terminal', resetTerminal);
      return EXIT_DONE;
    }
    const whole = await withPlanFile(options);
    return options.request === 'explore'
      ? await explore(whole, version, loadExplorer)
      : await runBatch(whole, version);
  } catch (error) {
    cleanUp();
    await printToStderr([errorLine(error)]);
    return error instanceof CommandError ? error.exitCode : EXIT_FAILED;
  }
}

/** Runs the explorer if there is a screen, else prints the summary. Batch never loads what draws. */
async function explore(
  options: CommandOptions,
  version: string,
  loadExplorer: LoadExplorer,
): Promise<number> {
  if (loadExplorer === undefined || !hasScreen(process.env)) return runBatch(options, version);
  const noScreen = noScreenText();
  if (noScreen !== undefined) throw new CommandError(noScreen, EXIT_FAILED);
  Object.assign(process.env, drawingEnvironment(process.env, options.color));
  const { runExplorer } = await loadExplorer();
  return runExplorer(options, version);
}

function errorLine(error: unknown): string {
  if (error instanceof CommandError) return `event-sessions-tui: ${safeText(error.message)}`;
  if (isOutOfMemory(error)) return `event-sessions-tui: ${outOfMemoryText()}`;
  const details = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const place = /\n\s*(at .*)/.exec((error instanceof Error && error.stack) || '')?.[1] ?? '';
  const text = safeText(`${clipMessage(details)} ${withSourcePlace(place)}`);
  return `event-sessions-tui: internal error, please report it: ${text}`;
}
