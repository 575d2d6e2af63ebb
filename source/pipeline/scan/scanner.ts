import { FastPath } from '../kernel/fast-path.ts';
import { KernelReader } from '../kernel/kernel-reader.ts';
import type { PipelineSettings } from '../settings.ts';
import type { Dictionaries } from '../store/dictionaries.ts';
import type { EventBatch } from '../store/event-batch.ts';
import { RejectionBatch } from '../store/rejection-batch.ts';
import { ScanCounters } from '../store/scan-counters.ts';
import { indexOfByte, OPEN_BRACE, PADDING_BYTES } from '../text/bytes.ts';
import { compileFields } from '../validate/fields.ts';
import { RECORD_TOO_LONG } from '../validate/reasons.ts';
import { countSeparators, quoteFollows } from './separators.ts';
import { NEED_MORE, ROWS_FULL, SlowPath, TOO_LONG, UNKNOWN_COLUMN } from './slow-path.ts';
import { TooLongRecord } from './too-long-record.ts';
import type { Window } from './window-buffer.ts';

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** Which paths a scan has; without the fast one it is the slow twin that the fast one is held equal to. */
export type ReadPaths = 'both' | 'slow';

/** Why a scan came to a stop. */
export const AT_LIMIT = 0;
/** A record goes on past the window: come again, from its brace, with more bytes. */
export const NEEDS_MORE = 1;
/** There is no room for more rows: empty them and come again. */
export const ROWS_ARE_FULL = 2;
/** A record cannot be held: empty what was found, then `beginTooLong`. */
export const AT_TOO_LONG_RECORD = 3;
/** What comes next cannot be read without knowing all that comes before (in a scan that began within the file). */
export const NEEDS_KNOWLEDGE = 4;

export type Stop =
  | typeof AT_LIMIT
  | typeof NEEDS_MORE
  | typeof ROWS_ARE_FULL
  | typeof AT_TOO_LONG_RECORD
  | typeof NEEDS_KNOWLEDGE;

/** The number and the line of a record too long to be held. */
export interface TooLongBeginning {
  readonly event: number;
  readonly line: number;
  readonly lineStartOffset: number;
}

/** One that is being passed over. */
interface TooLong extends TooLongBeginning {
  readonly record: TooLongRecord;
}

/**
 * Windows of bytes to rows and rejections: the fast path as far as it goes, the slow path for the record it
 * refuses, and on. What is found waits in `rows` and `rejected` until the owner takes it.
 */
export class Scanner {
  readonly counters = new ScanCounters();
  readonly rejected = new RejectionBatch();
  /** After `scan`: why it stopped. */
  stop: Stop = AT_LIMIT;
  private readonly fast: FastPath;
  private readonly careful: SlowPath;
  private readonly useFastPath: boolean;
  private tooLong: TooLong | undefined;

  /** `rowCapacity`: how many events can wait. */
  constructor(
    private readonly settings: PipelineSettings,
    names: Dictionaries,
    rowCapacity: number,
    paths: ReadPaths = 'both',
  ) {
    const { users, types } = names;
    const fastNames = {
      internUsers: users.internMany.bind(users),
      internUser: users.intern.bind(users),
      internType: types.intern.bind(types),
    };
    const fields = compileFields(settings);
    this.fast = new FastPath(settings, fields, fastNames, rowCapacity);
    this.useFastPath = paths === 'both';
    const reader = this.useFastPath ? new KernelReader(this.fast) : undefined;
    this.careful = new SlowPath(
      settings,
      fields,
      names,
      this.fast.rows,
      this.rejected,
      this.counters,
      reader,
    );
  }

  /** The lane in whose memory the window lies, if it is made use of. */
  get fastPath(): FastPath | undefined {
    return this.useFastPath ? this.fast : undefined;
  }

  get rows(): EventBatch {
    return this.fast.rows;
  }

  /** Who empties rows and rejections in the midst of a damaged record; nobody where a scan may turn out to be void. */
  set flush(flush: (() => void) | undefined) {
    this.careful.flush = flush;
  }

  /** Memory for the window: see FastPath. */
  readonly reserve = (byteLength: number): Uint8Array => this.fast.reserve(byteLength);

