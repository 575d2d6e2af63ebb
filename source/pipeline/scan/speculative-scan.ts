import type { PipelineSettings } from '../settings.ts';
import type { Dictionaries } from '../store/dictionaries.ts';
import { addCounts, copyCounters, ScanCounters } from '../store/scan-counters.ts';
import { StrayBatch } from '../store/stray-batch.ts';
import { CLOSE_BRACKET, indexOfByte, LINE_FEED } from '../text/bytes.ts';
import { compileFields, fewestEventBytes } from '../validate/fields.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { ReadFailure } from './read-failure.ts';
import type { ReadPaths, RecordScanner } from './record-scanner.ts';
import { braceOnItsLine } from './seeming-start.ts';
import type { ShapeScan } from './shape/shape-scan.ts';
import { NEEDS_MORE } from './stop.ts';
import type { ReadAt, Window } from './window-buffer.ts';
import { type Taker, WindowScan } from './window-scan.ts';

/** Bytes read at once beyond a chunk: usually enough for its last record. */
const BYTES_BEYOND = 8 * 1024;
/** On how many lines an envelope is searched for: without one the chunk most likely begins within an array. */
const MOST_ENVELOPES_TRIED = 8;
/** How much of a chunk is searched for a guess; without one the chunk waits for the one before. */
const GUESS_BYTES = 128 * 1024;
/** A scan that began with a guess does not follow a record that is longer than this. */
const LONGEST_GUESSED_BYTES = 4 * 1024 * 1024;

/** A place at which a chunk was read before what precedes it was known. */
interface Guess {
  readonly byteOffset: number;
  /** How far it was read, as an index of the window. */
  readonly readTo: number;
  /** Whether it was read as if it began within the array of an envelope. */
  readonly isWithin: boolean;
}

/** Takes the results of chunks: rows and rejections are numbered from `checkpoint` on. */
export interface ChunkSink extends Omit<Taker, 'take'> {
  take(scan: SpeculativeScan, window: Window): void;
}

/**
 * Reads the records that begin in a chunk, one chunk of the input after another. A chunk is read before what precedes it
 * is known (`speculate`), from where a record seems to begin. Once everything before it is known, `join` checks whether
 * reading arrives at that place, and reads the chunk again if it does not. So the result never depends on a guess.
 *
 * Speculative data parallelism with states reconciled at the cuts, as for parsers of CSV and JSON (Ge et al.,
 * "Speculative Distributed CSV Data Parsing", SIGMOD 2019).
 */
export class SpeculativeScan {
  /** How many events and rejections come before those that wait. */
  eventsBefore = 0;
  rejectionsBefore = 0;
  private readonly scan: WindowScan;
  /** The brace from which the chunk was read speculatively, and how far, as an index of the window. */
  private guess: Guess | undefined;
  private limitOffset = 0;
  private inputEnds = false;
  /** Why the window holds no more of the input. It matters only if the chunk needs more. */
  private windowFailure: ReadFailure | undefined;
  private failureOfChunk: ReadFailure | undefined;

  constructor(
    settings: PipelineSettings,
    dictionaries: Dictionaries,
    private readonly chunkBytes: number,
    paths: ReadPaths,
    private readonly readAt: ReadAt,
    private readonly taker: ChunkSink,
  ) {
    const mostEvents = chunkBytes / fewestEventBytes(compileFields(settings), settings.table) + 1;
    const rowCapacity = 64 * Math.ceil(mostEvents / 64);
    this.scan = new WindowScan(settings, dictionaries, rowCapacity, paths, {
      take: (_, window) => this.give(window),
      onTooLongRecord: (beginning, window, from) => taker.onTooLongRecord?.(beginning, window, from),
    });
  }

  get scanner(): RecordScanner {
    return this.scan.scanner;
  }

  /**
   * After `join`: why the chunk could not be read to its end; the checkpoint that `join` returned is then after the last
   * record that ends before the failure.
   */
  get failure(): ReadFailure | undefined {
    return this.failureOfChunk;
  }

  /**
   * Reads the chunk from `startOffset` to `limitOffset` (infinity for the last one) as if a record began at the first
   * likely place.
   */
  speculate(startOffset: number, limitOffset: number): void {
    const { scanner, buffer } = this.scan;
    this.limitOffset = limitOffset;
    this.guess = undefined;
    scanner.flush = undefined;
    this.moveTo(Math.max(0, startOffset - scanner.bytesBefore));
    const { shape } = scanner;
    if (startOffset === 0 || shape?.canBeginAnywhere === false) return;
    this.forget();
    const window = buffer.window(this.inputEnds);
    const envelope = shape === undefined ? -1 : this.envelopeOnItsLine(window, shape);
    const from = envelope < 0 ? scanner.seemingStart(window, Math.min(window.to, GUESS_BYTES)) : envelope;
    if (from < 0) return;
    this.forget();
    const isWithin = shape !== undefined && envelope < 0;
    shape?.beginWithin(isWithin);
    const lineFeed = window.bytes.subarray(0, from).lastIndexOf(LINE_FEED);
    if (lineFeed >= 0) scanner.counters.lineStartOffset = window.base + lineFeed + 1;
    scanner.clear(window.base, 0);
    this.guess = { byteOffset: window.base + from, readTo: this.readGuessed(from), isWithin };
  }

