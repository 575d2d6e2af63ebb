import type { KernelReader } from '../../kernel/kernel-reader.ts';
import type { PipelineSettings } from '../../settings.ts';
import type { ScanCounters } from '../../store/scan-counters.ts';
import type { StrayBatch } from '../../store/stray-batch.ts';
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  NO_BYTES,
  OPEN_BRACE,
  QUOTE,
  trimStart,
} from '../../text/bytes.ts';
import { outerKeysOf } from '../../validate/outer-keys.ts';
import { EVERY, type RecordPath } from '../../validate/record-path.ts';
import { countEnvelope, countSeparators } from '../separators.ts';
import { NEEDS_MORE, type Refusal } from '../stop.ts';
import type { Window } from '../window-buffer.ts';
import { expectedRegion, isInObject, isInRegion, OUTSIDE, outside, pop } from './envelope-state.ts';
import { EnvelopeWalk, OUT, RECORD, REGION } from './envelope-walk.ts';
import { KeyedRegion } from './keyed-region.ts';
import type { ObjectReading } from './object-reading.ts';
import { OuterValues } from './outer-values.ts';

/** Read the record that begins at `at`. */
const READ_RECORD = 1;
/** Read the record in the string that begins at `at`. */
export const READ_TEXT = 2;
/** Read records side by side in an array: the fast path may do so, up to an unmatched bracket. */
export const READ_REGION = 3;
/** Everything before `until` was passed. */
export const PASSED = 4;

/** What the scan does next. */
export type NextStep = typeof READ_RECORD | typeof READ_TEXT | typeof READ_REGION | typeof PASSED | Refusal;

/**
 * Finds the records of an input that holds them in envelopes, in keyed objects or in strings (spec section 14). Outside of
 * all envelopes, and where records are side by side, records are read as in any input; this class reads what is between, and
 * counts it as envelope.
 */
export class ShapeScan {
  /** After `next`: where it stopped. */
  at = 0;
  private readonly walk: EnvelopeWalk;
  private readonly isKeyed: boolean;
  private readonly outer: OuterValues | undefined;
  private readonly keyed: KeyedRegion;
  private readonly reader: KernelReader | undefined;
  /** `open` where records last were side by side in an array. */
  private arrayOpen = 0;

  constructor(
    private readonly path: RecordPath,
    private readonly settings: PipelineSettings,
    private readonly counters: ScanCounters,
    private readonly strays: StrayBatch,
    private readonly objects: ObjectReading,
    reader: KernelReader | undefined,
  ) {
    this.walk = new EnvelopeWalk(path);
    this.isKeyed = path.steps.at(-1) === EVERY;
    // The kernel looks for objects and arrays in an object: not for strings, nor whether it is a keyed object itself.
    this.reader = path.isText || (this.isKeyed && path.steps.length === 1) ? undefined : reader;
    const keys = outerKeysOf(settings);
    this.outer = keys && new OuterValues(keys, settings.maxRecordBytes, path.steps);
    this.keyed = new KeyedRegion(settings, counters, strays, objects, this.outer);
  }

  /**
   * Whether a scan may begin anywhere, as in an array of records. It may not where keys or strings lead to each record:
   * their beginning cannot be guessed.
   */
  get canBeginAnywhere(): boolean {
    return !this.path.isText && !this.isKeyed && this.outer === undefined;
  }

  /** Makes the scan begin as if within the array that the path leads to, or outside of all envelopes. */
  beginWithin(isWithin: boolean): void {
    this.counters.open = isWithin ? expectedRegion(this.path) : OUTSIDE;
  }

  /** Whether a scan that comes to `byteOffset` in this state reads on as one that began there by `beginWithin(isWithin)`. */
  isAsGuessed(state: Readonly<ScanCounters>, isWithin: boolean, byteOffset: number): boolean {
    const { open, skipDepth, atRecord, probedTo, noEventsTo } = state;
    if (probedTo > byteOffset || noEventsTo > byteOffset) return false;
    return open === (isWithin ? expectedRegion(this.path) : OUTSIDE) && skipDepth === 0 && atRecord === 0;
  }

