import type { KernelReader } from '../kernel/kernel-reader.ts';
import type { PipelineSettings } from '../settings.ts';
import type { EventBatch } from '../store/event-batch.ts';
import type { RejectionBatch } from '../store/rejection-batch.ts';
import type { ScanCounters } from '../store/scan-counters.ts';
import type { StrayBatch } from '../store/stray-batch.ts';
import { indexOfByte, isPlainText, OPEN_BRACE, trimEnd } from '../text/bytes.ts';
import { type FieldMap, fewestEventBytes } from '../validate/fields.ts';
import { JSON_DECODE_ERROR } from '../validate/reasons.ts';
import { RecordValidator } from '../validate/validate.ts';
import {
  BRACE_COUNTING,
  CLOSED,
  ENDED_IN_STRING,
  FIRST_READING,
  OUT_OF_BYTES,
  OUT_OF_BYTES_IN_STRING,
  type ReadingRules,
  RecordEndReader,
  SECOND_READING,
  SECOND_READING_WITHOUT_QUOTES,
} from './record-end.ts';
import { RecordTaker } from './record-taker.ts';
import type { ScanParts } from './scan-parts.ts';
import { areSeparators, countSeparators } from './separators.ts';
import { ObjectReading } from './shape/object-reading.ts';
import { READ_RECORD, READ_TEXT, type ShapeScan } from './shape/shape-scan.ts';
import type { TextRecords } from './shape/text-records.ts';
import { EVENT_OR_ENVELOPE, NEEDS_MORE, type Refusal, ROWS_FULL, TOO_LONG, UNKNOWN_COLUMN } from './stop.ts';
import type { Window } from './window-buffer.ts';

/** The next record is read here too if it begins this near to the end of one that is too short to be an event. */
const NEAR_BYTES = 16;

/**
 * The slow path: one record exactly as spec sections 1 and 2 define it, with the recovery rules. It takes any record;
 * the fast path leaves it those that are damaged or unusual. It appends its results to `rows`, `rejected` and `strays`.
 *
 * A scan may begin in the middle of a line whose beginning is not known: `counters.lineStartOffset` is NaN then.
 */
export class SlowPath {
  private readonly settings: PipelineSettings;
  private readonly rows: EventBatch;
  private readonly rejected: RejectionBatch;
  private readonly strays: StrayBatch;
  private readonly counters: ScanCounters;
  private readonly reading = new RecordEndReader();
  private readonly validator: RecordValidator;
  private readonly fewestEventBytes: number;
  readonly taker: RecordTaker;
  readonly objects: ObjectReading;

  /**
   * Empties `rows` and `rejected`: one damaged record of many MiB may turn out to be more records than they hold. Called
   * between two of these. Without it the result for such a record is ROWS_FULL.
   */
  flush: (() => void) | undefined;
  /** Where the records are, if they are not simply side by side. */
  shape: ShapeScan | undefined;
  /** Reads the records in strings, if they are in strings. */
  texts: TextRecords | undefined;

  constructor(
    parts: ScanParts,
    fields: FieldMap,
    private readonly kernelReader?: KernelReader,
  ) {
    const { settings, rows, rejected, strays, counters } = parts;
    this.settings = settings;
    this.rows = rows;
    this.rejected = rejected;
    this.strays = strays;
    this.counters = counters;
    this.validator = new RecordValidator(fields, kernelReader);
    this.fewestEventBytes = fewestEventBytes(fields);
    this.taker = new RecordTaker(parts);
    this.objects = new ObjectReading(settings, this.validator, this.taker);
  }

