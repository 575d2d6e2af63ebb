import type { FollowedFile } from '../input/follow/followed-file.ts';
import type { FollowedPipe } from '../input/follow/followed-pipe.ts';
import { type ForeignCount, ForeignRecords } from '../input/look/foreign-records.ts';
import type { Source } from '../input/source.ts';
import type { EncodedRows, EncodedTable, RowEncoder } from '../output/row-encoder.ts';
import type { DifferenceTally } from '../pipeline/differ/difference-tally.ts';
import { DuplicateComparer } from '../pipeline/differ/duplicate-comparer.ts';
import { Pipeline } from '../pipeline/pipeline.ts';
import { endState, isComplete } from '../pipeline/result/dataset.ts';
import { type Result, resultOf } from '../pipeline/result/result.ts';
import { readFailureOf } from '../pipeline/scan/read-failure.ts';
import { strayReader } from '../pipeline/scan/stray-reporter.ts';
import { completeSettings, type RunSettings } from '../pipeline/settings.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import type { FileTable } from '../pipeline/store/file-table.ts';
import { type ReadBytes, windowedReads } from '../pipeline/text/byte-reads.ts';
import { readsInAnyOrder } from '../pipeline/validate/outer-keys.ts';
import { type Feed, filesFeed, followFeed, followFilesFeed, sourceFeed } from './feeds.ts';
import { closedStrayTexts } from './files/closed-stray-texts.ts';
import { FileReads } from './files/file-reads.ts';
import type { FileOpening, FilesInput, InputDescription, TextAnswer } from './files/files-input.ts';
import { HeldTexts } from './files/held-texts.ts';
import { largeFilesArePlain } from './files/large-files.ts';
import { openWhole } from './files/open-whole.ts';
import type { Following } from './follow/follow-control.ts';
import type { FollowedFiles } from './follow/follow-files.ts';
import { MOST_KEPT_BYTES } from './kept-input.ts';
import type { OnSessionRows } from './pool/parallel-grouping.ts';
import { ParallelIngest } from './pool/parallel-ingest.ts';
import { batchesFromPool } from './pool/parallel-rows.ts';
import { endThreads, type PoolChoice, poolFor, weightOf } from './pool/pool-options.ts';
import type { PoolListener, PoolOptions } from './pool/worker-pool.ts';
import { recordReader } from './record-reader.ts';

/** Rows of one chunk that take more than this are not kept until its end. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024;

/** Called during a run. */
export interface RunListener {
  /**
   * Receives encoded rows of the rejections, in file order; the run waits for the promise. Without it no text of
   * rejections is made.
   */
  readonly onRejectionRows?: (rows: Uint8Array) => Promise<void> | void;
  /** Does the same, blocking the thread, with rows that would take too much memory until the next `onRejectionRows`. */
  readonly onManyRejectionRows?: (rows: Uint8Array) => void;
  /** Receives rows of the sessions, when the input has been read. */
  readonly onSessionRows?: OnSessionRows;
  /** Whether `rawOfStray` will be called. */
  readonly wantsStrayTexts?: boolean;
  /** Whether records are sure to be read again, for which more is kept of an input that comes only once. */
  readonly wantsRecords?: boolean;
  /** Once, when the input has been read, with its events and files, before events are grouped. */
  readonly onAllRead?: (store: EventStore, files: FileTable) => void;
  /** After each chunk. */
  readonly onProgress?: (bytesRead: number) => void;
  readonly interim?: Interim | undefined;
}

/** Receives the result of what was read so far, again and again. */
export interface Interim {
  readonly everySeconds: number;
  take(result: Result): Promise<void>;
}

