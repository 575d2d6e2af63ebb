import { FollowControl, type Following } from '../engine/follow/follow-control.ts';
import { memoryLimit } from '../engine/memory-limit.ts';
import { MemoryWatch } from '../engine/memory-watch.ts';
import type { FinishedRun, Interim } from '../engine/run.ts';
import { keptStrays } from '../format/stray-words.ts';
import { detailLines, linesToBytes, summaryJson, summaryJsonLine, summaryLines } from '../output/summary.ts';
import { DifferenceTally } from '../pipeline/differ/difference-tally.ts';
import type { Plan } from '../pipeline/plan/plan.ts';
import { planJson } from '../pipeline/plan/plan-file.ts';
import { holdsRecord } from '../pipeline/plan/sample.ts';
import type { Result } from '../pipeline/result/result.ts';
import type { RunSettings } from '../pipeline/settings.ts';
import type { BatchInput } from './batch-input.ts';
import { BatchOutputs, type Outputs } from './batch-outputs.ts';
import { changedWarnings, rewrittenError } from './changed-input.ts';
import { differencesAfter, duplicateWarnings, sampledDifferences } from './duplicate-report.ts';
import {
  CommandError,
  EXIT_DONE,
  EXIT_FAILED,
  EXIT_QUALITY_GATE,
  usageError,
  withErrorContext,
} from './errors.ts';
import { failureLines, filesFacts, filesLine } from './files-report.ts';
import { findInput } from './find-input.ts';
import { type CommandOptions, FOLLOW_NEEDS_JSON } from './flags.ts';
import { newBeginningText } from './follow-input.ts';
import { hintLines } from './hints.ts';
import { slowReadingWarning } from './memory-words.ts';
import { checkFilterNames } from './narrowing-flags.ts';
import { endGently } from './on-exit.ts';
import { withProgress } from './output-progress.ts';
import { descriptorOf, openOutputs, openStdout, printToStderr, replacedFiles } from './outputs.ts';
import type { PlannedInput } from './plan-input.ts';
import { planLines } from './plan-line.ts';
import { printPlan } from './print-plan.ts';
import { ProgressLine } from './progress.ts';
import { randomHashSeed } from './random-seed.ts';
import { gateLines, warningLines, warningsOf, writtenFacts, writtenLines } from './run-report.ts';

const STDOUT = 1;

/**
 * Runs without a screen: reads, writes the outputs, prints the summary; returns the exit code. If the input fails half
 * way, this is done with what could be read, and the failure is thrown at the end.
 */
