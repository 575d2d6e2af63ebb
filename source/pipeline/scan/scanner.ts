import { FastPath } from '../kernel/fast-path.ts';
import { KernelReader } from '../kernel/kernel-reader.ts';
import type { PipelineSettings } from '../settings.ts';
import type { Dictionaries } from '../store/dictionaries.ts';
import type { EventBatch } from '../store/event-batch.ts';
import { RejectionBatch } from '../store/rejection-batch.ts';
import { beginPlace, ScanCounters } from '../store/scan-counters.ts';
import { StrayBatch } from '../store/stray-batch.ts';
import { CLOSE_BRACKET, indexOfByte, OPEN_BRACE } from '../text/bytes.ts';
import { compileFields } from '../validate/fields.ts';
import { outerKeysOf } from '../validate/outer-keys.ts';
import { RECORD_TOO_LONG } from '../validate/reasons.ts';
import { parseRecordPath } from '../validate/record-path.ts';
import { byteOrderMarkEnd } from './byte-order-mark.ts';
import { internersOf } from './interners.ts';
import type { ReadPaths, RecordScanner, TooLongBeginning } from './record-scanner.ts';
import { seemingStart } from './seeming-start.ts';
import { countSeparators, passStrayBrace } from './separators.ts';
import { type NextStep, PASSED, READ_REGION, READ_TEXT, ShapeScan } from './shape/shape-scan.ts';
import { TextRecords } from './shape/text-records.ts';
import { SlowPath } from './slow-path.ts';
import { AT_LIMIT, EVENT_OR_ENVELOPE, NEEDS_MORE, type Refusal, ROWS_FULL, type Stop } from './stop.ts';
import { TooLongRecord } from './too-long-record.ts';
import { guarded, type Window } from './window-buffer.ts';

/** A long record that is being skipped. */
interface TooLong extends TooLongBeginning {
  readonly record: TooLongRecord;
}

/** The scanner of JSON objects: the fast path as far as it goes, the slow path for the record it refuses, and so on. */
export class Scanner implements RecordScanner {
  readonly bytesBefore = 0;
  readonly counters = new ScanCounters();
  readonly rejected = new RejectionBatch();
  readonly strays = new StrayBatch(this.counters);
  stop: Stop = AT_LIMIT;
  private readonly fast: FastPath;
  private readonly slow: SlowPath;
  readonly shape: ShapeScan | undefined;
  private readonly texts: TextRecords | undefined;
  private readonly useFastPath: boolean;
  private readonly readsInPlace: boolean;
  private tooLong: TooLong | undefined;

  /** `rowCapacity`: how many events can wait. */
  constructor(
    private readonly settings: PipelineSettings,
    dictionaries: Dictionaries,
    rowCapacity: number,
    paths: ReadPaths = 'both',
  ) {
    const fields = compileFields(settings);
    this.fast = new FastPath(settings, fields, internersOf(dictionaries), rowCapacity);
    this.useFastPath = paths === 'both' && !this.fast.isPlain;
    // What is read around records is appended to each, outside of the window of the kernel.
    this.readsInPlace = this.useFastPath && outerKeysOf(settings) === undefined;
    const reader = this.readsInPlace ? new KernelReader(this.fast) : undefined;
    const { rows, rejected, strays, counters } = this;
    const parts = { settings, dictionaries, rows, rejected, strays, counters };
    this.slow = new SlowPath(parts, fields, reader);
    if (settings.records === undefined) return;
    const { taker, objects } = this.slow;
    const path = parseRecordPath(settings.records);
    this.shape = new ShapeScan(path, { ...parts, objects }, reader);
    this.slow.shape = this.shape;
    this.texts = new TextRecords(parts, fields, taker, objects);
    this.slow.texts = this.texts;
  }

  get fastPath(): FastPath | undefined {
    return this.useFastPath ? this.fast : undefined;
  }

  get rows(): EventBatch {
    return this.fast.rows;
  }

  set flush(flush: (() => void) | undefined) {
    this.slow.flush = flush;
  }

  readonly reserve = (byteLength: number): Uint8Array => this.fast.reserve(byteLength);

  clear(byteBase: number, lineBase: number): void {
    this.rows.begin(byteBase, lineBase);
    this.rejected.clear();
    this.strays.clear();
  }

  scan(window: Window, from: number, limit: number): number {
    let at = from;
    this.stop = AT_LIMIT;
    const until = Math.min(limit, window.to);
    while (at < until || (this.tooLong !== undefined && at < window.to)) {
      if (this.tooLong !== undefined) {
        at = this.passTooLong(this.tooLong, window, at);
        continue;
      }
      const { shape } = this;
      if (shape !== undefined && !(this.readsInPlace && shape.isInArray(window.base + at))) {
        const next = this.scanShape(shape, window, at, until);
        if (this.stop !== AT_LIMIT) return next;
        at = next;
        continue;
      }
      at = this.useFastPath
        ? this.fast.run(window, at, until, this.counters, this.strays, shape !== undefined)
        : this.passSeparators(window, at, until);
      if (at >= until) break;
      const next =
        shape !== undefined && window.bytes[at] === CLOSE_BRACKET
          ? shape.passBracket(window, at)
          : (this.passStrayBrace(window, at) ??
            this.rowsFull() ??
            (shape && this.recordInArray(shape, window, at)) ??
            this.slow.record(window, at, until));
      // Not an index, so it is one of the refusals.
      if (next < 0) return this.stopFor(next as Refusal, at);
      at = next;
    }
    return at;
  }