  /**
   * Reads the record whose brace is at `from`, or the records it turns out to be. Returns where reading continues, a
   * place between records; or, with nothing taken, NEEDS_MORE, TOO_LONG, UNKNOWN_COLUMN or ROWS_FULL.
   *
   * After a record too short to be an event it continues with the next one: in a series of fragments a call of the fast path
   * for each would be wasted. An event after a fragment is then read more slowly. It begins no record at or after `until`.
   */
  record(window: Window, from: number, until = window.to): number {
    const { bytes, base } = window;
    const { counters, strays } = this;
    for (let at = from; ; ) {
      const end = this.oneRecord(window, at, until);
      if (end < 0) return at === from ? end : at;
      if (end - at >= this.fewestEventBytes || this.rejected.areMany) return end;
      if (counters.strayBytesOnLine > 0) return end;
      const brace = indexOfByte(bytes, OPEN_BRACE, end, Math.min(until, end + NEAR_BYTES));
      // The scanner decides whether a brace after stray text begins a record.
      if (brace < 0 || !areSeparators(bytes, end, brace)) return end;
      countSeparators(counters, strays, bytes, end, brace, base);
      at = brace;
    }
  }

  /**
   * Reads the record whose brace is at `from`, as `record` does, if the kernel sees at once that it is no envelope; else
   * takes nothing and returns EVENT_OR_ENVELOPE.
   */
  recordUnlessEnvelope(window: Window, from: number): number {
    const { kernelReader } = this;
    if (this.rows.isFull) return ROWS_FULL;
    const end = kernelReader?.classify(from, this.limitFrom(window, from)) ?? -1;
    return kernelReader === undefined || end < 0 || kernelReader.mayBeEnvelope
      ? EVENT_OR_ENVELOPE
      : this.takeClassified(kernelReader, window, from, end);
  }

  /** Where a record that begins at `from` reaches the end of the window, or --max-record. */
  private limitFrom({ to }: Window, from: number): number {
    return Math.min(to, from + this.settings.maxRecordBytes);
  }

  /** Takes the record that the kernel has just read up to `end`. */
  private takeClassified(reader: KernelReader, window: Window, from: number, end: number): number {
    this.reading.stopAt(end, reader);
    return this.take(window, from, end, reader.reason ?? this.validator.validateValues(window.bytes));
  }

  private oneRecord(window: Window, from: number, until: number): number {
    const { reading, counters, kernelReader } = this;
    const { bytes, base } = window;
    if (this.rows.isFull) return ROWS_FULL;
    const limit = this.limitFrom(window, from);
    const end = kernelReader?.classify(from, limit) ?? -1;
    if (kernelReader !== undefined && end >= 0) return this.takeClassified(kernelReader, window, from, end);
    const fragmentsEnd =
      kernelReader === undefined ? -1 : this.rejectFragments(kernelReader, window, from, until);
    if (fragmentsEnd >= 0) return fragmentsEnd;
    const ending = reading.read(bytes, from, limit, FIRST_READING, counters.lineStartOffset - base);
    const { stop } = reading;
    if (ending === OUT_OF_BYTES || ending === OUT_OF_BYTES_IN_STRING) {
      if (limit < window.to) return this.recordsUpToLimit(window, from, limit);
      if (!window.final) return NEEDS_MORE;
    }
    const inString = ending === ENDED_IN_STRING || ending === OUT_OF_BYTES_IN_STRING;
    const spansLines = reading.lineFeeds > 0;
    if (ending === CLOSED) {
      const verdict = this.objects.verdictOf(bytes, from, stop);
      if (verdict !== JSON_DECODE_ERROR || !spansLines) return this.take(window, from, stop, verdict);
    } else if (!inString && !spansLines) {
      // A second reading would only differ by its rule about lines, and the record has none.
      return this.rejectUnclosed(window, from, stop);
    }
    const refusal = this.refusalToReadAgain(from, stop);
    if (refusal !== undefined) return refusal;
    return this.readAgain(window, from, stop, inString ? SECOND_READING_WITHOUT_QUOTES : SECOND_READING);
  }

  /** Rejects the fragments that begin here; returns the end of the last, or -1 if there are none. */
  private rejectFragments(
    reader: KernelReader,
    { bytes, base }: Window,
    from: number,
    until: number,
  ): number {
    const { rejected, counters } = this;
    const count = reader.fragments(from, until, this.settings.maxRecordBytes);
    if (count === 0) return -1;
    this.strays.endBeforeRecord();
    const { line, lineStartOffset } = counters;
    let end = from;
    for (let i = 0; i < count; i++) {
      const start = reader.fragmentFrom(i);
      const length = reader.fragmentLength(i);
      counters.separatorBytes += start - end;
      counters.recordBytes += length;
      counters.records++;
      rejected.append(JSON_DECODE_ERROR, base + start, length, counters.records, line, lineStartOffset);
      if (isPlainText(bytes, start, start + length)) rejected.plainRecords++;
      end = start + length;
    }
    return end;
  }