export async function runBatch(options: CommandOptions, version: string): Promise<number> {
  const started = performance.now();
  if (options.follow && !options.json) throw usageError(FOLLOW_NEEDS_JSON);
  const following = options.follow ? followUntilSignal() : undefined;
  const found = await findInput(options, await replacedFiles(options.outputs), following);
  try {
    // Before a pipe is waited for.
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
      return await runWith(input, outputs, options, { progress, started, version });
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

/** Follows the input until a signal ends that, and reports a file that took the place of another. */
function followUntilSignal(): Following {
  const control = new FollowControl();
  endGently(() => control.end());
  return {
    control,
    onBegun: ({ why }, name) => void printToStderr(warningLines([newBeginningText(name, why)])),
  };
}

/** What a run is reported with. */
interface RunContext {
  readonly progress: ProgressLine;
  /** When the command began, as `performance.now()` has it. */
  readonly started: number;
  readonly version: string;
}

async function runWith(
  input: BatchInput,
  opened: Outputs,
  options: CommandOptions,
  { progress, started, version }: RunContext,
): Promise<number> {
  input.prepare();
  const planned = await input.plan();
  const { plan } = planned;
  const keys = options.narrowing?.filter || options.shape ? keysOf(plan) : undefined;
  if (options.narrowing !== undefined) checkFilterNames(options.narrowing, keys);
  const stdoutTaken = Object.values(options.outputs).some(
    (path) => path !== undefined && descriptorOf(path) === STDOUT,
  );
  // JSON on stderr is alone there, so that it can be parsed; it includes the plan, reasons, warnings and failure.
  const jsonOnStderr = options.json && stdoutTaken;
  const inPlace = Object.values(opened).flatMap(({ note }) => note ?? []);
  if (!jsonOnStderr)
    await printToStderr([...planLines(plan), ...warningLines([...plan.warnings, ...inPlace])]);
  const settings = { ...planned.settings, hashSeed: randomHashSeed() };
  const outputs = await BatchOutputs.over(
    opened,
    { ...options, keys, areSeveral: input.listed !== undefined },
    settings,
    version,
  );
  const plannedFacts = {
    version,
    input: input.name,
    inputModified: input.modified,
    bucketSeconds: options.bucketSeconds,
    plan: planJson(plan),
    narrowedTo: options.narrowing?.given,
  };
  const print = (lines: readonly string[]): Promise<void> =>
    stdoutTaken
      ? printToStderr(lines)
      : withErrorContext('cannot write', 'stdout', () => openStdout().write(linesToBytes(lines)));
  const interim = {
    everySeconds: options.everySeconds,
    take(result: Result) {
      const facts = {
        ...plannedFacts,
        warnings: [],
        differences: undefined,
        files: undefined,
        written: undefined,
        failure: undefined,
        elapsedSeconds: secondsSince(started),
      };
      return print([summaryJsonLine(result, facts, false)]);
    },
  };
  const run = await readInput(
    input,
    planned,
    settings,
    options,
    outputs,
    progress,
    options.follow ? interim : undefined,
  );
  const { result } = run;
  const { totals } = result;
  const changes = await input.changes(result);
  const failure = input.failureOf(result) ?? rewrittenError(changes);
  // Nothing was read: empty outputs would only replace earlier ones.
  if (failure !== undefined && totals.totalEvents === 0) throw failure;
  const recordless = totals.totalEvents === 0 ? input.noRecordError(result) : undefined;
  if (recordless !== undefined) throw recordless;
  const noticed = [...input.warnings(result), ...changedWarnings(changes)];
  const warnings = [
    ...input.notes,
    ...input.notesAfter(run.foreign),
    ...warningsOf(input.name, planned, result, noticed),
  ];
  if (result.imbalances.length > 0) {
    throw new CommandError(
      `the numbers do not add up, no file was written: ${result.imbalances.join('; ')}`,
      EXIT_FAILED,
    );
  }
  // Threads that will write nothing end while this one compares duplicates.
  if (opened.events === undefined && opened.duplicates === undefined) void run.close();
  const sampled = sampledDifferences(run);
  const facts = { ...plannedFacts, failure: failure?.message };
  const tally = new DifferenceTally();
  await outputs.writeRest(run, facts, tally);
  const differences = differencesAfter(result, tally, sampled);
  await run.close();
  warnings.push(...duplicateWarnings(result, differences), ...outputs.warnings(result));
  const keptStrayRuns = opened.strays && keptStrays(opened.strays.name, result);
  const slowly = slowReadingWarning(result.inputBytes, options.workers);
  const growth = opened.rejections && progress.growthWarning(opened.rejections.name, totals.skippedEvents);
  warnings.push(...[keptStrayRuns, growth, slowly].filter((text) => text !== undefined));
  progress.clear();

  const elapsedSeconds = secondsSince(started);
  const written = writtenFacts(outputs.written);
  const isJson = options.json || options.follow;
  // Of thousands of files this takes 10 ms.
  const files = isJson && input.listed ? filesFacts(result, input.listed) : undefined;
  const runFacts = {
    ...facts,
    files,
    elapsedSeconds,
    warnings: [...inPlace, ...warnings],
    differences,
    written,
  };
  const summary = options.follow
    ? [summaryJsonLine(result, runFacts, true)]
    : options.json
      ? [summaryJson(result, runFacts)]
      : summaryLines(result);
  const gate = gateLines(result, options.maxSkipRate);
  if (!jsonOnStderr) {
    const hints = hintLines(result, planned, options);
    const read = input.listed === undefined ? [] : [filesLine(result, input.listed)];
    const failures = input.listed === undefined ? [] : failureLines(result, input.listed);
    const details = [...read, ...detailLines(result), ...writtenLines(outputs.written, options.narrowing)];
    await printToStderr([...details, ...warningLines(warnings), ...hints, ...gate, ...failures]);
  }
  await print(summary);
  if (failure !== undefined) {
    if (jsonOnStderr) return EXIT_FAILED;
    throw failure;
  }
  return gate.length === 0 ? EXIT_DONE : EXIT_QUALITY_GATE;
}

/** `started`: a time of `performance.now()`. */
function secondsSince(started: number): number {
  return Math.round(performance.now() - started) / 1000;
}

/** The keys that the sampled records have, and the objects around them; undefined if no record was sampled. */
function keysOf({ fields }: Plan): readonly string[] | undefined {
  if (fields.length === 0) return undefined;
  const keys = fields.flatMap(({ path }) => {
    const parts = path.split(/(?<!\\)\./);
    return parts.map((_, at) => parts.slice(0, at + 1).join('.'));
  });
  return [...new Set(keys)];
}

async function readInput(
  input: BatchInput,
  planned: PlannedInput,
  settings: RunSettings,
  options: CommandOptions,
  outputs: BatchOutputs,
  progress: ProgressLine,
  interim: Interim | undefined,
): Promise<FinishedRun> {
  const { plan, head } = planned;
  const hasRecord = plan.outcome.records > 0 || holdsRecord(head);
  const listener = await outputs.listener(hasRecord);
  const memory = new MemoryWatch(memoryLimit(options.maxMemoryBytes));
  return input.read(planned, settings, {
    ...listener,
    interim,
    wantsStrayTexts: options.outputs.strays !== undefined,
    wantsRecords: outputs.wantsRecords,
    onAllRead: (store) => {
      memory.grouping(store.count);
      outputs.allRead(store);
      progress.allRead();
    },
    onProgress: (bytesRead) => {
      memory.reading(input.shareRead(bytesRead));
      progress.reading(bytesRead);
    },
  });
}
