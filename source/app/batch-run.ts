import type { FinishedRun } from '../engine/finished-run.ts';
import { memoryLimit } from '../engine/memory-limit.ts';
import { MemoryWatch } from '../engine/memory-watch.ts';
import type { Interim } from '../engine/run-listener.ts';
import { keptStrays } from '../format/stray-words.ts';
import type { Provenance } from '../output/summary.ts';
import { DifferenceTally, type DuplicateDifferences } from '../pipeline/differ/difference-tally.ts';
import type { Plan } from '../pipeline/plan/plan.ts';
import { planJson } from '../pipeline/plan/plan-file.ts';
import { holdsRecord } from '../pipeline/plan/sample.ts';
import type { Result } from '../pipeline/result/result.ts';
import type { RunSettings } from '../pipeline/settings.ts';
import type { BatchInput } from './batch-input.ts';
import { BatchOutputs, type Outputs } from './batch-outputs.ts';
import { BatchReport } from './batch-report.ts';
import { type ChangedFile, changedWarnings, rewrittenError } from './changed-input.ts';
import { differencesAfter, duplicateWarnings, sampledDifferences } from './duplicate-report.ts';
import { CommandError, EXIT_DONE, EXIT_FAILED, EXIT_QUALITY_GATE } from './errors.ts';
import { filesFacts } from './files-report.ts';
import type { CommandOptions } from './flags.ts';
import { hintLines } from './hints.ts';
import { slowReadingWarning } from './memory-words.ts';
import { checkFilterNames } from './narrowing-flags.ts';
import type { PlannedInput } from './plan-input.ts';
import { planLines } from './plan-line.ts';
import type { ProgressLine } from './progress.ts';
import { randomHashSeed } from './random-seed.ts';
import { gateLines, warningLines, warningsOf, writtenFacts, writtenLines } from './run-report.ts';

/** What a run is reported with. */
interface RunContext {
  readonly progress: ProgressLine;
  /** When the command began, as `performance.now()` has it. */
  readonly started: number;
  readonly version: string;
}

/** One run of the command without a screen over an open input: plans, reads, writes and reports. */
export class BatchRun {
  private readonly report: BatchReport;
  /** What a user should know about outputs that are written in place. */
  private readonly inPlaceNotes: readonly string[];

  /** `opened`: the outputs, of which each is published or left for the caller to discard. */
  constructor(
    private readonly input: BatchInput,
    private readonly opened: Outputs,
    private readonly options: CommandOptions,
    private readonly context: RunContext,
  ) {
    this.report = new BatchReport(options);
    this.inPlaceNotes = Object.values(opened).flatMap(({ note }) => note ?? []);
  }

  /**
   * Returns the exit code. What could be read of an input that fails half way is written and reported before its failure is
   * thrown.
   */
  async run(): Promise<number> {
    const { input, options } = this;
    const planned = await this.plan();
    const settings = { ...planned.settings, hashSeed: randomHashSeed() };
    const outputs = await this.shapeOutputs(planned.plan, settings);
    const provenance = this.provenance(planned.plan);
    const run = await this.read(planned, settings, outputs, provenance);
    const { result } = run;
    const changes = await input.changes(result);
    const failure = input.failureOf(result) ?? rewrittenError(changes);
    checkResult(result, input, failure);
    const readWarnings = this.readWarnings(planned, run, changes);
    const failed = { ...provenance, failure: failure?.message };
    const differences = await this.write(run, outputs, failed);
    const warnings = [
      ...readWarnings,
      ...duplicateWarnings(result, differences),
      ...outputs.warnings(result),
      ...this.costWarnings(result),
    ];
    const facts = {
      ...failed,
      // Of thousands of files this takes 10 ms.
      files: options.json && input.listed ? filesFacts(result, input.listed) : undefined,
      elapsedSeconds: this.elapsedSeconds(),
      warnings: [...this.inPlaceNotes, ...warnings],
      differences,
      written: writtenFacts(outputs.written),
    };
    this.context.progress.clear();
    const gate = gateLines(result, options.maxSkipRate);
    await this.report.finished(result, facts, input.listed, warnings, {
      written: writtenLines(outputs.written, options.narrowing),
      hints: this.report.isJsonOnStderr ? [] : hintLines(result, planned, options),
      gate,
    });
    if (failure === undefined) return gate.length === 0 ? EXIT_DONE : EXIT_QUALITY_GATE;
    // The JSON on stderr says it already.
    if (this.report.isJsonOnStderr) return EXIT_FAILED;
    throw failure;
  }

