import { runToEnd } from './columns/cooperative.ts';
import { datasetOf } from './dataset-of.ts';
import { type FileEnd, type FilePlace, FileProgress } from './file-progress.ts';
import { CurrentGrouping } from './group/current-grouping.ts';
import { GroupingExtender } from './group/extend-grouping.ts';
import { type Grouping, groupInSteps } from './group/grouping.ts';
import type { PipelineWatch } from './pipeline-watch.ts';
import type { Rejection } from './reject/rejection.ts';
import { checkBalance } from './result/balance.ts';
import { type Dataset, endState, FOLLOWING, LOADING, type LoadState, mayGrow } from './result/dataset.ts';
import type { FileTally } from './result/file-tally.ts';
import { type Result, resultOf } from './result/result.ts';
import { BySettings } from './scan/by-settings.ts';
import type { Checkpoint } from './scan/checkpoint.ts';
import type { ReadFailure } from './scan/read-failure.ts';
import type { ReadPaths } from './scan/record-scanner.ts';
import type { WindowScan } from './scan/window-scan.ts';
import { newScanOfFiles, type ScanOfFiles } from './scan-of-files.ts';
import { checkGap, completeSettings, type PipelineSettings, type RunSettings } from './settings.ts';
import { EventStore } from './store/event-store.ts';
import { RejectionStore } from './store/rejection-store.ts';

/** Bytes are taken in chunks of this size: a chunk is still in the cache when it is read after being copied. */
const CHUNK_BYTES = 1024 * 1024;
/**
 * A record is read again with every push until a quarter of this has arrived, so that a slow pipe has each record as soon
 * as it ends. A longer one is read again only after growing fourfold.
 */