/** A run that has ended. */
export interface FinishedRun {
  /** `result.state` is `failed` if the input could not be read to its end. */
  readonly result: Result;
  /** The records that hold bytes which are not UTF-8; undefined if none do. */
  readonly foreign: ForeignCount | undefined;
  /** Reads records again, blocking the thread; undefined for an input that cannot be read again. */
  readonly readBytes: ReadBytes | undefined;
  /**
   * Returns the text of a stray run, an index into those kept: as it was kept, or read again, which blocks the thread; ''
   * if neither is possible.
   */
  rawOfStray(run: number): string;
  /**
   * The encoded rows of a table, in order; each batch is valid until the next is requested. `tally` counts the differences
   * of the duplicates among them.
   */
  rowsOf(table: EncodedTable, tally: DifferenceTally): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Ends its threads. */
  close(): Promise<void>;
}

/**
 * Runs the pipeline over a source, on as many threads as its size is worth; the result does not depend on their number.
 * Rejects when something other than the input fails; an input that cannot be read to its end gives the result up to
 * there.
 */
export async function run(
  source: Source,
  settings: Partial<RunSettings>,
  choice: PoolChoice,
  encoder: RowEncoder,
  listener: RunListener = {},
): Promise<FinishedRun> {
  const complete = completeSettings(settings);
  const pool = readsInAnyOrder(complete) ? poolFor(source.sizeBytes, choice) : undefined;
  if (pool === undefined) await endThreads(choice);
  return pool === undefined
    ? runSerially(sourceFeed(source, listener.wantsRecords === true), complete, encoder, listener)
    : runInPool(source.describe(), complete, { ...pool, niceness: 0 }, encoder, listener, {
        readBytesOf: () => recordReader(source.describe()),
        damage: source.damage?.().catch((error: Error) => error),
      });
}

/**
 * Runs the pipeline over an input that grows, until `following.control` ends it or its pipe ends, on this thread.
 */
export function runFollowed(
  input: FollowedFile | FollowedPipe,
  following: Following,
  settings: Partial<RunSettings>,
  encoder: RowEncoder,
  listener: RunListener = {},
): Promise<FinishedRun> {
  return runSerially(followFeed(input, following), completeSettings(settings), encoder, listener);
}

/** Does the same with several files that grow, and those that join them. */
export function runFollowedFiles(
  followed: FollowedFiles,
  following: Following,
  settings: Partial<RunSettings>,
  encoder: RowEncoder,
  listener: RunListener = {},
): Promise<FinishedRun> {
  return runSerially(followFilesFeed(followed, following), completeSettings(settings), encoder, listener);
}

/** Runs the pipeline over several files, as `run` does over one source. */
export async function runFiles(
  input: FilesInput,
  opening: FileOpening,
  settings: Partial<RunSettings>,
  choice: PoolChoice,
  encoder: RowEncoder,
  listener: RunListener = {},
): Promise<FinishedRun> {
  const complete = completeSettings(settings);
  const pool = readsInAnyOrder(complete) ? poolFor(weightOf(input.files), choice) : undefined;
  if (pool === undefined || !largeFilesArePlain(input, opening, complete)) {
    await endThreads(choice);
    const feed = filesFeed(input, opening, listener.wantsRecords === true);
    return runSerially(feed, complete, encoder, listener);
  }
  const held = listener.wantsRecords === true ? new HeldTexts(MOST_KEPT_BYTES) : undefined;
  const reads = new FileReads(input, opening, held);
  const openText = async (file: number): Promise<TextAnswer> => {
    const answer = await openWhole(input, file, opening);
    held?.add(file, answer.text);
    return answer;
  };
  return runInPool(input, complete, { ...pool, niceness: 0 }, encoder, listener, {
    openText,
    strayTextsOf: (result) => closedStrayTexts(result, reads, openText),
    readBytesOf: ({ files }) =>
      held?.isFull ? undefined : (byteOffset, byteLength) => reads.read(files, byteOffset, byteLength),
  });
}

