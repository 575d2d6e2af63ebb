import { type FinishedRun, run } from '../engine/run.ts';
import { keptStrays } from '../format/stray-words.ts';
import { openFile, openStdin } from '../input/open-source.ts';
import type { Source } from '../input/source.ts';
import { StandardSink } from '../output/sinks/descriptor-sink.ts';
import type { Sink } from '../output/sinks/sink.ts';
import { watched } from '../output/sinks/watched-sink.ts';
import { detailLines, linesToBytes, summaryJson, summaryLines } from '../output/summary.ts';
import { CSV_ENCODER } from '../output/tables/csv-encoder.ts';
import { DifferenceTally } from '../pipeline/differ/difference-tally.ts';
import { planJson } from '../pipeline/plan/plan-file.ts';
import { hasOnlyStrayBytes, holdsRecord } from '../pipeline/plan/sample.ts';
import type { RunSettings } from '../pipeline/settings.ts';
import { BatchOutputs, type Outputs } from './batch-outputs.ts';
import { differencesAfter, duplicateWarnings, sampledDifferences } from './duplicate-report.ts';
import {
  CommandError,
  EXIT_DONE,
  EXIT_FAILED,
  EXIT_QUALITY_GATE,
  readError,
  usageError,
  withErrorContext,
} from './errors.ts';
import type { CommandOptions } from './flags.ts';
import { hintLines } from './hints.ts';
import { type OpenedText, openText } from './open-input.ts';
import { descriptorOf, openOutputs, openStdout, printToStderr } from './outputs.ts';
import { modifiedText, type PlannedInput, planInput } from './plan-input.ts';
import { planLines } from './plan-line.ts';
import { ProgressLine } from './progress.ts';
import { randomHashSeed } from './random-seed.ts';
import { resolveInput } from './resolve-input.ts';
import { gateLines, warningLines, warningsOf, writtenFacts, writtenLines } from './run-report.ts';

const STDOUT = 1;
/** Built beside the bundled command. */
const POOL_WORKER = new URL('./pool-worker.js', import.meta.url);

/**
 * Runs without a screen: reads, writes the outputs, prints the summary; returns the exit code. If the input fails half
 * way, this is done with what could be read, and the failure is thrown at the end.
 */
export async function runBatch(options: CommandOptions, version: string): Promise<number> {
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
      const outputs = withProgress(opened, progress);
      return await runWith(text, outputs, options, { progress, started, version });
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

/** Of one run. */
interface RunContext {
  readonly progress: ProgressLine;
  /** When the command began, as `performance.now()` has it. */
  readonly started: number;
  readonly version: string;
}

async function runWith(
  text: OpenedText,
  opened: Outputs,
  options: CommandOptions,
  { progress, started, version }: RunContext,
): Promise<number> {
  const planned = await planInput(text.source, options, text.container);
  const { source, plan } = planned;
  const stdoutTaken = Object.values(options.outputs).some(
    (path) => path !== undefined && descriptorOf(path) === STDOUT,
  );
  // JSON on stderr is alone there, so that it can be parsed; it includes the plan, reasons, warnings and failure.
  const jsonOnStderr = options.json && stdoutTaken;
  if (!jsonOnStderr) await printToStderr([...planLines(plan), ...warningLines(plan.warnings)]);
  const hashSeed = randomHashSeed();
  const outputs = await BatchOutputs.over(opened, options, { ...planned.settings, hashSeed }, version);
  const run = await readSource(planned, { ...planned.settings, hashSeed }, options, outputs, progress);
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
  if (opened.events === undefined && opened.duplicates === undefined) void run.close();
  const sampled = sampledDifferences(run);
  const facts = {
    version,
    input: source.name,
    inputModified: modifiedText(source),
    bucketSeconds: options.bucketSeconds,
    plan: planJson(plan),
    narrowedTo: options.narrowing?.given,
    failure: failure?.message,
  };
  const tally = new DifferenceTally();
  await outputs.writeRest(run, facts, tally);
  const differences = differencesAfter(result, tally, sampled);
  await run.close();
  warnings.push(...duplicateWarnings(result, differences), ...outputs.warnings(result));
  const keptStrayRuns = opened.strays && keptStrays(opened.strays.name, result);
  if (keptStrayRuns !== undefined) warnings.push(keptStrayRuns);
  progress.clear();

  const elapsedSeconds = Math.round(performance.now() - started) / 1000;
  const written = writtenFacts(outputs.written);
  const runFacts = { ...facts, elapsedSeconds, warnings, differences, written };
  const summary = options.json ? [summaryJson(result, runFacts)] : summaryLines(result);
  const gate = gateLines(result, options.maxSkipRate);
  if (!jsonOnStderr) {
    const hints = hintLines(result, planned, options);
    const told = [...detailLines(result), ...writtenLines(outputs.written, options.narrowing)];
    await printToStderr([...told, ...warningLines(warnings), ...hints, ...gate]);
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
  if (plan.outcome.records === 0 && plan.table === undefined && hasOnlyStrayBytes(head))
    throw text.noRecordError();
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

async function readSource(
  planned: PlannedInput,
  settings: RunSettings,
  options: CommandOptions,
  outputs: BatchOutputs,
  progress: ProgressLine,
): Promise<FinishedRun> {
  const { source, plan, head } = planned;
  const hasRecord = plan.outcome.records > 0 || holdsRecord(head);
  const listener = await outputs.listener(hasRecord);
  return withErrorContext('cannot read', source.name, () =>
    run(source, settings, { workers: options.workers, workerUrl: POOL_WORKER.href }, CSV_ENCODER, {
      ...listener,
      wantsStrayTexts: options.outputs.strays !== undefined,
      onAllRead: (store) => {
        outputs.allRead(store);
        progress.allRead();
      },
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
