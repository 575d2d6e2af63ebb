import { analyseInSteps, runToEnd } from './group/grouping.ts';
import type { Rejection } from './reject/rejection.ts';
import { RejectionReporter } from './reject/rejection-reporter.ts';
import { checkBalance } from './result/balance.ts';
import {
  type Dataset,
  endState,
  type Grouping,
  groupingOf,
  LOADING,
  type LoadState,
} from './result/dataset.ts';
import { type Result, resultOf } from './result/result.ts';
import type { Checkpoint } from './scan/checkpoint.ts';
import type { ReadFailure } from './scan/read-failure.ts';
import type { ReadPaths } from './scan/scanner.ts';
import { WindowScan } from './scan/window-scan.ts';
import { completeSettings, type PipelineSettings } from './settings.ts';
import { EventStore } from './store/event-store.ts';
import { LineIndex } from './store/line-index.ts';
import { RejectionStore } from './store/rejection-store.ts';

/** Bytes are taken in chunks of this size: they stay in the cache between being copied and being read. */
const PIECE_BYTES = 1024 * 1024;
/**
 * A record of which a quarter of this has come is read again with every push, so that a slow pipe has each record when its end
 * comes. A longer one is read again only when there is four times as much of it.
 */
const SHORT_BYTES = 4096;
/** Events that wait to be put into the store; about as many as a chunk has, where they are short. */
const ROW_CAPACITY = 16 * 1024;

/**
 * Bytes in, cut anywhere; columns out. No I/O, no clock, no random: the same bytes give the same result.
 *
 *     const pipeline = new Pipeline({ gapSeconds: 1800 });
 *     for await (const chunk of createReadStream('events.json')) pipeline.push(chunk);
 *     const { totals, sessions } = pipeline.finish();
 */
export class Pipeline {
  readonly settings: PipelineSettings;
  private readonly store: EventStore;
  private readonly rejections = new RejectionStore();
  private readonly lines = new LineIndex();
  private readonly scan: WindowScan;
  private inputBytes = 0;
  private grouping: Grouping | undefined;
  private imbalances: readonly string[] = [];
  /** `finish` was called; `state` changes once grouping is done. */
  private ended = false;
  private state: LoadState = LOADING;

  /**
   * `onRejection` is told of each rejection, with its text, in file order, as soon as it is found; without it no text
   * is made. `paths: 'slow'` leaves out the fast path, for tests that hold the two equal.
   * Throws RangeError for a setting that cannot be.
   */
  constructor(
    settings: Partial<PipelineSettings> = {},
    onRejection?: (rejection: Rejection) => void,
    paths: ReadPaths = 'both',
  ) {
    this.settings = completeSettings(settings);
    const { rejections } = this;
    const store = EventStore.empty(this.settings.hashSeed);
    this.store = store;
    const reporter = onRejection && new RejectionReporter(this.settings, onRejection);
    this.scan = new WindowScan(this.settings, store, ROW_CAPACITY, paths, {
      take({ rows, rejected }, window) {
        store.appendRows(rows);
        rejections.appendScanned(rejected);
        reporter?.tell(rejected, window);
      },
      onTooLongRecord: (beginning, window, from) => reporter?.onTooLongRecord(beginning, window, from),
    });
  }

  /** What has been counted so far; while bytes come the last record may be missing from it. */
  get counted(): { inputBytes: number; totalEvents: number; validEvents: number; skippedEvents: number } {
    const { counters } = this.scan.scanner;
    const { inputBytes, store, rejections } = this;
    return {
      inputBytes,
      totalEvents: counters.records,
      validEvents: store.count,
      skippedEvents: rejections.count,
    };
  }

  /**
   * Takes the next bytes of the input. They are copied: the caller may use the chunk again. Throws after `finish`.
   */
  push(chunk: Uint8Array): void {
    if (this.ended) throw new Error('the pipeline has finished');
    this.inputBytes += chunk.length;
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      this.scan.held.append(chunk.subarray(at, at + PIECE_BYTES));
      const { held, bytesWanted } = this.scan;
      if (held.length >= bytesWanted || bytesWanted <= SHORT_BYTES) this.advance(false);
    }
  }

  /**
   * What is known so far, to be read while more comes, on another thread too. Cheap: its columns are those written
   * here, not copies.
   */
  dataset(): Dataset {
    const { settings, store, rejections, lines, inputBytes, grouping, state, imbalances } = this;
    const { counters } = this.scan.scanner;
    return {
      settings,
      store: EventStore.ofColumns(store.columns()),
      rejections: RejectionStore.ofColumns(rejections.columns()),
      lines: LineIndex.ofColumns(lines.columns()),
      totalEvents: counters.records,
      inputBytes,
      strayBytes: counters.strayBytes,
      grouping,
      state,
      imbalances,
    };
  }

  /** Groups the events there are now; datasets from here on hold it. Costs what the events are, not what is new. */
  regroup(): Grouping {
    return runToEnd(this.regroupInSteps());
  }

  /** The same, some milliseconds at a time. */
  *regroupInSteps(): Generator<void, Grouping> {
    const { store, settings } = this;
    const eventCount = store.count;
    this.grouping = groupingOf(eventCount, yield* analyseInSteps(store, settings.gapSeconds));
    return this.grouping;
  }

  /**
   * Ends the input and returns what was found. Throws when called again.
   *
   * `failure`: the input goes on, but could not be read any further. The result then holds the records that end before
   * that, and `inputBytes` counts up to the last of them.
   */
  finish(failure?: ReadFailure): Result {
    return runToEnd(this.finishInSteps(failure));
  }

  /** The same, some milliseconds at a time. */
  *finishInSteps(failure?: ReadFailure): Generator<void, Result> {
    if (this.ended) throw new Error('the pipeline has finished');
    this.ended = true;
    if (failure === undefined) this.advance(true);
    else this.breakOff();
    const grouping = this.wholeGrouping ?? (yield* this.regroupInSteps());
    this.imbalances = checkBalance(this.checkpoint, grouping);
    this.state = endState(failure);
    return resultOf(this.dataset(), grouping);
  }

  /** The last grouping, where it is of all events. */
  private get wholeGrouping(): Grouping | undefined {
    return this.grouping?.eventCount === this.store.count ? this.grouping : undefined;
  }

  private get checkpoint(): Checkpoint {
    const { store, rejections, inputBytes, ended } = this;
    const counted = { validEvents: store.count, rejections: rejections.count };
    return { ...this.scan.scanner.counters, ...counted, byteOffset: inputBytes, ended };
  }

  private breakOff(): void {
    const { scan } = this;
    this.advance(false);
    scan.breakOff();
    scan.take(scan.held.window(false));
    this.inputBytes = scan.byteOffset;
  }

  private advance(final: boolean): void {
    const { scan, lines } = this;
    scan.advance(Number.POSITIVE_INFINITY, final);
    scan.take(scan.held.window(final));
    lines.add(scan.byteOffset, scan.scanner.counters.line);
  }
}
