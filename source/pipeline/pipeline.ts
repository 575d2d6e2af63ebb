import { runToEnd } from './columns/cooperative.ts';
import { datasetOf } from './dataset-of.ts';
import type { FileEnd, FilePlace } from './file-progress.ts';
import { CurrentGrouping } from './group/current-grouping.ts';
import { GroupingExtender } from './group/extend-grouping.ts';
import { type Grouping, groupInSteps } from './group/grouping.ts';
import { InputScan } from './input-scan.ts';
import type { PipelineWatch } from './pipeline-watch.ts';
import type { Rejection } from './reject/rejection.ts';
import { checkBalance } from './result/balance.ts';
import { type Dataset, endState, FOLLOWING, LOADING, type LoadState, mayGrow } from './result/dataset.ts';
import type { FileTally } from './result/file-tally.ts';
import { type Result, resultOf } from './result/result.ts';
import type { Checkpoint } from './scan/checkpoint.ts';
import type { ReadFailure } from './scan/read-failure.ts';
import type { ReadPaths } from './scan/record-scanner.ts';
import { checkGap, completeSettings, type PipelineSettings, type RunSettings } from './settings.ts';
import { EventStore } from './store/event-store.ts';
import { RejectionStore } from './store/rejection-store.ts';

/**
 * Bytes in, cut anywhere; columns out. No I/O, no clock, no random: the same bytes give the same result.
 *
 *     const pipeline = new Pipeline({ gapSeconds: 1800 });
 *     for await (const chunk of createReadStream('events.json')) pipeline.push(chunk);
 *     const { totals, sessions } = pipeline.finish();
 */
export class Pipeline {
  /** With the defaults of those that were not given. */
  readonly settings: PipelineSettings;
  private readonly store: EventStore;
  private readonly rejections = new RejectionStore();
  private readonly input: InputScan;
  private readonly grouping: CurrentGrouping;
  private readonly extender: GroupingExtender;
  private imbalances: readonly string[] = [];
  /** `finish` was called; `state` changes once grouping is done. */
  private ended = false;
  private state: LoadState = LOADING;

  /**
   * `onRejection` is called with each rejection and its text, in file order, as soon as it is found; without it no text
   * is made. Throws TypeError for a setting that does not exist, RangeError for a value that is not valid.
   */
  constructor(settings?: Partial<RunSettings>, onRejection?: (rejection: Rejection) => void);
  /**
   * `paths: 'slow'` leaves out the fast path, for tests that compare the two. `fileNames`: of an input of several files,
   * each of which is begun with `beginFile`.
   * @internal
   */
  constructor(
    settings?: Partial<RunSettings>,
    onRejection?: (rejection: Rejection) => void,
    paths?: ReadPaths,
    watch?: PipelineWatch,
    fileNames?: readonly string[],
  );
  constructor(
    settings: Partial<RunSettings> = {},
    onRejection?: (rejection: Rejection) => void,
    paths: ReadPaths = 'both',
    watch: PipelineWatch = {},
    fileNames?: readonly string[],
  ) {
    const { gapSeconds, ...reading } = completeSettings(settings);
    this.settings = reading;
    this.grouping = new CurrentGrouping(gapSeconds);
    this.extender = new GroupingExtender(this.settings.idDecides);
    this.store = EventStore.empty(reading.hashSeed);
    this.input = new InputScan(
      reading,
      { store: this.store, rejections: this.rejections },
      paths,
      onRejection,
      watch,
      fileNames,
    );
  }

  /** The counts so far; the last record may be missing from them until the input ends. */
  get counted(): { inputBytes: number; totalEvents: number; validEvents: number; skippedEvents: number } {
    const { input, store, rejections } = this;
    return {
      inputBytes: input.progress.inputBytes,
      totalEvents: input.counters.records,
      validEvents: store.count,
      skippedEvents: rejections.count,
    };
  }

  /**
   * Takes the next bytes of the input. They are copied: the caller may use the chunk again. Throws after `finish`, and
   * TypeError for what is no Uint8Array.
   */
  push(chunk: Uint8Array): void {
    if (!(chunk instanceof Uint8Array)) {
      throw new TypeError('a chunk must be a Uint8Array; TextEncoder makes one of a string');
    }
    if (this.ended) throw new Error('the pipeline has finished');
    this.input.push(chunk);
  }

