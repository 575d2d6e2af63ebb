import { type FieldSpan, missingSpans } from '../text/field-span.ts';
import { JsonReader } from '../text/json-reader.ts';
import type { Expectation, ObjectReader } from '../text/object-reader.ts';
import { kindOfValue } from '../text/value-kind.ts';
import {
  EVENT_TIME_EMPTY,
  EVENT_TIME_NOT_A_STRING,
  INVALID_ISO_8601,
  JSON_DECODE_ERROR,
  MISSING_KEY_OR_BAD_SCHEMA,
} from '../validate/reasons.ts';
import type { FastPath } from './fast-path.ts';
import * as layout from './layout.ts';

/** What `classify` finds wrong with a record. */
export {
  DEFECT_BROKEN,
  DEFECT_CUT,
  DEFECT_INVALID_TIME,
  DEFECT_MISSING,
  DEFECT_NO_STRING,
  DEFECT_SCHEMA,
  DEFECT_UNCLOSED,
} from './layout.ts';

/** The reason, as an index of REASONS, for each defect of kernel/layout.ts. */
const REASON_OF_DEFECT: (number | undefined)[] = [];
REASON_OF_DEFECT[layout.DEFECT_CUT] = JSON_DECODE_ERROR;
REASON_OF_DEFECT[layout.DEFECT_UNCLOSED] = JSON_DECODE_ERROR;
REASON_OF_DEFECT[layout.DEFECT_BROKEN] = JSON_DECODE_ERROR;
REASON_OF_DEFECT[layout.DEFECT_MISSING] = MISSING_KEY_OR_BAD_SCHEMA;
REASON_OF_DEFECT[layout.DEFECT_SCHEMA] = MISSING_KEY_OR_BAD_SCHEMA;
REASON_OF_DEFECT[layout.DEFECT_NO_STRING] = EVENT_TIME_NOT_A_STRING;
REASON_OF_DEFECT[layout.DEFECT_EMPTY_TIME] = EVENT_TIME_EMPTY;
REASON_OF_DEFECT[layout.DEFECT_INVALID_TIME] = INVALID_ISO_8601;

/** The numbers at SPANS as indices of 32-bit words. */
const SPAN_WORDS_AT = layout.SPANS >> 2;
const WORDS_PER_SPAN = layout.SPAN_BYTES >> 2;
const LINE_FEEDS = layout.RECORD_LINE_FEEDS >> 2;

/**
 * Reads objects in the window of a fast path: in the kernel, five times as fast as `JsonReader`, and by `JsonReader` if
 * the kernel refuses. Both give the same results (test/properties).
 */
export class KernelReader implements ObjectReader {
  /** After `classify`: what is wrong with the record, one of the DEFECT constants of kernel/layout.ts. */
  defect = layout.NOT_CLASSIFIED;
  private readonly spans: FieldSpan[];
  private readonly plain: JsonReader;
  /** Whether the kernel read the last object, so that `spans` has its values. */
  private isReadByKernel = false;

  constructor(private readonly path: FastPath) {
    const { keys, spanCount } = path.fields;
    this.plain = new JsonReader(keys, spanCount);
    this.spans = missingSpans(spanCount);
  }

  get fields(): readonly FieldSpan[] {
    return this.isReadByKernel ? this.spans : this.plain.fields;
  }

  get errorAt(): number {
    return this.plain.errorAt;
  }

  get expected(): Expectation {
    return this.plain.expected;
  }

  /** As `ObjectReader.read`; `bytes` is the window of the fast path. */
  read(bytes: Uint8Array, from: number, to: number): boolean {
    const { kernel, windowAt, keys } = this.path;
    if (!keys.areAllKnown) {
      this.isReadByKernel = false;
      return this.plain.read(bytes, from, to);
    }
    const end = (kernel.readSpans(windowAt + from, windowAt + to) >>> 0) - windowAt;
    this.isReadByKernel = end > from;
    if (this.isReadByKernel) this.copySpans();
    return (this.isReadByKernel && end === to) || this.plain.read(bytes, from, to);
  }

  /**
   * Returns the end of the record whose brace is at `from`, and sets `defect`, if the record ends by `limit` and is either
   * a JSON object or broken in one of the ways that kernel/scan/classify.ts knows; else -1.
   */
  classify(from: number, limit: number): number {
    const { kernel, windowAt, words, keys } = this.path;
    if (!keys.areAllKnown) return -1;
    const end = (kernel.classify(windowAt + from, windowAt + limit) >>> 0) - windowAt;
    const isClassified = end > from;
    this.defect = isClassified ? words[layout.DEFECT >> 2] : layout.NOT_CLASSIFIED;
    this.isReadByKernel = isClassified && this.reason !== JSON_DECODE_ERROR;
    if (this.isReadByKernel) this.copySpans();
    return isClassified ? end : -1;
  }

  /**
   * Returns the number of fragments, records on one line that the next brace ends, that follow each other from the brace
   * at `from` on and begin before `until`. `fragmentFrom` and `fragmentLength` give their places.
   */
  fragments(from: number, until: number, mostBytes: number): number {
    const { windowAt, kernel } = this.path;
    return kernel.fragments(windowAt + from, windowAt + until, mostBytes);
  }

  fragmentFrom(i: number): number {
    const { words, windowAt } = this.path;
    return words[(layout.FRAGMENTS_AT >> 2) + 2 * i] - windowAt;
  }

  fragmentLength(i: number): number {
    return this.path.words[(layout.FRAGMENTS_AT >> 2) + 2 * i + 1];
  }

  /**
   * After `classify` read a record: whether it may be an envelope. Only for paths that lead to objects or arrays in one.
   */
  get mayBeEnvelope(): boolean {
    return this.path.words[layout.MAY_BE_ENVELOPE >> 2] !== 0;
  }

  private copySpans(): void {
    const { spans } = this;
    const { windowAt, words } = this.path;
    for (let i = 0, at = SPAN_WORDS_AT; i < spans.length; i++, at += WORDS_PER_SPAN) {
      const span = spans[i];
      span.kind = kindOfValue(words[at]);
      span.from = words[at + 1] - windowAt;
      span.to = words[at + 2] - windowAt;
    }
  }

  /** After `classify`: the number of line feeds in the record, and the index of the last one, if there is one. */
  get lineFeeds(): number {
    return this.path.words[LINE_FEEDS];
  }

  get lastLineFeed(): number {
    return this.path.words[LINE_FEEDS + 1] - this.path.windowAt - 1;
  }

  /** After `classify`: the reason, as an index into REASONS; undefined if only `RecordValidator` can tell. */
  get reason(): number | undefined {
    return REASON_OF_DEFECT[this.defect];
  }

  /** After `classify` found DEFECT_BROKEN: the index of the first byte that is not JSON. */
  get brokenAt(): number {
    return this.path.words[layout.ERROR_AT >> 2] - this.path.windowAt;
  }

  /** After `classify` found a defect of a value: the index of the field at fault. */
  get faultyField(): number {
    return this.path.words[layout.FAULTY_FIELD >> 2];
  }
}