  /**
   * Reads the chunk, or adopts the speculative reading, now that everything before it is known. Returns the checkpoint
   * after it.
   */
  join(checkpoint: Checkpoint): Checkpoint {
    const { scan } = this;
    const { scanner, buffer } = scan;
    this.failureOfChunk = undefined;
    this.eventsBefore = checkpoint.validEvents;
    this.rejectionsBefore = checkpoint.rejections;
    scanner.strays.expectAfter(checkpoint);
    if (checkpoint.ended || checkpoint.byteOffset >= this.limitOffset) {
      scanner.clear(checkpoint.byteOffset, checkpoint.line);
      return checkpoint;
    }
    if (!this.adopt(checkpoint)) this.readFrom(checkpoint);
    while (!scan.advance(this.limitOffset, this.inputEnds)) {
      if (this.inputEnds) break;
      if (this.windowFailure !== undefined) {
        this.failureOfChunk = this.windowFailure;
        scan.breakOff();
        break;
      }
      // Loading more drops bytes that were read, and the texts of rejections are made of them.
      scan.take(buffer.window(false));
      this.load(Math.max(scan.bytesWanted - buffer.length, this.chunkBytes));
    }
    return {
      ...checkpoint,
      ...scanner.counters,
      byteOffset: scan.byteOffset,
      validEvents: this.eventsBefore + scanner.rows.count,
      rejections: this.rejectionsBefore + scanner.rejected.count,
      ended: this.inputEnds && buffer.length === 0,
    };
  }

  /** Hands over the results that wait. After `join`, when other threads may already continue. */
  give(window: Window = this.scan.buffer.window(this.inputEnds)): void {
    const { rows, rejected } = this.scanner;
    this.taker.take(this, window);
    this.eventsBefore += rows.count;
    this.rejectionsBefore += rejected.count;
  }

  private moveTo(byteOffset: number): void {
    this.scan.buffer.begin(byteOffset);
    this.inputEnds = false;
    this.windowFailure = undefined;
    this.load(Math.min(this.limitOffset - byteOffset, this.chunkBytes) + BYTES_BEYOND);
  }

  private load(byteLength: number): void {
    const filled = this.scan.buffer.fill(byteLength, this.readAt);
    this.windowFailure = filled.failure;
    this.inputEnds = filled.failure === undefined && filled.byteLength < byteLength;
  }

  /** Resets the counters: nothing is known of what comes before. */
  private forget(): void {
    Object.assign(this.scanner.counters, new ScanCounters(), { line: 0, lineStartOffset: Number.NaN });
  }

  /** The first brace on its line with which an envelope begins; -1 if the chunk seems to be within one. */
  private envelopeOnItsLine(window: Window, shape: ShapeScan): number {
    const until = Math.min(window.to, GUESS_BYTES);
    for (
      let at = braceOnItsLine(window, 0, until), tries = MOST_ENVELOPES_TRIED;
      at >= 0 && tries > 0;
      at = braceOnItsLine(window, at, until), tries--
    ) {
      const begins = shape.starts.begins({ ...window, final: true }, at);
      if (begins === true) return at;
    }
    return -1;
  }

  /**
   * Continues from the guess as far as possible without knowing what precedes it; returns where it stopped. The window
   * keeps all of the chunk, in case it must be read again.
   */
  private readGuessed(from: number): number {
    const { limitOffset } = this;
    const { scanner, buffer } = this.scan;
    for (let at = from; ; ) {
      const window = buffer.window(this.inputEnds);
      at = scanner.scan(window, at, limitOffset - window.base);
      const wantedBytes = scanner.bytesWanted(window, at);
      if (scanner.stop !== NEEDS_MORE || wantedBytes > LONGEST_GUESSED_BYTES) return at;
      if (this.windowFailure !== undefined) return at;
      this.load(wantedBytes - (window.to - at));
    }
  }

  /**
   * Returns whether reading on from the checkpoint arrives at the guess. If so, what was found there is renumbered to
   * follow it.
   */
  private adopt(checkpoint: Checkpoint): boolean {
    const { guess } = this;
    const { scanner, buffer } = this.scan;
    const { bytes, base } = buffer.window(this.inputEnds);
    if (guess === undefined || checkpoint.byteOffset > guess.byteOffset) return false;
    const from = checkpoint.byteOffset - base;
    const to = guess.byteOffset - base;
    const { shape } = scanner;
    if (shape !== undefined) {
      const isSame = shape.isAsGuessed(checkpoint, guess.isWithin, guess.byteOffset);
      if (!isSame || (guess.isWithin && indexOfByte(bytes, CLOSE_BRACKET, from, to) >= 0)) return false;
    }
    const { counters, rows, rejected, strays } = scanner;
    const before = copyCounters(checkpoint);
    const straysBefore = new StrayBatch(before);
    straysBefore.expectAfter(checkpoint);
    if (!scanner.passBetween(before, straysBefore, bytes, from, to, base)) return false;
    // A record begins at the guess.
    straysBefore.endBeforeRecord();
    strays.shift(before.line);
    strays.prepend(straysBefore);
    rows.lineBase = before.line;
    rejected.shift(before.records, before.line, before.lineStartOffset);
    addCounts(counters, before);
    if (Number.isNaN(counters.lineStartOffset)) counters.lineStartOffset = before.lineStartOffset;
    buffer.readTo(guess.readTo);
    return true;
  }

  private readFrom(checkpoint: Checkpoint): void {
    const { scanner, buffer } = this.scan;
    const { byteOffset } = checkpoint;
    if (byteOffset >= buffer.base && byteOffset <= buffer.base + buffer.to)
      buffer.readTo(byteOffset - buffer.base);
    else this.moveTo(byteOffset);
    Object.assign(scanner.counters, copyCounters(checkpoint));
    scanner.clear(byteOffset, checkpoint.line);
  }
}