  /**
   * Whether records are side by side in an array at `byteOffset`, and nothing around them is read: then only closing
   * brackets and other envelopes are read otherwise than in any input.
   */
  isInArray(byteOffset: number): boolean {
    const { counters, path, outer } = this;
    if (counters.skipDepth > 0 || byteOffset < counters.noEventsTo || outer !== undefined) return false;
    if (counters.open === this.arrayOpen) return true;
    if (!isInRegion(counters, path) || isInObject(counters)) return false;
    this.arrayOpen = counters.open;
    return true;
  }

  /** Goes on at `from` to the next record that begins before `until`. */
  next(window: Window, from: number, until: number): NextStep {
    this.at = from;
    while (this.at < until) {
      const { counters, path } = this;
      const step =
        counters.open === OUTSIDE && counters.skipDepth === 0
          ? this.outside(window, until)
          : isInRegion(counters, path) && counters.skipDepth === 0
            ? this.inRegion(window, until)
            : this.between(window, until);
      if (step !== undefined) return step;
    }
    return PASSED;
  }

  /**
   * Returns the members to append to the record at `at`: the values of the objects around it that a role reads. Undefined if
   * that takes more bytes.
   */
  membersAround(window: Window, at: number): Uint8Array | undefined {
    const { outer, counters } = this;
    if (outer === undefined || counters.open === OUTSIDE) return NO_BYTES;
    return outer.at(window, at, counters.open);
  }

  /** After the record at which `next` stopped was read. */
  recordRead(): void {
    this.counters.atRecord = 0;
  }

  /**
   * Returns whether an envelope begins with the brace at `at`; undefined if that takes more bytes. Looks no further than
   * --max-record, and never twice at the same bytes, so that hostile input takes no longer.
   */
  begins({ bytes, to, base, final }: Window, at: number): boolean | undefined {
    const { counters, walk, settings } = this;
    if (this.path.steps.length === 0 || base + at < counters.probedTo) return false;
    const limit = Math.min(to, at + settings.maxRecordBytes);
    // What the kernel sees at once of nearly every record needs no walk.
    if (this.reader !== undefined && this.reader.classify(at, limit) >= 0 && !this.reader.mayBeEnvelope)
      return false;
    const begins = walk.begins(bytes, at, limit);
    if (begins === undefined && limit === to && !final) return undefined;
    if (begins !== true) counters.probedTo = base + walk.at;
    return begins === true;
  }

  /** Enters the envelope that begins with the brace at `at`; returns where its first record is. */
  enter({ bytes, to, base }: Window, at: number): number {
    const { walk, counters } = this;
    const state = outside();
    this.outer?.atDepth(0);
    walk.begins(bytes, at, to, state, this.outer);
    Object.assign(counters, state);
    countEnvelope(counters, this.strays, bytes, at, walk.at, base);
    return walk.at;
  }

  /** Whether the brace at `at`, between records, begins another envelope, since the one before was never closed. */
  beginsAnother(window: Window, at: number): boolean | undefined {
    const { lineStartOffset } = this.counters;
    // Not in the first line of a scan that does not know where the line begins; see SpeculativeScan.
    if (window.base + at !== lineStartOffset) return false;
    const begins = this.begins(window, at);
    if (begins !== true) return begins;
    // Each byte is looked at once for this, so that hostile input takes no longer.
    if (window.base + at < this.counters.noEventsTo) return true;
    const isEvent = this.objects.isEvent(window, at);
    if (isEvent === false) this.counters.noEventsTo = window.base + this.objects.stop;
    return isEvent === undefined ? undefined : !isEvent;
  }

  /** Reads on outside of envelopes: as in any input, except that an object may be an envelope. */
  private outside(window: Window, until: number): NextStep | undefined {
    const { counters } = this;
    const { bytes, base } = window;
    const isText = this.path.steps.length === 0;
    let end = this.at;
    while (end < until && bytes[end] !== OPEN_BRACE && !(isText && bytes[end] === QUOTE)) end++;
    countSeparators(counters, this.strays, bytes, this.at, end, base);
    this.at = end;
    if (end === until) return PASSED;
    if (bytes[end] === QUOTE) return READ_TEXT;
    const begins = this.begins(window, end);
    if (begins === undefined) return NEEDS_MORE;
    if (!begins) return READ_RECORD;
    this.at = this.enter(window, end);
    return undefined;
  }

