import { type FileEnd, type FilePlace, FileProgress } from './file-progress.ts';
import type { PipelineWatch } from './pipeline-watch.ts';
import type { Rejection } from './reject/rejection.ts';
import { BySettings } from './scan/by-settings.ts';
import type { ReadFailure } from './scan/read-failure.ts';
import type { ReadPaths } from './scan/record-scanner.ts';
import type { WindowScan } from './scan/window-scan.ts';
import { newScanOfFiles, type ScanOfFiles } from './scan-of-files.ts';
import type { PipelineSettings } from './settings.ts';
import type { EventStore } from './store/event-store.ts';
import type { RejectionStore } from './store/rejection-store.ts';
import type { ScanCounters } from './store/scan-counters.ts';

/** Bytes are taken in chunks of this size: a chunk is still in the cache when it is read after being copied. */
const CHUNK_BYTES = 1024 * 1024;
/**
 * A record is read again with every push until a quarter of this has arrived, so that a slow pipe has each record as soon
 * as it ends. A longer one is read again only after growing fourfold.
 */
const SHORT_BYTES = 4096;

/** The stores that the scan fills. */
interface Stores {
  readonly store: EventStore;
  readonly rejections: RejectionStore;
}

/** Scans the bytes of an input, of a single file or of several, into stores: see the methods of Pipeline. */
export class InputScan {
  readonly progress: FileProgress;
  private readonly scans: BySettings<ScanOfFiles>;
  /** The scan of the file that is read. */
  private current: ScanOfFiles;

  constructor(
    settings: PipelineSettings,
    stores: Stores,
    paths: ReadPaths,
    onRejection: ((rejection: Rejection) => void) | undefined,
    watch: PipelineWatch,
    fileNames: readonly string[] | undefined,
  ) {
    const progress = new FileProgress(fileNames, watch.onStraysDropped);
    this.progress = progress;
    this.scans = new BySettings<ScanOfFiles>(settings, (own) =>
      newScanOfFiles(own, { ...stores, progress }, paths, onRejection, watch),
    );
    this.current = this.scans.common;
  }

  /** The counts of all files so far. */
  get counters(): Readonly<ScanCounters> {
    return this.scan.scanner.counters;
  }

  push(chunk: Uint8Array): void {
    this.progress.bytes += chunk.length;
    for (let at = 0; at < chunk.length; at += CHUNK_BYTES) {
      this.scan.buffer.append(chunk.subarray(at, at + CHUNK_BYTES));
      const { buffer, bytesWanted } = this.scan;
      if (buffer.length >= bytesWanted || bytesWanted <= SHORT_BYTES) this.advance(false);
    }
  }

  /** Reads all that was pushed; a record that has not ended waits for its rest. */
  catchUp(): void {
    const isBetweenFiles = this.progress.files.areSeveral && !this.progress.isWithinFile;
    if (this.scan.buffer.length > 0 && !isBetweenFiles) this.advance(false);
  }

  /** Begins a file, or with `place` goes on with it there. */
  turnTo(file: number, own: PipelineSettings | undefined, place?: FilePlace): void {
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

  endFile(failure?: ReadFailure): FileEnd {
    this.endBytes(failure);
    return this.progress.end(this.scan.scanner.counters, failure);
  }

  continueIn(name: string): void {
    const { progress } = this;
    if (!progress.files.areSeveral) progress.becomeSeveral(name);
    this.endFile();
    this.turnTo(progress.files.addName(name), undefined);
  }

  leaveFile(): FilePlace | undefined {
    this.breakOff();
    return this.progress.leave(this.scan.scanner.counters);
  }

  /** Ends the input, and the file that is read, if there is one. */
  end(failure: ReadFailure | undefined): void {
    if (this.progress.isWithinFile) this.endFile(failure);
    else if (!this.progress.files.areSeveral) this.endBytes(failure);
  }

  private get scan(): WindowScan {
    return this.current.scan;
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

  private advance(final: boolean): void {
    const { scan } = this;
    const { lines, start } = this.progress;
    scan.advance(Number.POSITIVE_INFINITY, final);
    scan.take(scan.buffer.window(final));
    lines.add(start.byteBase + scan.byteOffset, start.lineBase + scan.scanner.counters.line);
  }
}
