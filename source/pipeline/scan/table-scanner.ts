import { FastPath } from '../kernel/fast-path.ts';
import { TablePath } from '../kernel/table-path.ts';
import type { PipelineSettings, TableLayout } from '../settings.ts';
import type { Dictionaries } from '../store/dictionaries.ts';
import type { EventBatch } from '../store/event-batch.ts';
import { RejectionBatch } from '../store/rejection-batch.ts';
import { beginPlace, ScanCounters } from '../store/scan-counters.ts';
import { StrayBatch } from '../store/stray-batch.ts';
import { DAMAGED, ENDLESS, MORE, RowFinder } from '../table/row-finder.ts';
import { endOfEmptyLine, trimLineEnds } from '../table/row-reader.ts';
import { TableReader } from '../table/table-reader.ts';
import { indexOfByte, LINE_FEED } from '../text/bytes.ts';
import { compileFields, openedKeys } from '../validate/fields.ts';
import { RECORD_TOO_LONG, ROW_ERROR } from '../validate/reasons.ts';
import { RecordValidator } from '../validate/validate.ts';
import { byteOrderMarkEnd } from './byte-order-mark.ts';
import { internersOf } from './interners.ts';
import type { ReadPaths, RecordScanner, TooLongBeginning } from './record-scanner.ts';
import { RecordTaker } from './record-taker.ts';
import { passLines } from './separators.ts';
import { AT_LIMIT, NEEDS_MORE, ROWS_FULL, type Stop, TOO_LONG } from './stop.ts';
import type { Window } from './window-buffer.ts';

/** A row too long to be held, which is being skipped. */
interface TooLongRow extends TooLongBeginning {
  readonly byteOffset: number;
  /** Bytes of line ends at the end of what was read so far: not part of the row if it ends there. */
  lineEndBytes: number;
}

/** The scanner of tables: each row is a record (spec section 14). */
export class TableScanner implements RecordScanner {
  /** A row begins after a line feed, which may be the last byte before a chunk. */
  readonly bytesBefore = 1;
  readonly counters = new ScanCounters();
  readonly rejected = new RejectionBatch();
  /** Always empty: every byte of a table is in a row or in a line end. */
  readonly strays = new StrayBatch(this.counters);
  /** The kernel makes no output for the rejected rows of a table. */
  readonly fastPath = undefined;
  readonly shape = undefined;
  stop: Stop = AT_LIMIT;
  flush: (() => void) | undefined;
  private readonly finder: RowFinder;
  private readonly reader: TableReader;
  private readonly validator: RecordValidator;
  private readonly taker: RecordTaker;
  private tooLong: TooLongRow | undefined;
  /** The byte offset after the header of the file that is read. */
  private headerEnd: number;
  private readonly fast: FastPath;
  /** Undefined where the slow path reads all rows. */
  private readonly tablePath: TablePath | undefined;

  /** `rowCapacity`: how many events can wait. */
  constructor(
    private readonly settings: PipelineSettings,
    private readonly layout: TableLayout,
    dictionaries: Dictionaries,
    rowCapacity: number,
    paths: ReadPaths,
  ) {
    this.headerEnd = layout.headerBytes;
    const fields = compileFields(settings);
    this.fast = new FastPath(settings, fields, internersOf(dictionaries), rowCapacity);
    const tablePath = new TablePath(this.fast, layout);
    const isUsed = paths === 'both' && tablePath.readsRows && !this.fast.isPlain;
    this.tablePath = isUsed ? tablePath : undefined;
    this.finder = new RowFinder(layout);
    this.reader = new TableReader(layout, fields.keys, fields.spanCount, openedKeys(fields));
    this.validator = new RecordValidator(fields, this.reader);
    const { rows, rejected, strays, counters } = this;
    this.taker = new RecordTaker({ settings, dictionaries, rows, rejected, strays, counters });
  }

  get isWithinRecord(): boolean {
    return this.tooLong !== undefined;
  }

  get rows(): EventBatch {
    return this.fast.rows;
  }

  readonly reserve = (byteLength: number): Uint8Array => this.fast.reserve(byteLength);

  clear(byteBase: number, lineBase: number): void {
    this.rows.begin(byteBase, lineBase);
    this.rejected.clear();
  }

  scan(window: Window, from: number, limit: number): number {
    const { bytes, to, base, final } = window;
    const until = Math.min(limit, to);
    let at = from;
    this.stop = AT_LIMIT;
    while (at < until || (this.tooLong !== undefined && at < to)) {
      if (this.tooLong !== undefined) {
        at = this.passTooLong(this.tooLong, window, at);
        if (this.stop !== AT_LIMIT) return at;
        continue;
      }
      if (base + at < this.headerEnd) {
        at = this.passHeader(window, at);
        continue;
      }
      if (this.tablePath !== undefined) {
        at = this.tablePath.run(window, at, until, this.counters);
        if (at >= until) break;
      }
      const emptyTo = endOfEmptyLine(bytes, at, to, final);
      if (emptyTo < 0) return this.stopAt(NEEDS_MORE, at);
      if (emptyTo > at) {
        this.passSeparators(bytes, at, emptyTo, base);
        at = emptyTo;
        continue;
      }
      if (this.rows.isFull) return this.stopAt(ROWS_FULL, at);
      const found = this.finder.find(bytes, at, to, final, this.settings.maxRecordBytes);
      if (found === MORE) return this.stopAt(NEEDS_MORE, at);
      if (found === ENDLESS) return this.stopAt(TOO_LONG, at);
      at = this.takeRow(window, at, found === DAMAGED);
      if (this.rejected.areMany) this.flush?.();
    }
    return at;
  }