  /**
   * Begins file `file` of several, with the next bytes. A record never goes on in another file, so the open one must be
   * ended before. `own`: the settings to read it with, if they are not those of all.
   * @internal
   */
  beginFile(file: number, own?: PipelineSettings): void {
    this.input.turnTo(file, own);
  }

  /**
   * Ends the file; returns how many records and stray bytes it has. One without any record is taken back: nothing of it is
   * counted, and the caller says why (`leaveOut`). `failure`: as in `finish`.
   * @internal
   */
  endFile(failure?: ReadFailure): FileEnd {
    return this.input.endFile(failure);
  }

  /**
   * Ends the only file, or a followed one, and begins another with the next bytes. A record that has not ended by now never
   * will, and is rejected. `name`: that of both files, if the first has none yet.
   * @internal
   */
  continueIn(name: string): void {
    this.input.continueIn(name);
  }

  /**
   * Leaves a growing file of several, so that others can be read. Returns where it goes on, after its last whole record;
   * undefined if it has none yet, and so must be begun again. The bytes after that place must be pushed again.
   * @internal
   */
  leaveFile(): FilePlace | undefined {
    return this.input.leaveFile();
  }

  /** Goes on with a file where it was left. The next bytes must be those from there. @internal */
  resumeFile(place: FilePlace): void {
    this.input.turnTo(place.file, place.own, place);
  }

  /** Adds a file to those of an input; returns its number. @internal */
  addFile(name: string): number {
    return this.input.progress.files.addName(name);
  }

  /** Gives a file of several another name: it was moved while it is followed. @internal */
  renameFile(file: number, name: string): void {
    this.input.progress.files.rename(file, name);
  }

  /** The names of several files by now; undefined for an input that is one. @internal */
  get fileNames(): readonly string[] | undefined {
    return this.input.progress.files.names;
  }

  /** Call it when all bytes so far were pushed, and more may come. A record that has not ended waits for its rest. */
  caughtUp(): void {
    this.input.catchUp();
    this.state = FOLLOWING;
  }

  /** Call it when more was appended than is pushed at once: until `caughtUp`, the input counts as loading. */
  fellBehind(): void {
    this.state = LOADING;
  }

  /** Whether everything that exists so far was read, and more may come. */
  get isFollowing(): boolean {
    return this.state === FOLLOWING;
  }

  /** Counts files that were left out, and why. @internal */
  leaveOut(tally: FileTally): void {
    this.input.progress.leaveOut(tally);
  }

  /** Notes that a file which could not be read, and was left out, can be read now. `file`: its number. @internal */
  recovered(file: number): void {
    this.input.progress.recovered(file);
  }

  /**
   * What is known so far, for reading while the input continues, on another thread too. Cheap: it shares the columns
   * instead of copying them.
   */
  dataset(): Dataset {
    const { settings, store, rejections, input, state, imbalances } = this;
    const { progress, counters: read } = input;
    const grouping = this.grouping.latest;
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
   * again, so 10 million events take a fraction of a second. Throws as the constructor does.
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
    this.input.end(failure);
    const grouping = this.wholeGrouping ?? (yield* this.groupInSteps());
    this.checkBalance();
    this.state = endState(failure ?? this.input.progress.tally.failures[0]?.failure);
    return resultOf(this.dataset(), grouping);
  }

  /** The last grouping, if it covers all events. */
  private get wholeGrouping(): Grouping | undefined {
    const { latest } = this.grouping;
    return latest?.eventCount === this.store.count ? latest : undefined;
  }

  private get checkpoint(): Checkpoint {
    const { store, rejections, input, ended } = this;
    const counted = { validEvents: store.count, rejections: rejections.count };
    const place = { ...input.progress.start, byteOffset: input.progress.bytes };
    return { ...input.counters, ...counted, ...place, ended };
  }

  private checkBalance(): void {
    const { latest } = this.grouping;
    this.imbalances = latest === undefined ? [] : checkBalance(this.checkpoint, latest);
  }
}
