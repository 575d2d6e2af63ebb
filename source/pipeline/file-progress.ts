import type { PipelineWatch } from './pipeline-watch.ts';
import { EMPTY_TALLY, type FileTally, joinTallies, withoutFailure } from './result/file-tally.ts';
import type { ReadFailure } from './scan/read-failure.ts';
import type { PipelineSettings } from './settings.ts';
import { FIRST_FILE, type FileStart, FileTable, type SkippedPart } from './store/file-table.ts';
import { LineIndex } from './store/line-index.ts';
import { copyCounters, ScanCounters } from './store/scan-counters.ts';
import { type StrayColumns, StrayStore } from './store/stray-store.ts';

/** Where to go on with a file after others were read: how many bytes of it were read, and its counters there. */
export interface FilePlace {
  /** The number of the file. */
  readonly file: number;
  readonly bytes: number;
  readonly counters: Readonly<ScanCounters>;
  readonly own: PipelineSettings | undefined;
}

/** What a file turned out to hold. */
export interface FileEnd {
  readonly records: number;
  readonly strayBytes: number;
}

/**
 * Where a pipeline is among its files: where the open one begins, how much of it was read, and where all before it began. A
 * stretch is what was read of a file without leaving it for another. A single file is neither begun nor ended, and begins at
 * 0.
 */
export class FileProgress {
  readonly files: FileTable;
  readonly lines = new LineIndex();
  readonly strays = new StrayStore();
  /** Where the open file begins. */
  start: FileStart = FIRST_FILE;
  /** How many bytes of it were read. */
  bytes = 0;
  tally: FileTally = EMPTY_TALLY;
  /** The counters at the beginning of that file; below, how many places of lines and stray runs there were. */
  before: Readonly<ScanCounters> = new ScanCounters();
  private linesBefore = 0;
  private straysBefore = this.strays.columns();
  private isOpen = false;
  /** Where the current stretch begins among all bytes. */
  private firstByte = 0;
  private own: PipelineSettings | undefined;

  /** `names`: of several files. `onStraysDropped`: see PipelineWatch. */
  constructor(
    names: readonly string[] | undefined,
    private readonly onStraysDropped: PipelineWatch['onStraysDropped'],
  ) {
    this.files = new FileTable(names);
  }

  /** How much of the input was read. */
  get inputBytes(): number {
    return this.start.byteBase + this.bytes;
  }

  /** How many bytes were read before the current stretch. */
  get bytesBefore(): number {
    return this.isOpen ? this.firstByte : this.inputBytes;
  }

  /** Whether the open file has no record so far: it may be taken back. */
  isUndecided({ records }: Readonly<ScanCounters>): boolean {
    return this.isOpen && records === this.before.records && this.firstByte === this.start.byteBase;
  }

  /** The stray runs as plain data; `withoutLast`: without those of the open file. */
  strayColumns(withoutLast: boolean): StrayColumns {
    return withoutLast ? this.straysBefore : this.strays.columns();
  }

  /** Makes a single input, after some of it was read, the first of several files: see `Pipeline.continueIn`. */
  becomeSeveral(name: string): void {
    this.files.addName(name);
    this.files.begin(this.start);
    this.linesBefore = 1;
    this.isOpen = true;
  }

  /** Whether a file was begun that has not ended. */
  get isWithinFile(): boolean {
    return this.isOpen;
  }

  /** Begins a file. `counters`: at its beginning. */
  begin(
    file: number,
    own: PipelineSettings | undefined,
    counters: Readonly<ScanCounters>,
    skipped?: SkippedPart,
  ): void {
    const { byteBase, lineBase } = this.start;
    const [bytes, lines] = [skipped?.bytes ?? 0, skipped?.lines ?? 0];
    this.start = { file, byteBase: byteBase - bytes, lineBase: lineBase - lines };
    this.firstByte = byteBase;
    this.bytes = bytes;
    this.own = own;
    this.isOpen = true;
    this.before = { ...counters };
    this.linesBefore = this.lines.length;
    this.straysBefore = this.strays.columns();
    this.files.begin({ ...this.start, skipped, own });
    this.lines.addFile(byteBase, lineBase);
  }

  /** Leaves the file; returns where to go on with it, or undefined if it was taken back. */
  leave(counters: ScanCounters): FilePlace | undefined {
    const { start, bytes, own } = this;
    const place = { file: start.file, bytes, own, counters: copyCounters(counters) };
    const isTakenBack = this.isUndecided(counters);
    this.end(counters, undefined);
    return isTakenBack ? undefined : place;
  }

  /** Ends the file. If it holds no record its stray runs are dropped, and `counters` are reset to its beginning. */
  end(counters: ScanCounters, failure: ReadFailure | undefined): FileEnd {
    const { file, byteBase, lineBase } = this.start;
    const records = counters.records - this.before.records;
    const strayBytes = counters.strayBytes - this.before.strayBytes;
    if (failure !== undefined) this.leaveOut({ ...EMPTY_TALLY, failed: 1, failures: [{ file, failure }] });
    if (this.isUndecided(counters)) {
      Object.assign(counters, this.before);
      this.files.dropLast();
      this.lines.cutTo(this.linesBefore);
      this.strays.cutTo(this.straysBefore);
      this.onStraysDropped?.(this.strays.count);
    } else {
      this.start = {
        file: file + 1,
        byteBase: byteBase + this.bytes,
        lineBase: lineBase + counters.line,
      };
    }
    this.bytes = 0;
    this.isOpen = false;
    return { records, strayBytes };
  }

  /** Counts files that are left out, and why. */
  leaveOut(tally: FileTally): void {
    this.tally = joinTallies(this.tally, tally);
  }

  /** Notes that a file which could not be read can be read after all. */
  recovered(file: number): void {
    this.tally = withoutFailure(this.tally, file);
  }
}
