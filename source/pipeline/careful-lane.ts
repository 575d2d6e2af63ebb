import { indexOfByte, LINE_FEED, OPEN_BRACE, trimEnd } from './bytes.ts';
import type { EventStore } from './event-store.ts';
import {
  BRACE_COUNTING,
  CLOSED,
  ENDED_IN_STRING,
  FIRST_READING,
  OUT_OF_BYTES,
  OUT_OF_BYTES_IN_STRING,
  type ReadingRules,
  RecordReading,
  SECOND_READING,
  SECOND_READING_WITHOUT_QUOTES,
} from './extract.ts';
import { countGap } from './gap.ts';
import { JSON_DECODE_ERROR } from './reasons.ts';
import { describeValidated, type Rejection } from './rejection.ts';
import type { RejectionStore } from './rejection-store.ts';
import type { PipelineSettings } from './settings.ts';
import type { Tally } from './tally.ts';
import { RecordValidator, VALID } from './validate.ts';
import type { Window } from './window-buffer.ts';

/** The record goes on past the window: come again with more bytes. */
export const NEED_MORE = -1;
/** The record reached the limit and has no end within it: it is to be rejected as too long. */
export const TOO_LONG = -2;

/**
 * The careful lane: one record, by the letter of spec sections 1 and 2, with the recovery rules. It takes any record;
 * the fast lane leaves it those that are damaged or unusual.
 */
export class CarefulLane {
  private readonly reading = new RecordReading();
  private readonly validator: RecordValidator;

  constructor(
    private readonly settings: PipelineSettings,
    private readonly store: EventStore,
    private readonly rejections: RejectionStore,
    private readonly tally: Tally,
    private readonly onRejection: ((rejection: Rejection) => void) | undefined,
  ) {
    this.validator = new RecordValidator(settings);
  }

  /**
   * Reads the record whose brace is at `from`, or the records it turns out to be. Answers where reading goes on, a
   * place between records; or NEED_MORE or TOO_LONG, with nothing taken.
   */
  record(window: Window, from: number): number {
    const { reading, tally } = this;
    const { bytes, base } = window;
    const limit = Math.min(window.to, from + this.settings.maxRecordBytes);
    const ending = reading.read(bytes, from, limit, FIRST_READING, tally.lineStartOffset - base);
    const { stop } = reading;
    if (ending === OUT_OF_BYTES || ending === OUT_OF_BYTES_IN_STRING) {
      if (limit < window.to) return this.recordsUpToLimit(window, from, limit);
      if (!window.final) return NEED_MORE;
    }
    const inString = ending === ENDED_IN_STRING || ending === OUT_OF_BYTES_IN_STRING;
    const spansLines = indexOfByte(bytes, LINE_FEED, from, stop) >= 0;
    if (ending === CLOSED) {
      const verdict = this.validator.validate(bytes, from, stop);
      if (verdict !== JSON_DECODE_ERROR || !spansLines) return this.take(window, from, stop, verdict);
    } else if (!inString && !spansLines) {
      // A second reading would differ by its rule about lines alone: there are none.
      return this.rejectUnclosed(window, from, stop);
    }
    return this.readAgain(
      window,
      from,
      stop,
      inString ? SECOND_READING_WITHOUT_QUOTES : SECOND_READING,
      true,
    );
  }

  /** What a record that reached --max-record is: the records that brace counting closes in it, or one too long. */
  private recordsUpToLimit(window: Window, from: number, limit: number): number {
    const next = this.readAgain(window, from, limit, BRACE_COUNTING, false);
    return next === from ? TOO_LONG : next;
  }

  /**
   * The second reading: `bytes[from..stop)` once more, as records and what stands between them. With `stopEndsRecord`
   * a record still open at `stop` ends there; without, it is left, and reading goes on at its brace.
   */
  private readAgain(
    window: Window,
    from: number,
    stop: number,
    rules: ReadingRules,
    stopEndsRecord: boolean,
  ): number {
    const { reading, tally } = this;
    const { bytes, base } = window;
    let at = from;
    for (;;) {
      const ending = reading.read(bytes, at, stop, rules, tally.lineStartOffset - base);
      const outOfBytes = ending === OUT_OF_BYTES || ending === OUT_OF_BYTES_IN_STRING;
      if (outOfBytes && !stopEndsRecord) return at;
      at =
        ending === CLOSED
          ? this.take(window, at, reading.stop, this.validator.validate(bytes, at, reading.stop))
          : this.rejectUnclosed(window, at, reading.stop);
      const next = indexOfByte(bytes, OPEN_BRACE, at, stop);
      if (next < 0) return at;
      countGap(tally, bytes, at, next, base);
      at = next;
    }
  }

  private rejectUnclosed(window: Window, from: number, stop: number): number {
    const to = trimEnd(window.bytes, from, stop);
    // Never valid, having no end; the validator knows what to tell of it.
    if (this.onRejection !== undefined) this.validator.validate(window.bytes, from, to);
    return this.take(window, from, to, JSON_DECODE_ERROR);
  }

  /** Puts the record into the store it belongs to and answers its end. `verdict`: VALID or a place in REASONS. */
  private take(window: Window, from: number, to: number, verdict: number): number {
    const { tally, store, validator } = this;
    const { bytes, base } = window;
    tally.records++;
    tally.recordBytes += to - from;
    if (verdict === VALID) {
      const { seconds, nanoseconds } = validator.instant;
      const user = store.users.internText(validator.userText);
      store.append(
        user,
        store.types.internText(validator.typeText),
        seconds,
        nanoseconds,
        base + from,
        tally.line,
      );
    } else {
      this.rejections.append(tally.records, verdict, base + from, to - from, tally.line);
      this.tell(window, from, to, verdict);
    }
    this.passLineFeeds(bytes, from, to, base);
    return to;
  }

  private tell({ bytes, base }: Window, from: number, to: number, code: number): void {
    if (this.onRejection === undefined) return;
    const { tally, settings, validator } = this;
    const place = {
      event: tally.records,
      line: tally.line,
      byteOffset: base + from,
      byteLength: to - from,
      bytes,
      from,
      to,
      lineStart: tally.lineStartOffset - base,
    };
    this.onRejection(describeValidated(settings, place, code, validator));
  }

  private passLineFeeds(bytes: Uint8Array, from: number, to: number, base: number): void {
    const { tally } = this;
    for (
      let at = indexOfByte(bytes, LINE_FEED, from, to);
      at >= 0;
      at = indexOfByte(bytes, LINE_FEED, at + 1, to)
    ) {
      tally.line++;
      tally.lineStartOffset = base + at + 1;
    }
  }
}
