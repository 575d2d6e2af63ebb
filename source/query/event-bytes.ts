import { readEventRecord } from '../pipeline/differ/compare-duplicates.ts';
import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import { recordsByFile } from '../pipeline/scan/records-by-file.ts';
import { runReads, windowedReads } from '../pipeline/text/byte-reads.ts';
import { NO_BYTES, OPEN_BRACE } from '../pipeline/text/bytes.ts';

/** Bytes that are read at once where events are asked about in file order. */
const WINDOW_BYTES = 256 * 1024;
/** Where they are asked about in another order, so that a record costs little more than itself. */
export const SMALL_WINDOW_BYTES = 8 * 1024;

/** How many bytes can be passed while one byte of a record is parsed. */
const PARSING_COST = 10;

/** Bytes of the file, from a place on. The text of them, as Latin-1, is made where something is searched for in it. */
interface ByteWindow {
  readonly from: number;
  readonly bytes: Uint8Array;
  text?: string;
}

/** What is searched for in the records of one scan, and where it occurs next. */
export interface Needed {
  /** Has the flag `g`. */
  readonly pattern: RegExp;
  /** In which window it was searched for, from where, and where it was found. */
  window?: ByteWindow;
  from?: number;
  next?: number;
  /** Events, `noneFrom <= event < noneTo`, that certainly do not have it: they need not even be looked for in the window. */
  noneFrom?: number;
  noneTo?: number;
}

/**
 * Reads the records of events again, a window of the file at a time. `windowBytes`: how large; the usual one is for events
 * in file order: in another order each record would cost a window.
 */
export class EventBytes {
  /** What reading has cost so far, in bytes that are read and passed. */
  cost = 0;
  /** Reads bytes at any place, and counts them. */
  private readonly readBytes: ReadRecord;
  private readonly latin1 = new TextDecoder('latin1');
  private readonly recordsAt: ReturnType<typeof recordsByFile>;
  private readonly readSlowly: ReadRecord;
  private window: ByteWindow = { from: 0, bytes: NO_BYTES };
  private event = -1;
  /** Where the event's record begins in the window, -1 if it is not there, and where it ends at the latest. */
  private from = -1;
  private to = -1;
  /** Whether records of the event's file are JSON as they lie in it. */
  private isVerbatim = false;
  /** Where the event's file ends. */
  private endOffset = 0;
  private record: Uint8Array | undefined;
  private isRead = false;

  constructor(
    private readonly dataset: Pick<Dataset, 'store' | 'files' | 'settings'>,
    readBytes: ReadRecord,
    private readonly windowBytes = WINDOW_BYTES,
  ) {
    this.readBytes = (byteOffset, byteLength) => {
      const bytes = readBytes(byteOffset, byteLength);
      this.cost += bytes.length;
      return bytes;
    };
    this.recordsAt = recordsByFile(dataset.settings, dataset.files);
    this.readSlowly = windowedReads(this.readBytes);
  }

  /** Whether what is needed may occur in an event's record. False is certain, true is not. */
  mayHave(event: number, needed: Needed): boolean {
    if (event < (needed.noneTo ?? 0) && event >= (needed.noneFrom ?? 0)) return false;
    this.goTo(event);
    const { window, from, to } = this;
    // The bytes of a row of a table, or of a record in a string, are not those of its JSON.
    if (from < 0 || !this.isVerbatim || window.bytes[from] !== OPEN_BRACE) return true;
    const { pattern } = needed;
    if (needed.window !== window || from < (needed.from ?? 0) || (needed.next ?? 0) < from) {
      window.text ??= this.latin1.decode(window.bytes);
      pattern.lastIndex = from;
      needed.from = from;
      needed.next = pattern.exec(window.text)?.index ?? Number.POSITIVE_INFINITY;
      needed.window = window;
    }
    const next = needed.next ?? 0;
    if (next < to) return true;
    needed.noneFrom = event;
    needed.noneTo = this.firstBeyond(event, Math.min(next, window.bytes.length));
    return false;
  }

  /** Returns the first event after this one that is not JSON of the same file before a place in the window. */
  private firstBeyond(event: number, place: number): number {
    const { window, dataset, endOffset } = this;
    const { store } = dataset;
    const limit = Math.min(window.from + place, endOffset);
    let next = event + 1;
    let byteOffset = next < store.count ? store.byteOffsetOf(next) : limit;
    while (byteOffset < limit && window.bytes[byteOffset - window.from] === OPEN_BRACE) {
      const end = next + 1 < store.count ? store.byteOffsetOf(next + 1) : Number.POSITIVE_INFINITY;
      if (end > limit) break;
      next++;
      byteOffset = end;
    }
    return next;
  }

  /** Returns an event's record as JSON; undefined if it is no longer there. */
  recordOf(event: number): Uint8Array | undefined {
    this.goTo(event);
    if (!this.isRead) {
      this.record = this.read(event);
      this.isRead = true;
      this.cost += PARSING_COST * (this.record?.length ?? 0);
    }
    return this.record;
  }

  private read(event: number): Uint8Array | undefined {
    const { window, from, to, dataset } = this;
    if (from >= 0) {
      const { records } = this.recordsAt(window.from + from);
      const record = records.jsonAt(window.bytes.subarray(from, to), true);
      return typeof record === 'string' ? undefined : record;
    }
    return runReads(readEventRecord(this.recordsAt, dataset.store, event), this.readSlowly);
  }

  /** Finds the bytes of an event in the window, or in a new one that begins with them. */
  private goTo(event: number): void {
    if (event === this.event) return;
    const { store } = this.dataset;
    this.event = event;
    this.isRead = false;
    const byteOffset = store.byteOffsetOf(event);
    const next = event + 1 < store.count ? store.byteOffsetOf(event + 1) : Number.POSITIVE_INFINITY;
    const { records, endOffset } = this.recordsAt(byteOffset);
    this.isVerbatim = records.isVerbatim;
    this.endOffset = endOffset;
    const end = Math.min(next, endOffset);
    this.from = -1;
    if (end - byteOffset > this.windowBytes) return;
    if (byteOffset < this.window.from || end > this.window.from + this.window.bytes.length) {
      this.window = { from: byteOffset, bytes: this.readBytes(byteOffset, this.windowBytes) };
      if (end > byteOffset + this.window.bytes.length) return;
    }
    this.from = byteOffset - this.window.from;
    this.to = end - this.window.from;
  }
}