  private async plan(): Promise<PlannedInput> {
    const { input, options, report } = this;
    input.prepare();
    const planned = await input.plan();
    const { plan } = planned;
    if (options.narrowing !== undefined) checkFilterNames(options.narrowing, this.keysOf(plan));
    await report.notes([...planLines(plan), ...warningLines([...plan.warnings, ...this.inPlaceNotes])]);
    return planned;
  }

  /** The keys of the sampled records, where flags may name some; undefined if they do not, or no record was sampled. */
  private keysOf(plan: Plan): readonly string[] | undefined {
    const { narrowing, shape } = this.options;
    return narrowing?.filter || shape ? keysIn(plan) : undefined;
  }

  private shapeOutputs(plan: Plan, settings: RunSettings): Promise<BatchOutputs> {
    const areSeveral = this.input.listed !== undefined;
    const options = { ...this.options, keys: this.keysOf(plan), areSeveral };
    return BatchOutputs.over(this.opened, options, settings, this.context.version);
  }

  private provenance(plan: Plan): Omit<Provenance, 'failure'> {
    const { input, options } = this;
    return {
      version: this.context.version,
      input: input.name,
      inputModified: input.modified,
      bucketSeconds: options.bucketSeconds,
      plan: planJson(plan),
      narrowedTo: options.narrowing?.given,
    };
  }

  private async read(
    planned: PlannedInput,
    settings: RunSettings,
    outputs: BatchOutputs,
    provenance: Omit<Provenance, 'failure'>,
  ): Promise<FinishedRun> {
    const { input, options } = this;
    const { progress } = this.context;
    const { plan, head } = planned;
    const hasRecord = plan.outcome.records > 0 || holdsRecord(head);
    const listener = await outputs.listener(hasRecord);
    const memory = new MemoryWatch(memoryLimit(options.maxMemoryBytes));
    return input.read(planned, settings, {
      ...listener,
      interim: options.follow ? this.interim(provenance) : undefined,
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

  /** What prints a line of JSON about what was read so far of a followed input. */
  private interim(provenance: Omit<Provenance, 'failure'>): Interim {
    return {
      everySeconds: this.options.everySeconds,
      take: (result) => {
        const facts = {
          ...provenance,
          failure: undefined,
          files: undefined,
          elapsedSeconds: this.elapsedSeconds(),
          warnings: [],
          differences: undefined,
          written: undefined,
        };
        return this.report.soFar(result, facts);
      },
    };
  }

  private readWarnings(
    planned: PlannedInput,
    { result, foreign }: FinishedRun,
    changes: readonly ChangedFile[],
  ): readonly string[] {
    const { input } = this;
    const found = [...input.warnings(result), ...changedWarnings(changes)];
    return [...input.notes, ...input.notesAfter(foreign), ...warningsOf(input.name, planned, result, found)];
  }

  /** Writes what was not written while reading; returns what is then known of the duplicates. */
  private async write(
    run: FinishedRun,
    outputs: BatchOutputs,
    provenance: Provenance,
  ): Promise<DuplicateDifferences | undefined> {
    const { opened } = this;
    // Threads that will write nothing end while this one compares duplicates.
    if (opened.events === undefined && opened.duplicates === undefined) void run.close();
    const sampled = sampledDifferences(run);
    const tally = new DifferenceTally();
    await outputs.writeRest(run, provenance, tally);
    await run.close();
    return differencesAfter(run.result, tally, sampled);
  }

  /** Warns of what took more space or time than a user may expect. */
  private costWarnings(result: Result): readonly string[] {
    const { strays, rejections } = this.opened;
    const { skippedEvents } = result.totals;
    return [
      strays && keptStrays(strays.name, result),
      rejections && this.context.progress.growthWarning(rejections.name, skippedEvents),
      slowReadingWarning(result.inputBytes, this.options.workers),
    ].filter((text) => text !== undefined);
  }

  private elapsedSeconds(): number {
    return Math.round(performance.now() - this.context.started) / 1000;
  }
}

/** Throws for a result of which nothing is written: empty outputs would only replace earlier ones. */
function checkResult(result: Result, input: BatchInput, failure: CommandError | undefined): void {
  if (result.totals.totalEvents === 0) {
    const error = failure ?? input.noRecordError(result);
    if (error !== undefined) throw error;
  }
  if (result.imbalances.length === 0) return;
  throw new CommandError(
    `the numbers do not add up, no file was written; please report this: ${result.imbalances.join('; ')}`,
    EXIT_FAILED,
  );
}

/** The keys that the sampled records have, and the objects around them; undefined if no record was sampled. */
function keysIn({ fields }: Plan): readonly string[] | undefined {
  if (fields.length === 0) return undefined;
  const keys = fields.flatMap(({ path }) => {
    const parts = path.split(/(?<!\\)\./);
    return parts.map((_, at) => parts.slice(0, at + 1).join('.'));
  });
  return [...new Set(keys)];
}
