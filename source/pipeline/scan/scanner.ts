import { FastPath } from '../kernel/fast-path.ts';
import { KernelReader } from '../kernel/kernel-reader.ts';
import type { PipelineSettings } from '../settings.ts';
import type { Dictionaries } from '../store/dictionaries.ts';
import type { EventBatch } from '../store/event-batch.ts';
import { RejectionBatch } from '../store/rejection-batch.ts';
import { ScanCounters } from '../store/scan-counters.ts';
import { BYTE_ORDER_MARK, indexOfByte, OPEN_BRACE, PADDING_BYTES } from '../text/bytes.ts';
import { compileFields } from '../validate/fields.ts';
import { RECORD_TOO_LONG } from '../validate/reasons.ts';
import { countSeparators, quoteFollows } from './separators.ts';
import { SlowPath } from './slow-path.ts';
import { AT_LIMIT, NEEDS_MORE, type Refusal, ROWS_FULL, type Stop } from './stop.ts';
import { TooLongRecord } from './too-long-record.ts';
import type { Window } from './window-buffer.ts';

/** The paths of a scan; without the fast one it is the slow twin that tests compare with. */
export type ReadPaths = 'both' | 'slow';

/** The number and the line of a record too long to be held. */
export interface TooLongBeginning {
  readonly recordNumber: number;
  readonly line: number;
  readonly lineStartOffset: number;
}

/** A long record that is being skipped. */
interface TooLong extends TooLongBeginning {
  readonly record: TooLongRecord;
}

/**
 * Turns windows of bytes into rows and rejections: the fast path as far as it goes, the slow path for the record it
 * refuses, and so on. Results wait in `rows` and `rejected` until the owner takes them.
 */
export class Scanner {
  readonly counters = new ScanCounters();
  readonly rejected = new RejectionBatch();
  /** After `scan`: why it stopped. */
  stop: Stop = AT_LIMIT;
  private readonly fast: FastPath;
  private readonly slow: SlowPath;
  private readonly useFastPath: boolean;
  private tooLong: TooLong | undefined;

  /** `rowCapacity`: how many events can wait. */
  constructor(
    private readonly settings: PipelineSettings,
    dictionaries: Dictionaries,
    rowCapacity: number,
    paths: ReadPaths = 'both',
  ) {
    const { users, dimensions } = dictionaries;
    const interners = {
      internUsers: users.internMany.bind(users),
      internUser: users.intern.bind(users),
      internDimension: dimensions.map((interner) => interner.intern.bind(interner)),
    };
    const fields = compileFields(settings);
    this.fast = new FastPath(settings, fields, interners, rowCapacity);
    this.useFastPath = paths === 'both';
    const reader = this.useFastPath ? new KernelReader(this.fast) : undefined;
    this.slow = new SlowPath(
      settings,
      fields,
      dictionaries,
      this.fast.rows,
      this.rejected,
      this.counters,
      reader,
    );
  }

  /** The fast path whose memory holds the window, if it is in use. */
  get fastPath(): FastPath | undefined {
    return this.useFastPath ? this.fast : undefined;
  }

  get rows(): EventBatch {
    return this.fast.rows;
  }

  /** Empties rows and rejections in the middle of a damaged record; undefined while a scan may turn out to be void. */
  set flush(flush: (() => void) | undefined) {
    this.slow.flush = flush;
  }

  /** Memory for the window: see FastPath. */
  readonly reserve = (byteLength: number): Uint8Array => this.fast.reserve(byteLength);

  /** Drops the results, and counts lines and offsets of later ones from here. */
  clear(byteBase: number, lineBase: number): void {
    this.rows.begin(byteBase, lineBase);
    this.rejected.clear();
  }