  beginFile(byteOffset: number, line: number): void {
    beginPlace(this.counters, line, byteOffset);
    this.headerEnd = byteOffset + this.layout.headerBytes;
  }

  passByteOrderMark(bytes: Uint8Array, from: number): number {
    return byteOrderMarkEnd(bytes, from, this.counters);
  }

  beginTooLong({ base }: Window, from: number): TooLongBeginning {
    const { counters } = this;
    counters.records++;
    const { line, lineStartOffset, records: recordNumber } = counters;
    this.tooLong = { byteOffset: base + from, lineEndBytes: 0, recordNumber, line, lineStartOffset };
    return this.tooLong;
  }

  end(stopOffset: number): void {
    if (this.tooLong !== undefined) this.endTooLong(this.tooLong, stopOffset);
  }

  bytesWanted({ to }: Window, at: number): number {
    return Math.min(4 * (to - at), this.settings.maxRecordBytes + 1);
  }

  /** The first line after a line feed that is a row by itself. */
  seemingStart({ bytes, to }: Window, until: number): number {
    for (let at = indexOfByte(bytes, LINE_FEED, 0, until); at >= 0; ) {
      const end = indexOfByte(bytes, LINE_FEED, at + 1, to);
      if (end < 0) return -1;
      if (this.finder.fitsOnItsLine(bytes, at + 1, end)) return at + 1;
      at = end < until ? end : -1;
    }
    return -1;
  }

  passBetween(
    counters: ScanCounters,
    _strays: StrayBatch,
    bytes: Uint8Array,
    from: number,
    to: number,
    base: number,
  ): boolean {
    if (base + from < this.headerEnd) return false;
    for (let at = from; at < to; ) {
      const end = endOfEmptyLine(bytes, at, to, false);
      if (end <= at) return false;
      at = end;
    }
    this.passSeparators(bytes, from, to, base, counters);
    return true;
  }

  private stopAt(stop: Stop, at: number): number {
    this.stop = stop;
    return at;
  }

  private takeRow(window: Window, from: number, isDamaged: boolean): number {
    const { finder, reader, validator, taker } = this;
    const { bytes, base } = window;
    const { stop, next, row } = finder;
    let verdict: number = ROW_ERROR;
    if (!isDamaged) {
      reader.take(bytes, row);
      verdict = validator.validateValues(bytes);
    }
    taker.take(window, from, stop, verdict, validator, finder);
    this.passSeparators(bytes, stop, next, base);
    return next;
  }

  /** Counts line ends, `bytes[from..to)`, and the lines that they end. */
  private passSeparators(
    bytes: Uint8Array,
    from: number,
    to: number,
    base: number,
    counters = this.counters,
  ): void {
    counters.separatorBytes += to - from;
    passLines(counters, bytes, from, to, base);
  }

  private passHeader({ bytes, to, base }: Window, from: number): number {
    const { counters, headerEnd } = this;
    const end = Math.min(to, headerEnd - base);
    counters.headerBytes += end - from;
    passLines(counters, bytes, from, end, base);
    return end;
  }

  /** Reads on in a row too long to be held, to the next line that is a row by itself. */
  private passTooLong(row: TooLongRow, { bytes, to, base, final }: Window, from: number): number {
    for (let at = from; ; ) {
      const lineFeed = indexOfByte(bytes, LINE_FEED, at, to);
      if (lineFeed < 0) break;
      const line = lineFeed + 1;
      const limit = Math.min(to, line + this.settings.maxRecordBytes);
      let lineEnd = indexOfByte(bytes, LINE_FEED, line, limit);
      if (lineEnd < 0 && limit === to) {
        if (!final) {
          this.passPart(row, bytes, from, lineFeed, base);
          return this.stopAt(NEEDS_MORE, lineFeed);
        }
        lineEnd = to;
      }
      if (lineEnd >= 0 && this.finder.fitsOnItsLine(bytes, line, lineEnd)) {
        this.passPart(row, bytes, from, line, base);
        this.endTooLong(row, base + line);
        return line;
      }
      at = line;
    }
    this.passPart(row, bytes, from, to, base);
    return to;
  }

  private passPart(row: TooLongRow, bytes: Uint8Array, from: number, to: number, base: number): void {
    passLines(this.counters, bytes, from, to, base);
    const textTo = trimLineEnds(bytes, from, to);
    row.lineEndBytes = to - textTo + (textTo === from ? row.lineEndBytes : 0);
  }

  private endTooLong(row: TooLongRow, stopOffset: number): void {
    const { byteOffset, lineEndBytes, recordNumber, line, lineStartOffset } = row;
    const byteLength = stopOffset - lineEndBytes - byteOffset;
    this.tooLong = undefined;
    this.counters.recordBytes += byteLength;
    this.counters.separatorBytes += lineEndBytes;
    this.rejected.append(RECORD_TOO_LONG, byteOffset, byteLength, recordNumber, line, lineStartOffset);
  }
}
