import type { BatchInput } from './batch-input.ts';
import { EXIT_DONE } from './errors.ts';
import type { CommandOptions } from './flags.ts';
import { printToStdout } from './outputs.ts';

/** Prints what would be read as what, and reads no further; returns the exit code. */
export async function printPlan(input: BatchInput, options: Pick<CommandOptions, 'json'>): Promise<number> {
  const planned = await input.plan();
  const { plan } = planned;
  // Reports an input that cannot be read, as a damaged archive.
  if (plan.outcome.records === 0) await input.checkRecordless(planned);
  // Loaded here alone: how wide texts are takes 15 ms to prepare.
  const { planReport, planReportJson } = await import('./plan-report.ts');
  await printToStdout(options.json ? [planReportJson(plan)] : planReport(plan));
  return EXIT_DONE;
}