  /**
   * Takes the records that brace counting closes in a record that reached --max-record, or returns that it is too long.
   */
  private recordsUpToLimit(window: Window, from: number, limit: number): number {
    const refusal = this.refusalToReadAgain(from, limit);
    if (refusal !== undefined) return refusal;
    const next = this.readAgain(window, from, limit, BRACE_COUNTING);
    if (next !== from) return next;
    // Where it ends depends on its column.
    return Number.isNaN(this.counters.lineStartOffset) ? UNKNOWN_COLUMN : TOO_LONG;
  }

  /**
   * Returns why `bytes[from..stop)`, which the first reading just went through, cannot be read again now, or undefined.
   * Called before anything is taken, so that nothing has to be undone. Columns only matter if there are line feeds.
   */
  private refusalToReadAgain(from: number, stop: number): Refusal | undefined {
    if (this.reading.lineFeeds > 0 && Number.isNaN(this.counters.lineStartOffset)) return UNKNOWN_COLUMN;
    const { capacity, count } = this.rows;
    const isRoom = this.flush !== undefined || (stop - from) / this.fewestEventBytes <= capacity - count;
    return isRoom ? undefined : ROWS_FULL;
  }

  /**
   * The second reading: reads `bytes[from..stop)` again, as records and what lies between them. A record that is still open
   * at `stop` ends there if the rules say so; else it is left, and reading continues at its brace.
   */
  private readAgain(window: Window, from: number, stop: number, rules: ReadingRules): number {
    const { reading, counters, strays, shape } = this;
    const { bytes, base } = window;
    const part: Window = { ...window, to: stop, final: true };
    let isInNext = false;
    let at = from;
    for (;;) {
      const ending = reading.read(bytes, at, stop, rules, counters.lineStartOffset - base);
      const outOfBytes = ending === OUT_OF_BYTES || ending === OUT_OF_BYTES_IN_STRING;
      if (outOfBytes && !rules.stopEndsRecord) return at;
      // A reading without quotes may take a record for open that is closed by the letter of JSON.
      at =
        ending === CLOSED || !rules.quotes
          ? this.takeText(window, at, trimEnd(bytes, at, reading.stop))
          : this.rejectUnclosed(window, at, reading.stop);
      if (!isInNext) {
        const next = indexOfByte(bytes, OPEN_BRACE, at, stop);
        if (next < 0) return at;
        countSeparators(counters, strays, bytes, at, next, base);
        at = next;
        // Damage swallowed the beginning of another envelope.
        isInNext = shape?.starts.beginsAnother(part, at) === true;
        if (isInNext) at = shape?.starts.enter(part, at) ?? at;
      }
      if (shape !== undefined && isInNext) {
        let step = shape.nextRecord(part, at, stop);
        for (; step === READ_TEXT; step = shape.nextRecord(part, at, stop)) {
          at = this.texts?.read(part, shape.at) ?? stop;
          shape.recordRead();
          if (this.rows.isFull || this.rejected.areMany) this.flush?.();
        }
        if (step !== READ_RECORD) return shape.at;
        at = shape.at;
        this.taker.members = shape.membersAround(part, at);
        shape.recordRead();
      }
      if (this.rows.isFull || this.rejected.areMany) this.flush?.();
    }
  }

  /** Takes the record `bytes[from..to)`: validates its text. */
  private takeText(window: Window, from: number, to: number): number {
    return this.take(window, from, to, this.objects.verdictOf(window.bytes, from, to));
  }

  private rejectUnclosed(window: Window, from: number, stop: number): number {
    return this.take(window, from, trimEnd(window.bytes, from, stop), JSON_DECODE_ERROR);
  }

  private take(window: Window, from: number, to: number, verdict: number): number {
    return this.taker.take(window, from, to, verdict, this.validator, this.reading);
  }
}