  /** As `scan`, of one record of a shape and what is before it; sets `stop` if it cannot go on. */
  private scanShape(shape: ShapeScan, window: Window, from: number, until: number): number {
    const { slow } = this;
    let step: NextStep = shape.next(window, from, until);
    if (step === READ_REGION) {
      // It is read in place from its first record on.
      if (this.readsInPlace && shape.isInArray(window.base + shape.at)) return shape.at;
      step = shape.nextRecord(window, shape.at, until);
    }
    const { at } = shape;
    if (step === PASSED) return at;
    if (step < 0) return this.stopFor(step as Refusal, at);
    slow.taker.members = shape.membersAround(window, at);
    if (slow.taker.members === undefined) return this.stopFor(NEEDS_MORE, at);
    if (step === READ_TEXT)
      return this.afterRecord(shape, at, this.rowsFull() ?? this.texts?.read(window, at) ?? NEEDS_MORE);
    const passed = this.passStrayBrace(window, at);
    if (passed !== undefined) return passed < 0 ? this.stopFor(NEEDS_MORE, at) : passed;
    const boundary = shape.boundary(window, at);
    const part = boundary === window.to ? window : { ...window, to: boundary, final: true };
    return this.afterRecord(shape, at, this.rowsFull() ?? slow.record(part, at, at + 1));
  }

  /** Reads one record of an array, or enters the envelope that begins there since the one before was never closed. */
  private recordInArray(shape: ShapeScan, window: Window, at: number): number {
    const next = this.slow.recordUnlessEnvelope(window, at);
    if (next !== EVENT_OR_ENVELOPE) return next;
    const another = shape.starts.beginsAnother(window, at);
    if (another === undefined) return NEEDS_MORE;
    return another ? shape.starts.enter(window, at) : this.slow.record(window, at, at + 1);
  }

  private rowsFull(): typeof ROWS_FULL | undefined {
    return this.rows.isFull ? ROWS_FULL : undefined;
  }

  /** `next`: where the slow path went on from the record at `at`, or why it did not take it. */
  private afterRecord(shape: ShapeScan, at: number, next: number): number {
    // Not an index, so it is one of the refusals.
    if (next < 0) return this.stopFor(next as Refusal, at);
    shape.recordRead();
    return next;
  }

  private stopFor(refusal: Refusal, at: number): number {
    this.stop = refusal;
    return at;
  }

  /**
   * Returns whether a path reads an event at the brace `from`, looking no further than `window.to`. Leaves rows, runs and
   * counters to be cleared.
   */
  readsAsEvent(path: 'fast' | 'slow', window: Window, from: number): boolean {
    const { rows, rejected, counters } = this;
    this.clear(window.base, counters.line);
    counters.strayBytesOnLine = 0;
    if (path === 'fast' && !this.useFastPath) return false;
    const read = (): number =>
      path === 'fast'
        ? this.fast.run(window, from, from + 1, counters, this.strays)
        : this.slow.record(window, from, from + 1);
    return guarded(window, read) > from && rows.count === 1 && rejected.count === 0;
  }

  seemingStart(window: Window, until: number): number {
    return seemingStart((path, part, from) => this.readsAsEvent(path, part, from), window, until);
  }

  passBetween(
    counters: ScanCounters,
    strays: StrayBatch,
    bytes: Uint8Array,
    from: number,
    to: number,
    base: number,
  ): boolean {
    if (indexOfByte(bytes, OPEN_BRACE, from, to) >= 0) return false;
    countSeparators(counters, strays, bytes, from, to, base);
    return true;
  }

  get isWithinRecord(): boolean {
    return this.tooLong !== undefined;
  }

  beginFile(byteOffset: number, line: number): void {
    beginPlace(this.counters, line, byteOffset);
  }

  passByteOrderMark(bytes: Uint8Array, from: number): number {
    return byteOrderMarkEnd(bytes, from, this.counters);
  }

  beginTooLong({ base }: Window, from: number): TooLongBeginning {
    const { counters } = this;
    this.strays.endBeforeRecord();
    counters.records++;
    const { line, lineStartOffset, records: recordNumber } = counters;
    const record = new TooLongRecord(base + from, base + from - lineStartOffset);
    this.tooLong = { record, recordNumber, line, lineStartOffset };
    return this.tooLong;
  }

  end(byteOffset: number): void {
    this.strays.endOfLine();
    if (this.tooLong !== undefined) this.endTooLong(this.tooLong, byteOffset);
  }

  /** Four times as many each time. */
  bytesWanted({ to }: Window, at: number): number {
    return Math.min(4 * (to - at), this.settings.maxRecordBytes + 1);
  }

  private passStrayBrace(window: Window, at: number): number | undefined {
    const { counters, strays, settings } = this;
    if (counters.strayBytesOnLine === 0) return undefined;
    return passStrayBrace(counters, strays, window, at, settings.maxRecordBytes);
  }

  private passSeparators({ bytes, base }: Window, from: number, until: number): number {
    const brace = indexOfByte(bytes, OPEN_BRACE, from, until);
    const end = brace < 0 ? until : brace;
    countSeparators(this.counters, this.strays, bytes, from, end, base);
    return end;
  }

  private passTooLong(tooLong: TooLong, { bytes, to, base }: Window, from: number): number {
    const end = tooLong.record.scan(bytes, from, to, base, this.counters);
    if (end < 0) return to;
    this.endTooLong(tooLong, base + end);
    return end;
  }

  private endTooLong({ record, recordNumber, line, lineStartOffset }: TooLong, stopOffset: number): void {
    this.tooLong = undefined;
    const byteLength = record.end(stopOffset, this.counters);
    this.rejected.append(RECORD_TOO_LONG, record.byteOffset, byteLength, recordNumber, line, lineStartOffset);
  }
}
