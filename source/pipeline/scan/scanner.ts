import { keysOf, type PipelineSettings } from '../settings.ts';
import type { Names } from '../store/dictionaries.ts';
import type { ScannedRows } from '../store/event-batch.ts';
import { ScannedRejections } from '../store/rejection-batch.ts';
import { GUARD_BYTES, indexOfByte, OPEN_BRACE } from '../text/bytes.ts';
import { RECORD_TOO_LONG } from '../validate/reasons.ts';
import { Tally } from './counters.ts';
import { FastLane } from './fast-path.ts';
import { KernelReader } from './kernel-reader.ts';
import { countGap } from './separators.ts';
import { CarefulLane, NEED_MORE, ROWS_FULL, TOO_LONG, UNKNOWN_COLUMN } from './slow-path.ts';
import { TooLongRecord } from './too-long-record.ts';
import type { Window } from './window-buffer.ts';

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** Which lanes a scan has; without the fast one it is the slow twin that the fast one is held equal to. */
export type Lanes = 'both' | 'careful';

/** Why a scan came to a stop. */
export const AT_LIMIT = 0;
/** A record goes on past the window: come again, from its brace, with more bytes. */
export const NEEDS_MORE = 1;
/** There is no room for more rows: empty them and come again. */
export const ROWS_ARE_FULL = 2;
/** A record cannot be held: empty what was found, then `beginTooLong`. */
export const MEETS_TOO_LONG = 3;
/** What comes next cannot be read without knowing all that comes before (in a scan that began within the file). */
export const NEEDS_KNOWLEDGE = 4;

export type Stop =
  | typeof AT_LIMIT
  | typeof NEEDS_MORE
  | typeof ROWS_ARE_FULL
  | typeof MEETS_TOO_LONG
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
 * Windows of bytes to rows and rejections: the fast lane as far as it goes, the careful lane for the record it
 * refuses, and on. What is found waits in `rows` and `rejected` until the owner takes it.
 */
export class Scanner {
  readonly tally = new Tally();
  readonly rejected = new ScannedRejections();
  /** After `scan`: why it stopped. */
  stop: Stop = AT_LIMIT;
  private readonly fast: FastLane;
  private readonly careful: CarefulLane;
  private readonly useFastLane: boolean;
  private tooLong: TooLong | undefined;

  /** `rowCapacity`: how many events can wait. */
  constructor(
    private readonly settings: PipelineSettings,
    names: Names,
    rowCapacity: number,
    lanes: Lanes = 'both',
  ) {
    const { users, types } = names;
    const fastNames = {
      internUsers: users.internMany.bind(users),
      internUserText: users.internText.bind(users),
      internType: types.intern.bind(types),
      internTypeText: types.internText.bind(types),
    };
    this.fast = new FastLane(settings, fastNames, rowCapacity);
    this.useFastLane = lanes === 'both' && this.fast.usable;
    const reader = this.useFastLane ? new KernelReader(this.fast, keysOf(settings)) : undefined;
    this.careful = new CarefulLane(settings, names, this.fast.rows, this.rejected, this.tally, reader);
  }

  /** The lane in whose memory the window lies, if it is made use of. */
  get fastLane(): FastLane | undefined {
    return this.useFastLane ? this.fast : undefined;
  }

  get rows(): ScannedRows {
    return this.fast.rows;
  }

  /** Who empties rows and rejections in the midst of a damaged record; nobody where a scan may turn out to be void. */
  set spill(spill: (() => void) | undefined) {
    this.careful.spill = spill;
  }

  /** Memory for the window: see FastLane. */
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
      at = this.useFastLane ? this.fast.run(window, at, until, this.tally) : this.passGap(window, at, until);
      if (at >= until) break;
      const next = this.rows.isFull ? ROWS_FULL : this.careful.record(window, at, until);
      if (next < 0) {
        this.stop = stopFor(next);
        return at;
      }
      at = next;
    }
    return at;
  }

  /** Whether a lane takes the record at the brace `from`, no further than to `window.to`, for an event. What it left in rows and tally is to be cleared. */
  takesForEvent(lane: 'fast' | 'careful', window: Window, from: number): boolean {
    const { rows, rejected, tally } = this;
    this.clear(window.base, tally.line);
    if (lane === 'fast' && !this.useFastLane) return false;
    const read = (): number =>
      lane === 'fast'
        ? this.fast.run(window, from, from + 1, tally)
        : this.careful.record(window, from, from + 1);
    return guarded(window, read) > from && rows.count === 1 && rejected.count === 0;
  }

  /** Whether it stands within a record too long to be held. */
  get isWithinRecord(): boolean {
    return this.tooLong !== undefined;
  }

  /** Passes a byte-order mark at the beginning of the input; answers where reading goes on. */
  passByteOrderMark(bytes: Uint8Array, from: number): number {
    if (!BYTE_ORDER_MARK.every((byte, i) => bytes[from + i] === byte)) return from;
    this.tally.separatorBytes += BYTE_ORDER_MARK.length;
    // No editor counts it as a column.
    this.tally.lineStartOffset = BYTE_ORDER_MARK.length;
    return from + BYTE_ORDER_MARK.length;
  }

  /** After MEETS_TOO_LONG at `from`: the record there will be passed over, however long it is. */
  beginTooLong({ base }: Window, from: number): TooLongBeginning {
    const { tally } = this;
    tally.records++;
    const { line, lineStartOffset, records: event } = tally;
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

  private passGap({ bytes, base }: Window, from: number, until: number): number {
    const brace = indexOfByte(bytes, OPEN_BRACE, from, until);
    const end = brace < 0 ? until : brace;
    countGap(this.tally, bytes, from, end, base);
    return end;
  }

  private passTooLong(tooLong: TooLong, { bytes, to, base }: Window, from: number): number {
    const end = tooLong.record.scan(bytes, from, to, base, this.tally);
    if (end < 0) return to;
    this.endTooLong(tooLong, base + end);
    return end;
  }

  private endTooLong({ record, event, line, lineStartOffset }: TooLong, stopOffset: number): void {
    this.tooLong = undefined;
    const byteLength = record.end(stopOffset, this.tally);
    this.rejected.append(RECORD_TOO_LONG, record.byteOffset, byteLength, event, line, lineStartOffset);
  }
}

/** Does it with the bytes behind `to` hidden by a guard: the fast lane has no other end. */
function guarded<Found>({ bytes, to }: Window, action: () => Found): Found {
  const hidden = bytes.slice(to, to + GUARD_BYTES);
  bytes.fill(0, to, to + GUARD_BYTES);
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
      return MEETS_TOO_LONG;
    case UNKNOWN_COLUMN:
      return NEEDS_KNOWLEDGE;
    default:
      throw new Error(`the careful lane answered ${answer}`);
  }
}
