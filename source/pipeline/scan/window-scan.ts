import type { PipelineSettings } from '../settings.ts';
import type { Dictionaries } from '../store/dictionaries.ts';
import { resumePlace, type ScanCounters } from '../store/scan-counters.ts';
import { newScanner } from './record-format.ts';
import type { ReadPaths, RecordScanner, TooLongBeginning } from './record-scanner.ts';
import { NEEDS_MORE, ROWS_FULL, TOO_LONG } from './stop.ts';
import { type Window, WindowBuffer } from './window-buffer.ts';

/** Receives what a scan finds. */
export interface Taker {
  /**
   * Takes all rows, rejections and stray runs that wait in `scanner`; `window` holds the bytes of all these rejections.
   */
  take(scanner: RecordScanner, window: Window): void;
  /** A record too long to be held begins at `from`; when it ends it is the first of the rejections that wait. */
  onTooLongRecord?(beginning: TooLongBeginning, window: Window, from: number): void;
}

/**
 * Reads bytes as they arrive, in order, as far as possible: moves a window over the input, and a scanner with it.
 */
export class WindowScan {
  readonly scanner: RecordScanner;
  readonly buffer: WindowBuffer;
  /** The window must hold this much before it is worth scanning again. */
  bytesWanted = 0;

  constructor(
    settings: PipelineSettings,
    dictionaries: Dictionaries,
    rowCapacity: number,
    paths: ReadPaths,
    private readonly taker: Taker,
  ) {
    this.scanner = newScanner(settings, dictionaries, rowCapacity, paths);
    this.buffer = new WindowBuffer(this.scanner.reserve);
  }

  /** Where reading goes on. */
  get byteOffset(): number {
    return this.buffer.base + this.buffer.from;
  }

  /**
   * Reads the records that begin before `limitOffset`, as far as their bytes are there; with `final` there will be no
   * more. Returns whether it got that far; if not it needs more bytes, or the input has ended.
   */
  advance(limitOffset: number, final: boolean): boolean {
    const { scanner, buffer } = this;
    const window = buffer.window(final);
    scanner.flush = () => this.take(window);
    this.bytesWanted = 0;
    if (this.byteOffset === 0 && !this.passByteOrderMark(window)) return false;
    for (;;) {
      buffer.readTo(scanner.scan(window, buffer.from, limitOffset - window.base));
      switch (scanner.stop) {
        case ROWS_FULL:
          this.take(window);
          break;
        case TOO_LONG:
          this.take(window);
          this.beginTooLong(window);
          break;
        case NEEDS_MORE:
          // A record that is cut off is tried again when there is four times as much of it, so that a long one is not
          // read over and over, and when there is enough to know that it is too long.
          this.bytesWanted = scanner.bytesWanted(window, buffer.from);
          return false;
        default:
          if (final && buffer.from === window.to) scanner.end(this.byteOffset);
          return this.byteOffset >= limitOffset && !scanner.isWithinRecord;
      }
    }
  }

  /**
   * After `advance`, if the input continues but its bytes cannot be read. A record that has not ended is left out, except
   * one that has reached --max-record: it is rejected whatever follows.
   */
  breakOff(): void {
    this.scanner.end(this.byteOffset);
  }

  /**
   * Begins another file, after all bytes of the one before were read or given up: no record crosses the border, and
   * offsets and lines begin again.
   */
  beginFile(): void {
    const { scanner, buffer } = this;
    buffer.begin(0);
    this.bytesWanted = 0;
    scanner.beginFile(0, 1);
    scanner.strays.expectAfter(scanner.counters);
    scanner.clear(0, 1);
  }

  /** Goes on with a file at a byte offset of it, where `counters` were, after others were read. */
  resumeFile(byteOffset: number, counters: Readonly<ScanCounters>): void {
    const { scanner, buffer } = this;
    buffer.begin(byteOffset);
    this.bytesWanted = 0;
    // All else that a scanner keeps of a file counts from its first byte.
    scanner.beginFile(0, 1);
    resumePlace(scanner.counters, counters);
    scanner.strays.expectAfter(scanner.counters);
    scanner.clear(byteOffset, counters.line);
  }

  /**
   * Hands over the results. Must be called before bytes that were read are dropped: rejections' texts are made of them.
   */
  take(window: Window): void {
    const { scanner, buffer } = this;
    this.taker.take(scanner, window);
    scanner.strays.expectAfter(scanner.counters);
    scanner.clear(window.base + buffer.from, scanner.counters.line);
  }

  private beginTooLong(window: Window): void {
    const { scanner, buffer, taker } = this;
    const beginning = scanner.beginTooLong(window, buffer.from);
    taker.onTooLongRecord?.(beginning, window, buffer.from);
  }

  private passByteOrderMark(window: Window): boolean {
    const { buffer, scanner } = this;
    if (window.to - buffer.from < 3 && !window.final) return false;
    buffer.readTo(scanner.passByteOrderMark(window.bytes, buffer.from));
    return true;
  }
}
