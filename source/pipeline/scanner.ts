import { indexOfByte, OPEN_BRACE } from './bytes.ts';
import { CarefulLane, NEED_MORE, TOO_LONG } from './careful-lane.ts';
import { EventStore } from './event-store.ts';
import { FastLane } from './fast-lane.ts';
import { countGap } from './gap.ts';
import { LineIndex } from './line-index.ts';
import { RECORD_TOO_LONG } from './reasons.ts';
import { describeRejection, type Rejection } from './rejection.ts';
import { RejectionStore } from './rejection-store.ts';
import type { PipelineSettings } from './settings.ts';
import { Tally } from './tally.ts';
import { TooLongRecord } from './too-long.ts';
import type { Window } from './window-buffer.ts';

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** A record too long to be held that is being passed over, and what was known of it when it began. */
interface TooLong {
  readonly record: TooLongRecord;
  readonly event: number;
  readonly line: number;
  readonly rejection: Rejection | undefined;
}

/**
 * Windows of bytes to rows in the stores: the fast lane as far as it goes, the careful lane for the record it
 * refuses, and on. A record cut off by the end of a window is left for the next one, which must begin with it.
 */
export class Scanner {
  readonly tally = new Tally();
  readonly store: EventStore;
  readonly rejections = new RejectionStore();
  readonly lines = new LineIndex();
  private readonly fast: FastLane;
  private readonly careful: CarefulLane;
  private tooLong: TooLong | undefined;
  private readonly useFastLane: boolean;
  private begun = false;

  /** `onRejection`: told of every rejection, in file order, as soon as it is found. */
  constructor(
    private readonly settings: PipelineSettings,
    private readonly onRejection?: (rejection: Rejection) => void,
    lanes: 'both' | 'careful' = 'both',
  ) {
    this.store = EventStore.empty(settings.hashSeed);
    this.fast = new FastLane(settings, this.store, this.tally);
    this.useFastLane = lanes === 'both' && this.fast.usable;
    this.careful = new CarefulLane(settings, this.store, this.rejections, this.tally, onRejection);
  }

  /**
   * Reads `bytes[from..to)` of the window and answers how far it came: `to`, or the brace of a record that goes on
   * past it.
   */
  scan(window: Window, from: number): number {
    const at = this.scanOn(window, from);
    this.lines.add(window.base + at, this.tally.line);
    return at;
  }

  private scanOn(window: Window, from: number): number {
    const { bytes, to, base, final } = window;
    let at = from;
    if (!this.begun) {
      if (to - from < BYTE_ORDER_MARK.length && !final) return from;
      at = this.passByteOrderMark(bytes, from);
      this.begun = true;
    }
    while (at < to) {
      if (this.tooLong !== undefined) {
        at = this.passTooLong(this.tooLong, window, at);
        continue;
      }
      at = this.useFastLane ? this.fast.run(window, at) : this.passGap(window, at);
      if (at === to) break;
      const next = this.careful.record(window, at);
      if (next === NEED_MORE) return at;
      if (next === TOO_LONG) this.tooLong = this.beginTooLong(window, at);
      else at = next;
    }
    if (final && this.tooLong !== undefined) this.endTooLong(this.tooLong, base + to);
    return at;
  }

  private passByteOrderMark(bytes: Uint8Array, from: number): number {
    if (!BYTE_ORDER_MARK.every((byte, i) => bytes[from + i] === byte)) return from;
    this.tally.separatorBytes += BYTE_ORDER_MARK.length;
    // No editor counts it as a column.
    this.tally.lineStartOffset = BYTE_ORDER_MARK.length;
    return from + BYTE_ORDER_MARK.length;
  }

  private passGap({ bytes, to, base }: Window, from: number): number {
    const brace = indexOfByte(bytes, OPEN_BRACE, from, to);
    const end = brace < 0 ? to : brace;
    countGap(this.tally, bytes, from, end, base);
    return end;
  }

  private beginTooLong({ bytes, base, to }: Window, from: number): TooLong {
    const { tally, settings } = this;
    tally.records++;
    const { line, records: event } = tally;
    const byteOffset = base + from;
    const place = {
      event,
      line,
      byteOffset,
      byteLength: 0, // known at its end
      bytes,
      from,
      to: Math.min(to, from + settings.maxRecordBytes),
      lineStart: tally.lineStartOffset - base,
    };
    // Described now, while its beginning is at hand.
    const rejection = this.onRejection && describeRejection(settings, place, RECORD_TOO_LONG);
    const record = new TooLongRecord(byteOffset, byteOffset - tally.lineStartOffset);
    return { record, event, line, rejection };
  }

  private passTooLong(tooLong: TooLong, { bytes, to, base }: Window, from: number): number {
    const end = tooLong.record.scan(bytes, from, to, base, this.tally);
    if (end < 0) return to;
    this.endTooLong(tooLong, base + end);
    return end;
  }

  private endTooLong({ record, event, line, rejection }: TooLong, stopOffset: number): void {
    this.tooLong = undefined;
    const byteLength = record.end(stopOffset, this.tally);
    this.rejections.append(event, RECORD_TOO_LONG, record.byteOffset, byteLength, line);
    if (rejection !== undefined) this.onRejection?.({ ...rejection, byteLength });
  }
}
