import { type FinishedRun, run } from '../engine/run.ts';
import { formatPercent } from '../format/human-format.ts';
import { safeText } from '../format/safe-text.ts';
import { openFile, openStdin } from '../input/open-source.ts';
import type { Source } from '../input/source.ts';
import { StandardSink } from '../output/sinks/descriptor-sink.ts';
import type { Sink } from '../output/sinks/sink.ts';
import { watched } from '../output/sinks/watched-sink.ts';
import { detailLines, linesToBytes, summaryJson, summaryLines } from '../output/summary.ts';
import { CSV_ENCODER } from '../output/tables/csv-encoder.ts';
import { COLUMNS, headerOf, sessionColumns, writeBatches, writeTable } from '../output/tables/table.ts';
import { trendTable } from '../output/tables/trend-table.ts';
import { isComplete } from '../pipeline/result/dataset.ts';
import type { Result } from '../pipeline/result/result.ts';
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
import { openText } from './open-input.ts';
import { descriptorOf, openOutputs, openStdout, printToStderr } from './outputs.ts';
import type { Share } from './parse-values.ts';
import { ProgressLine } from './progress.ts';
import { randomHashSeed } from './random-seed.ts';
import { resolveInput } from './resolve-input.ts';

const STDOUT = 1;
/** Built beside the bundled command. */
const POOL_WORKER = new URL('./pool-worker.js', import.meta.url);

type Outputs = Partial<Record<keyof CommandOptions['outputs'], Sink>>;

/**
 * Runs without a screen: reads, writes the outputs, prints the summary; returns the exit code. If the input fails half
 * way, this is done with what could be read, and the failure is thrown at the end.
 */
export async function runBatch(options: CommandOptions): Promise<number> {
  const started = performance.now();
  const input = await openInput(options.input);
  // Before a pipe is waited for.
  const opened = await openOutputs(options.outputs, input.identity);
  const giveUp = async (error: unknown): Promise<never> => {
    await Promise.all(Object.values(opened).map((sink) => sink.discard()));
    throw error;
  };
  const { source, notes, noRecordError } = await openText(input, options.container).catch(giveUp);
  const progress = new ProgressLine(process.stderr, source.sizeBytes, options.ascii);
  const outputs = withProgress(opened, progress);
  const run = await readSource(source, options, outputs, progress);
  const { result } = run;
  const { state, totals } = result;
  const failure =
    state.kind === 'failed' ? readError(state.failure, source.name, totals.totalEvents) : undefined;
  // Nothing was read: empty outputs would only replace earlier ones.
  if (failure !== undefined && totals.totalEvents === 0) return giveUp(failure);
  const warnings = [...notes, ...(await warningsOf(source, result))];
  await source.close();
  if (result.imbalances.length > 0) {
    throw new CommandError(
      `the numbers do not add up, no file was written: ${result.imbalances.join('; ')}`,
      EXIT_FAILED,
    );
  }
  if (totals.totalEvents === 0 && result.strayBytes > 0 && failure === undefined)
    return giveUp(noRecordError());
  await writeResult(run, outputs, options.bucketSeconds);
  await run.close();
  progress.clear();

  const elapsedSeconds = Math.round(performance.now() - started) / 1000;
  const { bucketSeconds } = options;
  const facts = { input: source.name, bucketSeconds, elapsedSeconds, warnings, failure: failure?.message };
  const summary = options.json ? [summaryJson(result, facts)] : summaryLines(result);
  const stdoutTaken = Object.values(options.outputs).some(
    (path) => path !== undefined && descriptorOf(path) === STDOUT,
  );
  const gate = gateLines(result, options.maxSkipRate);
  // JSON on stderr is alone there, so that it can be parsed; it includes reasons, warnings and failure.
  const jsonOnStderr = options.json && stdoutTaken;
  if (!jsonOnStderr)
    await printToStderr([
      ...detailLines(result),
      ...warnings.map((text) => `warning: ${safeText(text)}`),
      ...gate,
    ]);
  if (stdoutTaken) await printToStderr(summary);
  else await withErrorContext('cannot write', 'stdout', () => openStdout().write(linesToBytes(summary)));
  if (failure !== undefined) {
    if (jsonOnStderr) return EXIT_FAILED;
    throw failure;
  }
  return gate.length === 0 ? EXIT_DONE : EXIT_QUALITY_GATE;
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
  source: Source,
  options: CommandOptions,
  outputs: Outputs,
  progress: ProgressLine,
): Promise<FinishedRun> {
  const { rejections: sink, sessions } = outputs;
  const settings = { ...options.settings, hashSeed: randomHashSeed() };
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
  await toSink?.onRejectionRows(headerOf(COLUMNS.rejections));
  await toSessions?.onSessionRows(headerOf(sessionColumns(options.settings.gapSeconds)));
  return withErrorContext('cannot read', source.name, () =>
    run(source, settings, { workers: options.workers, workerUrl: POOL_WORKER.href }, CSV_ENCODER, {
      ...toSink,
      ...toSessions,
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

/** Writes the tables that were not written yet, then makes every output visible. */
async function writeResult(run: FinishedRun, outputs: Outputs, bucketSeconds: number): Promise<void> {
  const { result } = run;
  const { trend } = outputs;
  for (const table of ['events', 'duplicates'] as const) {
    const sink = outputs[table];
    if (sink === undefined) continue;
    await withErrorContext('cannot write', sink.name, () =>
      writeBatches(sink, COLUMNS[table], run.rowsOf(table)),
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
}

/** Returns what a user should know about an input that could be read. */
async function warningsOf(source: Source, { state, totals, inputBytes }: Result): Promise<string[]> {
  const warnings: string[] = [];
  const change = await source.change();
  // A file that has become shorter before it was read to its end is a failure.
  if (change === 'other' || (change === 'shorter' && isComplete(state)))
    warnings.push(`${source.name} changed while it was read`);
  if (totals.totalEvents === 0 && inputBytes > 0) warnings.push(`there is no record in ${source.name}`);
  return warnings;
}

/** Returns the message if a larger share of the records was rejected than is allowed, otherwise no lines. */
function gateLines({ totals }: Result, limit: Share | undefined): string[] {
  const { skippedEvents, totalEvents } = totals;
  if (limit !== undefined && totalEvents === 0)
    return ['event-sessions-tui: there is no record; --max-skip-rate wants some'];
  if (limit === undefined || BigInt(skippedEvents) * limit.whole <= limit.part * BigInt(totalEvents))
    return [];
  const share = formatPercent(skippedEvents, totalEvents, 2);
  return [
    `event-sessions-tui: ${share} % of the records were rejected, more than --max-skip-rate ${limit.text}; --skips_out lists them`,
  ];
}