async function runSerially(
  feed: Feed,
  settings: RunSettings,
  encoder: RowEncoder,
  { onRejectionRows, onManyRejectionRows, onSessionRows, onAllRead, onProgress, ...listener }: RunListener,
): Promise<FinishedRun> {
  const strayTexts: string[] | undefined =
    feed.isReadOnce && listener.wantsStrayTexts === true ? [] : undefined;
  const rejections = encoder.rejections();
  const foreign = new ForeignRecords(settings);
  const pipeline = new Pipeline(
    settings,
    onRejectionRows &&
      ((rejection) => {
        rejections.onRejection(rejection);
        if (rejections.rows.length < MOST_WAITING_BYTES) return;
        onManyRejectionRows?.(rejections.rows);
        rejections.clear();
      }),
    'both',
    {
      onTaken: (rows, rejected, window, own) => foreign.look(rows, rejected, window, own),
      ...(strayTexts && {
        onStray: ({ raw }) => strayTexts.push(raw),
        onStraysDropped: (keptCount) => {
          strayTexts.length = keptCount;
        },
      }),
    },
    feed.fileNames,
  );
  const flush = async (): Promise<void> => {
    if (rejections.rows.length > 0) await onRejectionRows?.(rejections.rows);
    rejections.clear();
  };
  const { interim } = listener;
  let nextAt = performance.now() + 1000 * (interim?.everySeconds ?? 0);
  for await (const _ of feed.steps(pipeline, onProgress)) {
    if (rejections.isFull) await flush();
    if (interim === undefined || performance.now() < nextAt) continue;
    nextAt = performance.now() + 1000 * interim.everySeconds;
    const grouping = pipeline.group();
    await interim.take(resultOf(pipeline.dataset(), grouping));
  }
  const { store, files } = pipeline.dataset();
  onAllRead?.(store, files);
  const result = pipeline.finish(feed.failure);
  await flush();
  if (onSessionRows) for (const batch of allRows(encoder.sessions(result))) await onSessionRows(batch);
  const readBytes = feed.readBytes(result);
  return {
    result,
    foreign: foreign.take(),
    readBytes,
    rawOfStray:
      strayTexts === undefined && readBytes !== undefined
        ? strayReader(result.strays, readBytes)
        : (run) => strayTexts?.[run] ?? '',
    rowsOf: (table, tally) => serialRows(encoder, table, result, readBytes, tally),
    close: async () => undefined,
  };
}

/** How to read again an input that a pool has read. */
interface InputAgain extends Pick<PoolListener, 'openText'> {
  readBytesOf(result: Result): ReadBytes | undefined;
  /** Returns the texts of stray runs that `readBytesOf` has not, by their index. */
  strayTextsOf?(result: Result): Promise<ReadonlyMap<number, string>>;
  /** What is wrong with all bytes, which no thread sees that reads a piece of them. */
  readonly damage?: Promise<Error | undefined> | undefined;
}

async function runInPool(
  input: InputDescription,
  settings: RunSettings,
  options: PoolOptions,
  encoder: RowEncoder,
  { onRejectionRows, onSessionRows, onAllRead, onProgress, wantsStrayTexts }: RunListener,
  { openText, readBytesOf, strayTextsOf, damage }: InputAgain,
): Promise<FinishedRun> {
  const ingest = new ParallelIngest(input, settings, options, {
    ...(onRejectionRows && { onRejectionRows }),
    ...(openText && { openText }),
    onChunk: () => onProgress?.(ingest.bytesRead),
  });
  try {
    await ingest.pool.read;
    const { store, files } = ingest.dataset();
    onAllRead?.(store, files);
    const read = await ingest.finish(onSessionRows);
    const damaged = await damage;
    const isKnown = damaged === undefined || !isComplete(read.state);
    const result = isKnown ? read : { ...read, state: endState(readFailureOf(damaged, read.inputBytes)) };
    const readBytes = readBytesOf(result);
    const strayTexts = wantsStrayTexts === true ? await strayTextsOf?.(result) : undefined;
    const readStray = readBytes === undefined ? () => '' : strayReader(result.strays, readBytes);
    return {
      result,
      foreign: ingest.foreign,
      readBytes,
      rawOfStray: (run) => strayTexts?.get(run) ?? readStray(run),
      rowsOf: (table, tally) => batchesFromPool(ingest.pool, encoder, table, result, tally),
      close: () => ingest.close(),
    };
  } catch (error) {
    await ingest.close();
    throw error;
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
