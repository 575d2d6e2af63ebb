import type { KernelReader } from '../../kernel/kernel-reader.ts';
import type { ScanCounters } from '../../store/scan-counters.ts';
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
import { EnvelopeStarts, type ShapeParts } from './envelope-starts.ts';
import { expectedRegion, isInObject, isInRegion, OUTSIDE, pop } from './envelope-state.ts';
import { EnvelopeWalk, OUT, RECORD, REGION } from './envelope-walk.ts';
import { KeyedRegion } from './keyed-region.ts';
import { OuterValues } from './outer-values.ts';

/** Read the record that begins at `at`. */
export const READ_RECORD = 1;
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
  private readonly parts: ShapeParts;
  private readonly keyed: KeyedRegion;
  /** Where envelopes begin. */
  readonly starts: EnvelopeStarts;
  /** `open` where records last were side by side in an array. */
  private arrayOpen = 0;

  constructor(
    private readonly path: RecordPath,
    around: Omit<ShapeParts, 'path' | 'outer'>,
    reader: KernelReader | undefined,
  ) {
    const { settings } = around;
    this.walk = new EnvelopeWalk(path);
    this.isKeyed = path.steps.at(-1) === EVERY;
    const keys = outerKeysOf(settings);
    const outer = keys && new OuterValues(keys, settings.maxRecordBytes, path.steps);
    this.parts = { ...around, path, outer };
    this.keyed = new KeyedRegion(this.parts);
    // The kernel looks for objects and arrays in an object: not for strings, nor whether it is a keyed object itself.
    const sees = !path.isText && !(this.isKeyed && path.steps.length === 1);
    this.starts = new EnvelopeStarts(this.parts, this.walk, sees ? reader : undefined);
  }

  /**
   * Whether a scan may begin anywhere, as in an array of records. It may not where keys or strings lead to each record:
   * their beginning cannot be guessed.
   */
  get canBeginAnywhere(): boolean {
    return !this.path.isText && !this.isKeyed && this.parts.outer === undefined;
  }

  /** Makes the scan begin as if within the array that the path leads to, or outside of all envelopes. */
  beginWithin(isWithin: boolean): void {
    this.parts.counters.open = isWithin ? expectedRegion(this.path) : OUTSIDE;
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
    const { counters, path, outer } = this.parts;
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
      const { counters, path } = this.parts;
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

  /** As `next`, of records that are side by side too: the slow twin of the fast path, which READ_REGION leaves them to. */
  nextRecord(window: Window, from: number, until: number): Exclude<NextStep, typeof READ_REGION> {
    for (this.at = from; ; ) {
      const step = this.next(window, this.at, until);
      if (step !== READ_REGION) return step;
      const inArray = this.inArray(window, until);
      if (inArray !== undefined) return inArray;
    }
  }

  /**
   * Returns the members to append to the record at `at`: the values of the objects around it that a role reads. Undefined if
   * that takes more bytes.
   */
  membersAround(window: Window, at: number): Uint8Array | undefined {
    const { outer, counters } = this.parts;
    if (outer === undefined || counters.open === OUTSIDE) return NO_BYTES;
    return outer.at(window, at, counters.open);
  }

  /** After the record at which `next` stopped was read. */
  recordRead(): void {
    this.parts.counters.atRecord = 0;
  }

  /** Reads on outside of envelopes: as in any input, except that an object may be an envelope. */
  private outside(window: Window, until: number): NextStep | undefined {
    const { counters, strays, path } = this.parts;
    const { bytes, base } = window;
    const isText = path.steps.length === 0;
    let end = this.at;
    while (end < until && bytes[end] !== OPEN_BRACE && !(isText && bytes[end] === QUOTE)) end++;
    countSeparators(counters, strays, bytes, this.at, end, base);
    this.at = end;
    if (end === until) return PASSED;
    if (bytes[end] === QUOTE) return READ_TEXT;
    const begins = this.starts.begins(window, end);
    if (begins === undefined) return NEEDS_MORE;
    if (!begins) return READ_RECORD;
    this.at = this.starts.enter(window, end);
    return undefined;
  }

  /** Reads on between records that are side by side. */
  private inRegion(window: Window, until: number): NextStep | undefined {
    const { counters, strays } = this.parts;
    if (!isInObject(counters)) return READ_REGION;
    const { bytes, base } = window;
    let end = this.at;
    while (end < until && bytes[end] !== OPEN_BRACE && bytes[end] !== QUOTE && bytes[end] !== CLOSE_BRACE)
      end++;
    countSeparators(counters, strays, bytes, this.at, end, base);
    this.at = end;
    if (end === until) return PASSED;
    if (bytes[end] === OPEN_BRACE) return this.atRecord(window);
    const next = bytes[end] === QUOTE ? this.keyed.atKey(window, end) : this.keyed.atBrace(window, end);
    if (next < 0) return NEEDS_MORE;
    this.at = next;
    return undefined;
  }

  /** Reads on between records in an array, up to a record or past a closing bracket. */
  private inArray(window: Window, until: number): Exclude<NextStep, typeof READ_REGION> | undefined {
    const { counters, strays } = this.parts;
    const { bytes, base } = window;
    let end = this.at;
    while (end < until && bytes[end] !== OPEN_BRACE && bytes[end] !== CLOSE_BRACKET) end++;
    countSeparators(counters, strays, bytes, this.at, end, base);
    this.at = end;
    if (end >= until) return PASSED;
    if (bytes[end] === OPEN_BRACE) return this.atRecord(window);
    const next = this.passBracket(window, end);
    if (next < 0) return NEEDS_MORE;
    this.at = next;
    return undefined;
  }

  /** Reads on at a brace, of a record or of another envelope. */
  private atRecord(window: Window): typeof READ_RECORD | typeof NEEDS_MORE | undefined {
    const another = this.starts.beginsAnother(window, this.at);
    if (another === undefined) return NEEDS_MORE;
    if (!another) return READ_RECORD;
    this.at = this.starts.enter(window, this.at);
    return undefined;
  }

  /**
   * Passes the bracket at `at` between records: it ends their array if an envelope could go on after it, or if the input
   * ends. Returns where to go on, or NEEDS_MORE.
   */
  passBracket(window: Window, at: number): number {
    const { counters } = this.parts;
    const ends = this.envelopeGoesOn(window, at + 1);
    if (ends === undefined) return NEEDS_MORE;
    if (ends) {
      pop(counters);
      counters.envelopeBytes++;
    } else counters.separatorBytes++;
    return at + 1;
  }

  private envelopeGoesOn({ bytes, to, final }: Window, from: number): boolean | undefined {
    const limit = Math.min(to, from + this.parts.settings.maxRecordBytes);
    const unknown = limit < to ? false : final || undefined;
    let at = trimStart(bytes, from, limit);
    if (at === limit) return unknown;
    if (bytes[at] !== COMMA) return bytes[at] === CLOSE_BRACE;
    at = trimStart(bytes, at + 1, limit);
    return at === limit ? unknown : bytes[at] === QUOTE;
  }

  /** Reads on in an envelope, on the way to records. */
  private between(window: Window, until: number): NextStep | undefined {
    const { walk } = this;
    const { counters, strays, settings, outer } = this.parts;
    const { bytes, to, base, final } = window;
    const from = this.at;
    const recovery = {
      lineStart: counters.lineStartOffset - base,
      begins: (at: number) => this.starts.begins(window, at),
    };
    const walked = walk.walk(bytes, from, to, counters, {
      mostKeyBytes: settings.maxRecordBytes,
      recovery,
      outer,
      isFinal: final,
    });
    const end = walk.at;
    countEnvelope(counters, strays, bytes, from, end, base);
    this.at = end;
    if (walked === RECORD) return bytes[end] === QUOTE ? READ_TEXT : READ_RECORD;
    if (walked === REGION) strays.endOfLine();
    if (walked !== OUT) return undefined;
    if (end >= until) return PASSED;
    if (!final) return NEEDS_MORE;
    countEnvelope(counters, strays, bytes, end, to, base);
    this.at = to;
    return undefined;
  }

  /**
   * Where the record at `from` must end because a line begins with the next key of a keyed object, or with the next string
   * where every line is one; `window.to` if nothing says so.
   */
  boundary(window: Window, from: number): number {
    const { parts, path, keyed } = this;
    const isAmongStrings = path.steps.length === 0;
    const isAmongKeys = this.isKeyed && isInRegion(parts.counters, path);
    return isAmongStrings || isAmongKeys ? keyed.boundary(window, from) : window.to;
  }
}
