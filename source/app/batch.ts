import { type FinishedRun, run } from '../engine/run.ts';
import { keptStrays } from '../format/stray-words.ts';
import { openFile, openStdin } from '../input/open-source.ts';
import type { Source } from '../input/source.ts';
import { StandardSink } from '../output/sinks/descriptor-sink.ts';
import { headed } from '../output/sinks/headed-sink.ts';
import type { Sink } from '../output/sinks/sink.ts';
import { watched } from '../output/sinks/watched-sink.ts';
import { detailLines, linesToBytes, summaryJson, summaryLines } from '../output/summary.ts';
import { CSV_ENCODER } from '../output/tables/csv-encoder.ts';
import { strayTable } from '../output/tables/stray-table.ts';
import { COLUMNS, headerOf, sessionColumns, writeBatches, writeTable } from '../output/tables/table.ts';
import { trendTable } from '../output/tables/trend-table.ts';
import { DifferenceTally, type DuplicateDifferences } from '../pipeline/differ/difference-tally.ts';
import { planJson } from '../pipeline/plan/plan-file.ts';
import { hasOnlyStrayBytes, holdsRecord } from '../pipeline/plan/sample.ts';
import { differencesAfter, duplicateWarnings, sampledDifferences } from './duplicate-report.ts';
import {
  CommandError,
  EXIT_DONE,
  EXIT_FAILED,
  EXIT_QUALITY_GATE,
  explain,
  readError,
  usageError,
  withErrorContext,
} from './errors.ts';
import type { CommandOptions } from './flags.ts';
import { hintLines } from './hints.ts';
import { type OpenedText, openText } from './open-input.ts';
import { descriptorOf, openOutputs, openStdout, printToStderr } from './outputs.ts';
import { type PlannedInput, planInput } from './plan-input.ts';
import { planLines } from './plan-line.ts';
import { ProgressLine } from './progress.ts';
import { randomHashSeed } from './random-seed.ts';
import { resolveInput } from './resolve-input.ts';
import { gateLines, warningLines, warningsOf } from './run-report.ts';

const STDOUT = 1;
/** Built beside the bundled command. */
const POOL_WORKER = new URL('./pool-worker.js', import.meta.url);

const NOTHING = new Uint8Array(0);

type Outputs = Partial<Record<keyof CommandOptions['outputs'], Sink>>;

/**
 * Runs without a screen: reads, writes the outputs, prints the summary; returns the exit code. If the input fails half
 * way, this is done with what could be read, and the failure is thrown at the end.
 */
export async function runBatch(options: CommandOptions): Promise<number> {
  const started = performance.now();
  const input = await openInput(options.input);
  try {
    // Before a pipe is waited for.
    const opened = options.plan ? {} : await openOutputs(options.outputs, input.identity);
    try {
      const text = await openText(input, options.container);
      if (options.plan) return await printPlan(text, options);
      const progress = new ProgressLine(
        process.stderr,
        (bytesRead) => text.source.shareRead?.(bytesRead),
        options.ascii,
      );
      const outputs = headedOutputs(withProgress(opened, progress), options);
      return await runWith(text, outputs, options, progress, started);
    } catch (error) {
      // Of an output that is complete this removes nothing.
      await Promise.all(Object.values(opened).map((sink) => sink.discard()));
      throw error;
    }
  } finally {
    // Not waited for: a read of an idle pipe may be under way, and the end of the process ends it.
    input.close().catch(() => undefined);
  }
}

/** Returns the outputs with headers for those whose rows come while the input is read. */
function headedOutputs(outputs: Outputs, { settings }: CommandOptions): Outputs {
  const { rejections, sessions } = outputs;
  return {
    ...outputs,
    ...(rejections && { rejections: headed(rejections, headerOf(COLUMNS.rejections)) }),
    ...(sessions && { sessions: headed(sessions, headerOf(sessionColumns(settings.gapSeconds))) }),
  };
}