const SHORT_BYTES = 4096;

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
  private readonly progress: FileProgress;
  private readonly scans: BySettings<ScanOfFiles>;
  /** That of the file that is read. */
  private current: ScanOfFiles;
  private readonly grouping: CurrentGrouping;
  private readonly extender: GroupingExtender;
  private imbalances: readonly string[] = [];
  /** `finish` was called; `state` changes once grouping is done. */
  private ended = false;
  private state: LoadState = LOADING;

  /**
   * `onRejection` is called with each rejection and its text, in file order, as soon as it is found; without it no text
   * is made. `paths: 'slow'` leaves out the fast path, for tests that compare the two. `fileNames`: of an input of several
   * files, each of which is begun with `beginFile`. Throws RangeError for an invalid setting.
   */
  constructor(
    settings: Partial<RunSettings> = {},
    onRejection?: (rejection: Rejection) => void,
    paths: ReadPaths = 'both',
    watch: PipelineWatch = {},
    fileNames?: readonly string[],
  ) {
    const progress = new FileProgress(fileNames, watch.onStraysDropped);
    this.progress = progress;
    const { gapSeconds, ...reading } = completeSettings(settings);
    this.settings = reading;
    this.grouping = new CurrentGrouping(gapSeconds);
    this.extender = new GroupingExtender(this.settings.idDecides);
    const { rejections } = this;
    const store = EventStore.empty(this.settings.hashSeed);
    this.store = store;
    const stores = { store, rejections, progress };
    this.scans = new BySettings<ScanOfFiles>(this.settings, (settings) =>
      newScanOfFiles(settings, stores, paths, onRejection, watch),
    );
    this.current = this.scans.common;
  }

  private get scan(): WindowScan {
    return this.current.scan;
  }

  /** The counts so far; the last record may be missing from them until the input ends. */
  get counted(): { inputBytes: number; totalEvents: number; validEvents: number; skippedEvents: number } {
    const { counters } = this.scan.scanner;
    const { progress, store, rejections } = this;
    return {
      inputBytes: progress.inputBytes,
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
    this.progress.bytes += chunk.length;
    for (let at = 0; at < chunk.length; at += CHUNK_BYTES) {
      this.scan.buffer.append(chunk.subarray(at, at + CHUNK_BYTES));
      const { buffer, bytesWanted } = this.scan;
      if (buffer.length >= bytesWanted || bytesWanted <= SHORT_BYTES) this.advance(false);
    }
  }

  /**
   * Begins file `file` of several: the bytes that follow are its own. A record never goes on in another file, so the open
   * one must be ended before. `own`: the settings to read it with, if they are not those of all.
   */
  beginFile(file: number, own?: PipelineSettings): void {
    this.turnTo(file, own);
  }

  /**
   * Ends the file; returns how many records and stray bytes it has. One without any record is taken back: nothing of it is
   * counted, and the caller says why (`leaveOut`). `failure`: as in `finish`.
   */
  endFile(failure?: ReadFailure): FileEnd {
    this.endBytes(failure);
    return this.progress.end(this.scan.scanner.counters, failure);
  }

  /**
   * Ends a file that is followed, or the only one, and begins another, of which the bytes that follow are. A record that
   * has not ended by now never will, and is rejected. `name`: of both, where the first had none until now.
   */
  continueIn(name: string): void {
    const { progress } = this;
    if (!progress.files.areSeveral) progress.becomeSeveral(name);
    this.endFile();
    this.beginFile(progress.files.addName(name));
  }

  /**
   * Leaves a file of several that grows, for others to be read: returns where it goes on, behind its last whole record;
   * undefined if it has none yet, and is to be begun anew. What has not ended is to be pushed again.
   */
  leaveFile(): FilePlace | undefined {
    this.breakOff();
    return this.progress.leave(this.scan.scanner.counters);
  }

  /** Goes on with a file where it was left. The bytes that follow are those from there. */
  resumeFile(place: FilePlace): void {
    this.turnTo(place.file, place.own, place);
  }

  /** Adds a file to those of an input; returns its number. */
  addFile(name: string): number {
    return this.progress.files.addName(name);
  }

  /** All bytes that there are were pushed, and more are waited for. A record that has not ended waits for its rest. */
  caughtUp(): void {
    if (this.scan.buffer.length > 0 && !this.isBetweenFiles) this.advance(false);
    this.state = FOLLOWING;
  }

  /** More was appended than is read at once: it is read as any input is, until all of it was. */
  fellBehind(): void {
    this.state = LOADING;
  }

  /** Whether more is waited for. */
  get isFollowing(): boolean {
    return this.state === FOLLOWING;
  }

  /** Notes files of which nothing was read, and why. */
  leaveOut(tally: FileTally): void {
    this.progress.leaveOut(tally);
  }

  /**
   * What is known so far, for reading while the input continues, on another thread too. Cheap: it shares the columns
   * instead of copying them.
   */
  dataset(): Dataset {
    const { settings, store, rejections, progress, state, imbalances } = this;
    const grouping = this.grouping.latest;
    const read = this.scan.scanner.counters;
    return datasetOf({ settings, store, rejections, progress, read, grouping, state, imbalances });
  }

  /**
   * Groups the events read so far; later datasets hold the grouping. A few new events are added to the last grouping, which
   * takes some milliseconds; otherwise the cost depends on all events, not on the new ones.
   */
  group(): Grouping {
    return runToEnd(this.groupInSteps());
  }

  /** Does what `group` does in steps of some milliseconds. */
  *groupInSteps(): Generator<void, Grouping> {
    const { store, grouping, settings } = this;
    const { latest, gapSeconds } = grouping;
    const extended = latest && (yield* this.extender.extendInSteps(store, latest));
    const newer = extended ?? (yield* groupInSteps(store, gapSeconds, settings.idDecides));
    return yield* grouping.replace(store, newer);
  }

  /**
   * Cuts the sessions by another gap, now and in later groupings; later datasets hold them. Nothing is read or sorted
   * again, so 10 million events take a fraction of a second. Throws RangeError as the constructor does.
   */
  setGap(gapSeconds: number | undefined): Grouping | undefined {
    return runToEnd(this.setGapInSteps(gapSeconds));
  }

  /** Does what `setGap` does in steps of a few milliseconds; yields the share done. */
  *setGapInSteps(gapSeconds: number | undefined): Generator<number, Grouping | undefined> {
    checkGap(gapSeconds);
    yield* this.grouping.setGap(this.store, gapSeconds);
    if (!mayGrow(this.state)) this.checkBalance();
    return this.grouping.latest;
  }

  /**
   * Ends the input and returns the result. Throws when called again.
   *
   * `failure`: the input continues, but could not be read any further. The result then holds the records that end before
   * the failure, and `inputBytes` counts up to the last of them.
   */
  finish(failure?: ReadFailure): Result {
    return runToEnd(this.finishInSteps(failure));
  }

  /** Does what `finish` does in steps of some milliseconds. */
  *finishInSteps(failure?: ReadFailure): Generator<void, Result> {
    if (this.ended) throw new Error('the pipeline has finished');
    this.ended = true;
    if (this.progress.isWithinFile) this.endFile(failure);
    else if (!this.progress.files.areSeveral) this.endBytes(failure);
    const grouping = this.wholeGrouping ?? (yield* this.groupInSteps());
    this.checkBalance();
    this.state = endState(failure ?? this.progress.tally.failures[0]?.failure);
    return resultOf(this.dataset(), grouping);
  }

  /** The last grouping, if it covers all events. */
  private get wholeGrouping(): Grouping | undefined {
    const { latest } = this.grouping;
    return latest?.eventCount === this.store.count ? latest : undefined;
  }

  private get checkpoint(): Checkpoint {
    const { store, rejections, ended } = this;
    const counted = { validEvents: store.count, rejections: rejections.count };
    const place = { ...this.progress.start, byteOffset: this.progress.bytes };
    return { ...this.scan.scanner.counters, ...counted, ...place, ended };
  }

  private turnTo(file: number, own: PipelineSettings | undefined, place?: FilePlace): void {
    const { progress } = this;
    const { counters } = this.scan.scanner;
    this.current = this.scans.of(own);
    const { scan, reporter } = this.current;
    // Counts go on through all files.
    Object.assign(scan.scanner.counters, { ...counters });
    progress.begin(file, own, counters, place && { bytes: place.bytes, lines: place.counters.line - 1 });
    if (place === undefined) scan.beginFile();
    else scan.resumeFile(place.bytes, place.counters);
    if (reporter !== undefined) reporter.file = progress.files.nameOf(progress.start);
  }

  private get isBetweenFiles(): boolean {
    return this.progress.files.areSeveral && !this.progress.isWithinFile;
  }

  private endBytes(failure: ReadFailure | undefined): void {
    if (failure === undefined) this.advance(true);
    else this.breakOff();
  }

  private breakOff(): void {
    const { scan } = this;
    this.advance(false);
    scan.breakOff();
    scan.take(scan.buffer.window(false));
    this.progress.bytes = scan.byteOffset;
  }

  private checkBalance(): void {
    const { latest } = this.grouping;
    this.imbalances = latest === undefined ? [] : checkBalance(this.checkpoint, latest);
  }

  private advance(final: boolean): void {
    const { scan } = this;
    const { lines, start } = this.progress;
    scan.advance(Number.POSITIVE_INFINITY, final);
    scan.take(scan.buffer.window(final));
    lines.add(start.byteBase + scan.byteOffset, start.lineBase + scan.scanner.counters.line);
  }
}
