import { detailLines, type RunFacts, summaryJson, summaryJsonLine, summaryLines } from '../output/summary.ts';
import type { Result } from '../pipeline/result/result.ts';
import { failureLines, filesLine } from './files-report.ts';
import type { CommandOptions } from './flags.ts';
import { descriptorOf, printToStderr, printToStdout, STDOUT } from './outputs.ts';
import type { ListedInput } from './resolve-input.ts';
import { warningLines } from './run-report.ts';

/** What people read at the end of a run besides the summary and the warnings. */
interface ReportLines {
  readonly written: readonly string[];
  readonly hints: readonly string[];
  readonly gate: readonly string[];
}

/** What a run without a screen prints: notes to stderr, the summary to stdout unless an output is there. */
export class BatchReport {
  private readonly isStdoutTaken: boolean;
  /** JSON on stderr is alone there, so that it can be parsed; it includes the plan, reasons, warnings and failure. */
  readonly isJsonOnStderr: boolean;

  constructor(private readonly options: Pick<CommandOptions, 'outputs' | 'json' | 'follow'>) {
    this.isStdoutTaken = Object.values(options.outputs).some(
      (path) => path !== undefined && descriptorOf(path) === STDOUT,
    );
    this.isJsonOnStderr = options.json && this.isStdoutTaken;
  }

  /** Prints what people read; nothing where the summary says it as JSON on stderr. */
  async notes(lines: readonly string[]): Promise<void> {
    if (!this.isJsonOnStderr) await printToStderr(lines);
  }

  /** Prints a line of JSON about what was read so far of a followed input. */
  async soFar(result: Result, facts: RunFacts): Promise<void> {
    await this.summary([summaryJsonLine(result, facts, false)]);
  }

  /** Prints the report of a run that has ended. `warnings`: those that were not printed yet. */
  async finished(
    result: Result,
    facts: RunFacts,
    listed: ListedInput | undefined,
    warnings: readonly string[],
    { written, hints, gate }: ReportLines,
  ): Promise<void> {
    await this.notes([
      ...(listed === undefined ? [] : [filesLine(result, listed)]),
      ...detailLines(result),
      ...written,
      ...warningLines(warnings),
      ...hints,
      ...gate,
      ...(listed === undefined ? [] : failureLines(result, listed)),
    ]);
    const { json, follow } = this.options;
    if (follow) await this.summary([summaryJsonLine(result, facts, true)]);
    else await this.summary(json ? [summaryJson(result, facts)] : summaryLines(result));
  }

  private async summary(lines: readonly string[]): Promise<void> {
    await (this.isStdoutTaken ? printToStderr(lines) : printToStdout(lines));
  }
}
