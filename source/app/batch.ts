import { FollowControl, type Following } from '../engine/follow/follow-control.ts';
import { BatchRun } from './batch-run.ts';
import { usageError } from './errors.ts';
import { findInput } from './find-input.ts';
import { type CommandOptions, FOLLOW_NEEDS_JSON } from './flags.ts';
import { newBeginningText } from './follow-input.ts';
import { endGently } from './on-exit.ts';
import { withProgress } from './output-progress.ts';
import { openOutputs, printToStderr, replacedFiles } from './outputs.ts';
import { printPlan } from './print-plan.ts';
import { ProgressLine } from './progress.ts';
import { warningLines } from './run-report.ts';

/**
 * Runs without a screen: reads, writes the outputs, prints the summary; returns the exit code. If the input fails half
 * way, it does so with what could be read, and throws the failure at the end.
 */
export async function runBatch(options: CommandOptions, version: string): Promise<number> {
  const started = performance.now();
  if (options.follow && !options.json) throw usageError(FOLLOW_NEEDS_JSON);
  const following = options.follow ? followUntilSignal() : undefined;
  const found = await findInput(options, await replacedFiles(options.outputs), following);
  try {
    // Before the first byte of a pipe, which may take long to come.
    const opened = options.plan ? {} : await openOutputs(options.outputs, found.isInput);
    try {
      const input = await found.open();
      if (options.plan) return await printPlan(input, options);
      const progress = new ProgressLine(
        process.stderr,
        (bytesRead) => input.shareRead(bytesRead),
        options.ascii,
      );
      const outputs = withProgress(opened, progress);
      return await new BatchRun(input, outputs, options, { progress, started, version }).run();
    } catch (error) {
      // Outputs that were published stay.
      await Promise.all(Object.values(opened).map((sink) => sink.discard()));
      throw error;
    }
  } finally {
    // Nothing waits for this: a read of an idle pipe may be in progress, which only the end of the process ends.
    found.close().catch(() => undefined);
  }
}

/** Follows the input until a signal ends that, and reports a file that took the place of another. */
function followUntilSignal(): Following {
  const control = new FollowControl();
  endGently(() => control.end());
  return {
    control,
    onBegun: ({ why }, name) => void printToStderr(warningLines([newBeginningText(name, why)])),
  };
}
