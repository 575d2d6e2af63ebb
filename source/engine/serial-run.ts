import { ForeignRecords } from '../input/look/foreign-records.ts';
import type { EncodedRows, EncodedTable, RejectionEncoder, RowEncoder } from '../output/row-encoder.ts';
import type { DifferenceTally } from '../pipeline/differ/difference-tally.ts';
import { DuplicateComparer } from '../pipeline/differ/duplicate-comparer.ts';
import { Pipeline } from '../pipeline/pipeline.ts';
import type { PipelineWatch } from '../pipeline/pipeline-watch.ts';
import type { Rejection } from '../pipeline/reject/rejection.ts';
import { type Result, resultOf } from '../pipeline/result/result.ts';
import { strayReader } from '../pipeline/scan/stray-reporter.ts';
import type { RunSettings } from '../pipeline/settings.ts';
import { type ReadBytes, windowedReads } from '../pipeline/text/byte-reads.ts';
import type { FinishedRun } from './finished-run.ts';
import type { Interim, RunListener } from './run-listener.ts';
import type { SerialInput } from './serial-inputs.ts';

/** Rows of one chunk that take more than this are not kept until its end. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024;

/** Runs the pipeline over an input on this thread. Rejects when something other than the input fails. */
export async function runSerially(
  input: SerialInput,
  settings: RunSettings,
  encoder: RowEncoder,
  listener: RunListener,
): Promise<FinishedRun> {
  const { onSessionRows, onAllRead, onProgress } = listener;
  const { feed } = input;
  const strayTexts = input.isReadOnce && listener.wantsStrayTexts === true ? new StrayTexts() : undefined;
  const rejections = new WaitingRejections(encoder, listener);
  const foreign = new ForeignRecords(settings);
  const pipeline = new Pipeline(
    settings,
    rejections.take,
    'both',
    {
      onTaken: (rows, rejected, window, own) => foreign.look(rows, rejected, window, own),
      ...strayTexts?.watch,
    },
    feed.fileNames,
  );
  const reports = new InterimReports(listener.interim, pipeline);
  for await (const _ of feed.steps(pipeline, onProgress)) {
    if (rejections.areMany) await rejections.flush();
    await reports.reportIfDue();
  }
  const { store, files } = pipeline.dataset();
  onAllRead?.(store, files);
  const result = pipeline.finish(feed.failure);
  await rejections.flush();
  if (onSessionRows) for (const batch of allRows(encoder.sessions(result))) await onSessionRows(batch);
  const readBytes = input.readBytes(result.files);
  return {
    result,
    foreign: foreign.take(),
    readBytes,
    rawOfStray:
      strayTexts === undefined && readBytes !== undefined
        ? strayReader(result.strays, readBytes)
        : (run) => strayTexts?.of(run) ?? '',
    rowsOf: (table, tally) => serialRows(encoder, table, result, readBytes, tally),
    close: async () => undefined,
  };
}

/** The rows of rejections that are not written yet. */
class WaitingRejections {
  private readonly encoded: RejectionEncoder;
  /** Takes a rejection of the pipeline; undefined where nothing wants the rows. */
  readonly take: ((rejection: Rejection) => void) | undefined;

  constructor(
    encoder: RowEncoder,
    private readonly listener: Pick<RunListener, 'onRejectionRows' | 'onManyRejectionRows'>,
  ) {
    this.encoded = encoder.rejections();
    this.take = listener.onRejectionRows && ((rejection) => this.add(rejection));
  }

  /** Whether there are enough rows to be written. */
  get areMany(): boolean {
    return this.encoded.isFull;
  }

  /** Has the rows written. */
  async flush(): Promise<void> {
    const { encoded, listener } = this;
    if (encoded.rows.length > 0) await listener.onRejectionRows?.(encoded.rows);
    encoded.clear();
  }

  private add(rejection: Rejection): void {
    const { encoded, listener } = this;
    encoded.onRejection(rejection);
    if (encoded.rows.length < MOST_WAITING_BYTES) return;
    listener.onManyRejectionRows?.(encoded.rows);
    encoded.clear();
  }
}

/** The texts of stray runs, kept as they are found, since their input comes only once. */
class StrayTexts {
  private readonly texts: string[] = [];
  readonly watch: Pick<PipelineWatch, 'onStray' | 'onStraysDropped'> = {
    onStray: ({ raw }) => this.texts.push(raw),
    onStraysDropped: (keptCount) => {
      this.texts.length = keptCount;
    },
  };

  /** Returns the text of a run, by its index. */
  of(run: number): string | undefined {
    return this.texts[run];
  }
}

/** Groups and reports what a pipeline has read so far, from time to time. */
class InterimReports {
  private dueAt: number;

  constructor(
    private readonly interim: Interim | undefined,
    private readonly pipeline: Pipeline,
  ) {
    this.dueAt = this.next();
  }

  async reportIfDue(): Promise<void> {
    const { interim, pipeline } = this;
    if (interim === undefined || performance.now() < this.dueAt) return;
    this.dueAt = this.next();
    const grouping = pipeline.group();
    await interim.take(resultOf(pipeline.dataset(), grouping));
  }

  private next(): number {
    return performance.now() + 1000 * (this.interim?.everySeconds ?? 0);
  }
}

function* serialRows(
  encoder: RowEncoder,
  table: EncodedTable,
  result: Result,
  readBytes: ReadBytes | undefined,
  tally: DifferenceTally,
): Generator<Uint8Array> {
  const comparer = new DuplicateComparer(result, readBytes && windowedReads(readBytes));
  yield* allRows(encoder.table(table, result, comparer.differs));
  tally.addAll(comparer.tally);
}

function allRows(rows: EncodedRows): Iterable<Uint8Array> {
  return rows.batches(0, rows.size);
}