  /** Reads on between records that are side by side. */
  private inRegion(window: Window, until: number): NextStep | undefined {
    if (!isInObject(this.counters)) return READ_REGION;
    const { bytes, base } = window;
    let end = this.at;
    while (end < until && bytes[end] !== OPEN_BRACE && bytes[end] !== QUOTE && bytes[end] !== CLOSE_BRACE)
      end++;
    countSeparators(this.counters, this.strays, bytes, this.at, end, base);
    this.at = end;
    if (end === until) return PASSED;
    if (bytes[end] === OPEN_BRACE) return this.atRecord(window);
    const next = bytes[end] === QUOTE ? this.keyed.atKey(window, end) : this.keyed.atBrace(window, end);
    if (next < 0) return NEEDS_MORE;
    this.at = next;
    return undefined;
  }

  /** Reads on where `passToStop` stopped: at the brace of a record, or at a closing bracket. */
  stopInArray(window: Window, at: number): NextStep | undefined {
    this.at = at;
    if (window.bytes[at] === OPEN_BRACE) return this.atRecord(window);
    const next = this.passBracket(window, at);
    if (next < 0) return NEEDS_MORE;
    this.at = next;
    return undefined;
  }

  /** Reads on at a brace, of a record or of another envelope. */
  private atRecord(window: Window): NextStep | undefined {
    const another = this.beginsAnother(window, this.at);
    if (another === undefined) return NEEDS_MORE;
    if (!another) return READ_RECORD;
    this.at = this.enter(window, this.at);
    return undefined;
  }

  /**
   * Passes the bracket at `at` between records: it ends their array if an envelope could go on after it, or if the input
   * ends. Returns where to go on, or NEEDS_MORE.
   */
  passBracket(window: Window, at: number): number {
    const { counters } = this;
    const ends = this.envelopeGoesOn(window, at + 1);
    if (ends === undefined) return NEEDS_MORE;
    if (ends) {
      pop(counters);
      counters.envelopeBytes++;
    } else counters.separatorBytes++;
    return at + 1;
  }

  private envelopeGoesOn({ bytes, to, final }: Window, from: number): boolean | undefined {
    const limit = Math.min(to, from + this.settings.maxRecordBytes);
    const unknown = limit < to ? false : final || undefined;
    let at = trimStart(bytes, from, limit);
    if (at === limit) return unknown;
    if (bytes[at] !== COMMA) return bytes[at] === CLOSE_BRACE;
    at = trimStart(bytes, at + 1, limit);
    return at === limit ? unknown : bytes[at] === QUOTE;
  }

  /** Reads on in an envelope, on the way to records. */
  private between(window: Window, until: number): NextStep | undefined {
    const { walk, counters, settings } = this;
    const { bytes, to, base, final } = window;
    const from = this.at;
    const recovery = {
      lineStart: counters.lineStartOffset - base,
      begins: (at: number) => this.begins(window, at),
    };
    const walked = walk.walk(bytes, from, to, counters, {
      mostKeyBytes: settings.maxRecordBytes,
      recovery,
      outer: this.outer,
      isFinal: final,
    });
    const end = walk.at;
    countEnvelope(counters, this.strays, bytes, from, end, base);
    this.at = end;
    if (walked === RECORD) return bytes[end] === QUOTE ? READ_TEXT : READ_RECORD;
    if (walked === REGION) this.strays.endOfLine();
    if (walked !== OUT) return undefined;
    if (end >= until) return PASSED;
    if (!final) return NEEDS_MORE;
    countEnvelope(counters, this.strays, bytes, end, to, base);
    this.at = to;
    return undefined;
  }

  /** Passes what is between the records of an array, up to a brace or a closing bracket: the slow twin of the fast path. */
  passToStop({ bytes, base }: Window, from: number, until: number): number {
    let end = from;
    while (end < until && bytes[end] !== OPEN_BRACE && bytes[end] !== CLOSE_BRACKET) end++;
    countSeparators(this.counters, this.strays, bytes, from, end, base);
    return end;
  }

  /** Where the record of a keyed object at `from` must end; `window.to` if nothing says so. */
  boundary(window: Window, from: number): number {
    return this.isKeyed && isInRegion(this.counters, this.path)
      ? this.keyed.boundary(window, from)
      : window.to;
  }
}