  /** Lets go of what was found, and counts lines and offsets of what comes from here. */
  clear(byteBase: number, lineBase: number): void {
    this.rows.begin(byteBase, lineBase);
    this.rejected.clear();
  }

  /**
   * Reads on from `from`, a place between records or within one too long, and answers how far it came. It reads the
   * records that begin before `limit`, an index like `from`; the last of them may end behind it.
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
        : this.passGap(window, at, until);
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
      const next = this.rows.isFull ? ROWS_FULL : this.careful.record(window, at, until);
      if (next < 0) {
        this.stop = stopFor(next);
        return at;
      }
      at = next;
    }
    return at;
  }

  /** Whether a lane takes the record at the brace `from`, no further than to `window.to`, for an event. What it left in rows and counters is to be cleared. */
  takesForEvent(lane: 'fast' | 'slow', window: Window, from: number): boolean {
    const { rows, rejected, counters } = this;
    this.clear(window.base, counters.line);
    counters.strayBytesOnLine = 0;
    if (lane === 'fast' && !this.useFastPath) return false;
    const read = (): number =>
      lane === 'fast'
        ? this.fast.run(window, from, from + 1, counters)
        : this.careful.record(window, from, from + 1);
    return guarded(window, read) > from && rows.count === 1 && rejected.count === 0;
  }

  /** Whether it stands within a record too long to be held. */
  get isWithinRecord(): boolean {
    return this.tooLong !== undefined;
  }

  /** Passes a byte-order checkpoint at the beginning of the input; answers where reading goes on. */
  passByteOrderMark(bytes: Uint8Array, from: number): number {
    if (!BYTE_ORDER_MARK.every((byte, i) => bytes[from + i] === byte)) return from;
    this.counters.separatorBytes += BYTE_ORDER_MARK.length;
    // No editor counts it as a column.
    this.counters.lineStartOffset = BYTE_ORDER_MARK.length;
    return from + BYTE_ORDER_MARK.length;
  }

  /** After AT_TOO_LONG_RECORD at `from`: the record there will be passed over, however long it is. */
  beginTooLong({ base }: Window, from: number): TooLongBeginning {
    const { counters } = this;
    counters.records++;
    const { line, lineStartOffset, records: event } = counters;
    const record = new TooLongRecord(base + from, base + from - lineStartOffset);
    this.tooLong = { record, event, line, lineStartOffset };
    return this.tooLong;
  }

  /** The input ends at `byteOffset`. */
  end(byteOffset: number): void {
    if (this.tooLong !== undefined) this.endTooLong(this.tooLong, byteOffset);
  }

  /** How many bytes to have at hand before a record cut off at `at` is read again: each time four times as many. */
  bytesWanted({ to }: Window, at: number): number {
    return Math.min(4 * (to - at), this.settings.maxRecordBytes + 1);
  }

  /**
   * Returns whether the brace at `at`, behind stray text on its line, begins a record; undefined if more bytes are needed
   * to know. It looks no further than the longest record reaches.
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

  private passGap({ bytes, base }: Window, from: number, until: number): number {
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

  private endTooLong({ record, event, line, lineStartOffset }: TooLong, stopOffset: number): void {
    this.tooLong = undefined;
    const byteLength = record.end(stopOffset, this.counters);
    this.rejected.append(RECORD_TOO_LONG, record.byteOffset, byteLength, event, line, lineStartOffset);
  }
}

/** Does it with the bytes behind `to` hidden by a guard: the fast path has no other end. */
function guarded<Found>({ bytes, to }: Window, action: () => Found): Found {
  const hidden = bytes.slice(to, to + PADDING_BYTES);
  bytes.fill(0, to, to + PADDING_BYTES);
  try {
    return action();
  } finally {
    bytes.set(hidden, to);
  }
}

function stopFor(answer: number): Stop {
  switch (answer) {
    case NEED_MORE:
      return NEEDS_MORE;
    case ROWS_FULL:
      return ROWS_ARE_FULL;
    case TOO_LONG:
      return AT_TOO_LONG_RECORD;
    case UNKNOWN_COLUMN:
      return NEEDS_KNOWLEDGE;
    default:
      throw new Error(`the slow path answered ${answer}`);
  }
}