/** `started`: when the command began, as `performance.now()` has it. */
async function runWith(
  text: OpenedText,
  outputs: Outputs,
  options: CommandOptions,
  progress: ProgressLine,
  started: number,
): Promise<number> {
  const planned = await planInput(text.source, options, text.container);
  const { source, plan } = planned;
  const stdoutTaken = Object.values(options.outputs).some(
    (path) => path !== undefined && descriptorOf(path) === STDOUT,
  );
  // JSON on stderr is alone there, so that it can be parsed; it includes the plan, reasons, warnings and failure.
  const jsonOnStderr = options.json && stdoutTaken;
  if (!jsonOnStderr) await printToStderr([...planLines(plan), ...warningLines(plan.warnings)]);
  const run = await readSource(planned, options, outputs, progress);
  const { result } = run;
  const { state, totals } = result;
  const failure =
    state.kind === 'failed' ? readError(state.failure, source.name, totals.totalEvents) : undefined;
  // Nothing was read: empty outputs would only replace earlier ones.
  if (failure !== undefined && totals.totalEvents === 0) throw failure;
  if (failure === undefined && totals.totalEvents === 0 && result.strayBytes > 0) throw text.noRecordError();
  const notes = text.notesAfter(run.foreign).map((note) => `${source.name}: ${note}`);
  const warnings = [...text.notes, ...notes, ...(await warningsOf(planned, result))];
  if (result.imbalances.length > 0) {
    throw new CommandError(
      `the numbers do not add up, no file was written: ${result.imbalances.join('; ')}`,
      EXIT_FAILED,
    );
  }
  // Threads that will write nothing end while this one compares duplicates.
  if (outputs.events === undefined && outputs.duplicates === undefined) void run.close();
  const sampled = sampledDifferences(run);
  const differences = await writeResult(run, outputs, options.bucketSeconds, sampled);
  await run.close();
  warnings.push(...duplicateWarnings(result, differences));
  const keptStrayRuns = outputs.strays && keptStrays(outputs.strays.name, result);
  if (keptStrayRuns !== undefined) warnings.push(keptStrayRuns);
  progress.clear();

  const elapsedSeconds = Math.round(performance.now() - started) / 1000;
  const { bucketSeconds } = options;
  const facts = {
    input: source.name,
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
    await printToStderr([...detailLines(result), ...warningLines(warnings), ...hints, ...gate]);
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
async function printPlan(text: OpenedText, options: CommandOptions): Promise<number> {
  const { plan, head, source } = await planInput(text.source, options, text.container);
  // Reports an input that cannot be read, as a damaged archive.
  if (plan.outcome.records === 0)
    await withErrorContext('cannot read', source.name, () => source.read(new Uint8Array(1)));
  if (plan.outcome.records === 0 && hasOnlyStrayBytes(head)) throw text.noRecordError();
  // Loaded here alone: how wide texts are takes 15 ms to prepare.
  const { planReport, planReportJson } = await import('./plan-report.ts');
  const lines = options.json ? [planReportJson(plan)] : planReport(plan);
  await withErrorContext('cannot write', 'stdout', () => openStdout().write(linesToBytes(lines)));
  return EXIT_DONE;
}

async function openInput(input: string | undefined): Promise<Source> {
  const target = await resolveInput(input);
  // The sample is only for the screen.
  if (target === 'sample') throw usageError('nothing to read: name a FILE, or pipe one in');
  if (target === 'stdin') return withErrorContext('cannot read', 'stdin', openStdin);
  const { path } = target;
  return withErrorContext('cannot read', path, () => openFile(path));
}

/**
 * Rejections are written as they are found, because their text is not kept; sessions while events are grouped, when they
 * are at hand.
 */
async function readSource(
  planned: PlannedInput,
  options: CommandOptions,
  outputs: Outputs,
  progress: ProgressLine,
): Promise<FinishedRun> {
  const { rejections: sink, sessions } = outputs;
  const { source } = planned;
  const settings = { ...planned.settings, hashSeed: randomHashSeed() };
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
  return withErrorContext('cannot read', source.name, () =>
    run(source, settings, { workers: options.workers, workerUrl: POOL_WORKER.href }, CSV_ENCODER, {
      ...toSink,
      ...toSessions,
      wantsStrayTexts: outputs.strays !== undefined,
      onAllRead: () => progress.allRead(),
      onProgress: (bytesRead) => progress.reading(bytesRead),
    }),
  );
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
  const { trend, strays } = outputs;
  for (const table of ['events', 'duplicates'] as const) {
    const sink = outputs[table];
    if (sink === undefined) continue;
    await withErrorContext('cannot write', sink.name, () =>
      writeBatches(sink, COLUMNS[table], run.rowsOf(table, tally)),
    );
  }
  if (trend) {
    await withErrorContext('cannot write', trend.name, () =>
      writeTable(trend, trendTable(result, bucketSeconds)),
    );
  }
  if (strays) {
    await withErrorContext('cannot write', strays.name, () =>
      writeTable(strays, strayTable(result.strays, run.rawOfStray)),
    );
  }
  // All are complete before the first one appears.
  const sinks = Object.values(outputs);
  await Promise.all(sinks.map((sink) => withErrorContext('cannot write', sink.name, () => sink.close())));
  // In parallel: when a file is replaced, the system takes its time to free the old one.
  await Promise.all(sinks.map((sink) => withErrorContext('cannot write', sink.name, () => sink.publish())));
  return differencesAfter(result, tally, sampled);
}
