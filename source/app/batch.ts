import type { FinishedRun } from '../engine/run.ts';
import { StandardSink } from '../output/sinks/descriptor-sink.ts';
import { headed } from '../output/sinks/headed-sink.ts';
import type { Sink } from '../output/sinks/sink.ts';
import { watched } from '../output/sinks/watched-sink.ts';
import { detailLines, linesToBytes, summaryJson, summaryLines } from '../output/summary.ts';
import { headerOf, recordColumns, sessionColumns, writeBatches, writeTable } from '../output/tables/table.ts';
import { trendTable } from '../output/tables/trend-table.ts';
import { DifferenceTally, type DuplicateDifferences } from '../pipeline/differ/difference-tally.ts';
import { planJson } from '../pipeline/plan/plan-file.ts';
import { holdsRecord } from '../pipeline/plan/sample.ts';
import { type BatchInput, findInput } from './batch-input.ts';
import { differencesAfter, duplicateWarnings, sampledDifferences } from './duplicate-report.ts';
import {
  CommandError,
  EXIT_DONE,
  EXIT_FAILED,
  EXIT_QUALITY_GATE,
  explain,
  withErrorContext,
} from './errors.ts';
import { failureLines, filesFacts, filesLine } from './files-report.ts';
import type { CommandOptions } from './flags.ts';
import { hintLines } from './hints.ts';
import { descriptorOf, openOutputs, openStdout, printToStderr, replacedFiles } from './outputs.ts';
import type { PlannedInput } from './plan-input.ts';
import { planLines } from './plan-line.ts';
import { ProgressLine } from './progress.ts';
import { gateLines, warningLines, warningsOf } from './run-report.ts';

const STDOUT = 1;
const NOTHING = new Uint8Array(0);

type Outputs = Partial<Record<keyof CommandOptions['outputs'], Sink>>;

/**
 * Runs without a screen: reads, writes the outputs, prints the summary; returns the exit code. If the input fails half
 * way, this is done with what could be read, and the failure is thrown at the end.
 */
export async function runBatch(options: CommandOptions): Promise<number> {
  const started = performance.now();
  const found = await findInput(options, await replacedFiles(options.outputs));
  try {
    // Before a pipe is waited for.
    const opened = options.plan ? {} : await openOutputs(options.outputs, found.isInput);
    try {
      const input = await found.open();
      if (options.plan) return await printPlan(input, options);
      const progress = new ProgressLine(process.stderr, input.sizeBytes, options.ascii);
      const outputs = headedOutputs(withProgress(opened, progress), options, input);
      return await runWith(input, outputs, options, progress, started);
    } catch (error) {
      // Of an output that is complete this removes nothing.
      await Promise.all(Object.values(opened).map((sink) => sink.discard()));
      throw error;
    }
  } finally {
    // Not waited for: a read of an idle pipe may be under way, and the end of the process ends it.
    found.close().catch(() => undefined);
  }
}

/** Returns the outputs with headers for those whose rows come while the input is read. */
function headedOutputs(outputs: Outputs, { settings }: CommandOptions, { listed }: BatchInput): Outputs {
  const { rejections, sessions } = outputs;
  const rejectionColumns = recordColumns('rejections', { areSeveral: listed !== undefined });
  return {
    ...outputs,
    ...(rejections && { rejections: headed(rejections, headerOf(rejectionColumns)) }),
    ...(sessions && { sessions: headed(sessions, headerOf(sessionColumns(settings.gapSeconds))) }),
  };
}

/** `started`: when the command began, as `performance.now()` has it. */
async function runWith(
  input: BatchInput,
  outputs: Outputs,
  options: CommandOptions,
  progress: ProgressLine,
  started: number,
): Promise<number> {
  const planned = await input.plan();
  const { plan } = planned;
  const stdoutTaken = Object.values(options.outputs).some(
    (path) => path !== undefined && descriptorOf(path) === STDOUT,
  );
  // JSON on stderr is alone there, so that it can be parsed; it includes the plan, reasons, warnings and failure.
  const jsonOnStderr = options.json && stdoutTaken;
  if (!jsonOnStderr) await printToStderr([...planLines(plan), ...warningLines(plan.warnings)]);
  const run = await readInput(input, planned, outputs, progress);
  const { result } = run;
  const { totals } = result;
  const failure = input.failureOf(result);
  // Nothing was read: empty outputs would only replace earlier ones.
  if (failure !== undefined && totals.totalEvents === 0) throw failure;
  const recordless = totals.totalEvents === 0 ? input.noRecordError(result) : undefined;
  if (recordless !== undefined) throw recordless;
  const noticed = await input.warnings(result);
  const warnings = [...input.notes, ...warningsOf(input.name, planned, result, noticed)];
  if (result.imbalances.length > 0) {
    throw new CommandError(
      `the numbers do not add up, no file was written: ${result.imbalances.join('; ')}`,
      EXIT_FAILED,
    );
  }
  const sampled = sampledDifferences(run);
  const differences = await writeResult(run, outputs, options.bucketSeconds, sampled);
  await run.close();
  warnings.push(...duplicateWarnings(result, differences));
  progress.clear();

  const elapsedSeconds = Math.round(performance.now() - started) / 1000;
  const { bucketSeconds } = options;
  const facts = {
    input: input.name,
    files: input.listed && filesFacts(result, input.listed),
    bucketSeconds,
    plan: planJson(plan),
    elapsedSeconds,
    warnings,
    differences,
    failure: failure?.message,
  };
  const summary = options.json ? [summaryJson(result, facts)] : summaryLines(result);
  const gate = gateLines(result, options.maxSkipRate);
  if (!jsonOnStderr) {
    const hints = hintLines(result, planned, options);
    const files = input.listed === undefined ? [] : [filesLine(result, input.listed)];
    const failures = input.listed === undefined ? [] : failureLines(result, input.listed);
    const lines = [...files, ...detailLines(result), ...warningLines(warnings), ...hints, ...gate];
    await printToStderr([...lines, ...failures]);
  }
  if (stdoutTaken) await printToStderr(summary);
  else await withErrorContext('cannot write', 'stdout', () => openStdout().write(linesToBytes(summary)));
  if (failure !== undefined) {
    if (jsonOnStderr) return EXIT_FAILED;
    throw failure;
  }
  return gate.length === 0 ? EXIT_DONE : EXIT_QUALITY_GATE;
}