  /**
   * Reads on from `from`, a place between records or within one too long to be held, and returns where it stopped. It
   * reads the records that begin before `limit`, an index like `from`; the last of them may end after it.
   */
  scan(window: Window, from: number, limit: number): number {
    let at = from;
    this.stop = AT_LIMIT;
    const until = Math.min(limit, window.to);
    while (at < until || (this.tooLong !== undefined && at < window.to)) {
      if (this.tooLong !== undefined) {
        at = this.passTooLong(this.tooLong, window, at);
        continue;
      }
      at = this.useFastPath
        ? this.fast.run(window, at, until, this.counters)
        : this.passSeparators(window, at, until);
      if (at >= until) break;
      if (this.counters.strayBytesOnLine > 0) {
        const begins = this.beginsRecord(window, at);
        if (begins === undefined) {
          this.stop = NEEDS_MORE;
          return at;
        }
        if (!begins) {
          this.passStrayBrace();
          at++;
          continue;
        }
      }
      const next = this.rows.isFull ? ROWS_FULL : this.slow.record(window, at, until);
      if (next < 0) {
        // Not an index, so it is one of the refusals.
        this.stop = next as Refusal;
        return at;
      }
      at = next;
    }
    return at;
  }

  /**
   * Returns whether a path reads an event at the brace `from`, looking no further than `window.to`. Leaves rows and
   * counters to be cleared.
   */
  readsAsEvent(path: 'fast' | 'slow', window: Window, from: number): boolean {
    const { rows, rejected, counters } = this;
    this.clear(window.base, counters.line);
    counters.strayBytesOnLine = 0;
    if (path === 'fast' && !this.useFastPath) return false;
    const read = (): number =>
      path === 'fast'
        ? this.fast.run(window, from, from + 1, counters)
        : this.slow.record(window, from, from + 1);
    return guarded(window, read) > from && rows.count === 1 && rejected.count === 0;
  }

  /** Whether the scan is within a record too long to be held. */
  get isWithinRecord(): boolean {
    return this.tooLong !== undefined;
  }

  /** Skips a byte-order mark at the beginning of a file; returns where reading continues. */
  passByteOrderMark(bytes: Uint8Array, from: number): number {
    if (!BYTE_ORDER_MARK.every((byte, i) => bytes[from + i] === byte)) return from;
    this.counters.separatorBytes += BYTE_ORDER_MARK.length;
    // Editors do not count it as a column.
    this.counters.lineStartOffset += BYTE_ORDER_MARK.length;
    return from + BYTE_ORDER_MARK.length;
  }

  /** After TOO_LONG at `from`: skips the record there, however long it is. */
  beginTooLong({ base }: Window, from: number): TooLongBeginning {
    const { counters } = this;
    counters.records++;
    const { line, lineStartOffset, records: recordNumber } = counters;
    const record = new TooLongRecord(base + from, base + from - lineStartOffset);
    this.tooLong = { record, recordNumber, line, lineStartOffset };
    return this.tooLong;
  }

  /** Ends the input at `byteOffset`. */
  end(byteOffset: number): void {
    if (this.tooLong !== undefined) this.endTooLong(this.tooLong, byteOffset);
  }

  /** How many bytes to have before a record cut off at `at` is read again: four times as many each time. */
  bytesWanted({ to }: Window, at: number): number {
    return Math.min(4 * (to - at), this.settings.maxRecordBytes + 1);
  }

  /**
   * Returns whether the brace at `at`, after stray text on its line, begins a record; undefined if that takes more bytes.
   * It looks no further than the longest record reaches.
   */
  private beginsRecord({ bytes, to, final }: Window, at: number): boolean | undefined {
    const limit = at + this.settings.maxRecordBytes;
    const follows = quoteFollows(bytes, at, Math.min(to, limit));
    return follows ?? (final || limit <= to ? false : undefined);
  }

  private passStrayBrace(): void {
    this.counters.strayBytes++;
    this.counters.strayBytesOnLine++;
  }

  private passSeparators({ bytes, base }: Window, from: number, until: number): number {
    const brace = indexOfByte(bytes, OPEN_BRACE, from, until);
    const end = brace < 0 ? until : brace;
    countSeparators(this.counters, bytes, from, end, base);
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

/** Runs `action` with the bytes after `to` replaced by zeros: the fast path has no other end. */
function guarded<Found>({ bytes, to }: Window, action: () => Found): Found {
  const hidden = bytes.slice(to, to + PADDING_BYTES);
  bytes.fill(0, to, to + PADDING_BYTES);
  try {
    return action();
  } finally {
    bytes.set(hidden, to);
  }
}