/** Prints what would be read as what, and reads no further. */
async function printPlan(input: BatchInput, options: CommandOptions): Promise<number> {
  const planned = await input.plan();
  const { plan } = planned;
  // Reports an input that cannot be read, as a damaged archive.
  if (plan.outcome.records === 0) await input.checkRecordless(planned);
  // Loaded here alone: how wide texts are takes 15 ms to prepare.
  const { planReport, planReportJson } = await import('./plan-report.ts');
  const lines = options.json ? [planReportJson(plan)] : planReport(plan);
  await withErrorContext('cannot write', 'stdout', () => openStdout().write(linesToBytes(lines)));
  return EXIT_DONE;
}

/**
 * Rejections are written as they are found, because their text is not kept; sessions while events are grouped, when they
 * are at hand.
 */
async function readInput(
  input: BatchInput,
  planned: PlannedInput,
  outputs: Outputs,
  progress: ProgressLine,
): Promise<FinishedRun> {
  const { rejections: sink, sessions } = outputs;
  const toSink = sink && {
    onRejectionRows: (rows: Uint8Array) =>
      withErrorContext('cannot write', sink.name, () => sink.write(rows)),
    onManyRejectionRows: (rows: Uint8Array) => {
      try {
        sink.writeNow(rows);
      } catch (error) {
        throw explain(error, 'cannot write', sink.name);
      }
    },
  };
  const toSessions = sessions && {
    onSessionRows: (rows: Uint8Array) =>
      withErrorContext('cannot write', sessions.name, () => sessions.write(rows)),
  };
  // With a record the headers are sure to be wanted, and an output that cannot be written costs no wait.
  if (planned.plan.outcome.records > 0 || holdsRecord(planned.head)) {
    await toSink?.onRejectionRows(NOTHING);
    await toSessions?.onSessionRows(NOTHING);
  }
  return input.read(planned, {
    ...toSink,
    ...toSessions,
    onAllRead: () => progress.allRead(),
    onProgress: (bytesRead) => progress.reading(bytesRead),
  });
}

/** Returns the outputs, which report their progress; rejections, written while the input is read, do not. */
function withProgress(outputs: Outputs, progress: ProgressLine): Outputs {
  const watch = ([name, sink]: [string, Sink]): [string, Sink] => {
    const onWrite = (bytesWritten: number): void => {
      // The output may be the terminal that shows the line.
      if (sink instanceof StandardSink) progress.clear();
      else if (name !== 'rejections') progress.writing(sink.name, bytesWritten);
    };
    return [name, watched(sink, onWrite)];
  };
  return Object.fromEntries(Object.entries(outputs).map(watch));
}

/**
 * Writes the tables that were not written yet, then makes every output visible. Returns what is known of the duplicates:
 * what was sampled, or where they were written what all of them have shown.
 */
async function writeResult(
  run: FinishedRun,
  outputs: Outputs,
  bucketSeconds: number,
  sampled: DuplicateDifferences | undefined,
): Promise<DuplicateDifferences | undefined> {
  const { result } = run;
  const tally = new DifferenceTally();
  const { trend } = outputs;
  for (const table of ['events', 'duplicates'] as const) {
    const sink = outputs[table];
    if (sink === undefined) continue;
    await withErrorContext('cannot write', sink.name, () =>
      writeBatches(sink, recordColumns(table, result.files), run.rowsOf(table, tally)),
    );
  }
  if (trend) {
    await withErrorContext('cannot write', trend.name, () =>
      writeTable(trend, trendTable(result, bucketSeconds)),
    );
  }
  // All are complete before the first one appears.
  const sinks = Object.values(outputs);
  await Promise.all(sinks.map((sink) => withErrorContext('cannot write', sink.name, () => sink.close())));
  // In parallel: when a file is replaced, the system takes its time to free the old one.
  await Promise.all(sinks.map((sink) => withErrorContext('cannot write', sink.name, () => sink.publish())));
  return differencesAfter(result, tally, sampled);
}
