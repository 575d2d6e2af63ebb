import * as layout from '../kernel/layout.ts';
import { JsonReader } from '../text/json-reader.ts';
import type { Expectation, FieldSpan, ObjectReader, ValueKind } from '../text/object-reader.ts';
import {
  EVENT_TIME_EMPTY,
  EVENT_TIME_NOT_A_STRING,
  INVALID_ISO_8601,
  JSON_DECODE_ERROR,
  MISSING_KEY_OR_BAD_SCHEMA,
} from '../validate/reasons.ts';
import type { FastPath } from './fast-path.ts';
import type { Ending, RecordEndReader } from './record-end.ts';

/** What the kernel does not tell. */
const NOT_TOLD = -1;

const KINDS: Readonly<Record<string, ValueKind>> = {
  '\0': 'missing',
  '"': 'string',
  '{': 'object',
  '[': 'array',
  t: 'boolean',
  f: 'boolean',
  n: 'null',
};
/** The kind of a value by its first byte. */
const KIND_OF_BYTE = Array.from(
  { length: 128 },
  (_, byte): ValueKind => KINDS[String.fromCharCode(byte)] ?? 'number',
);

const REASON_OF_VERDICT: (number | undefined)[] = [];
REASON_OF_VERDICT[layout.DEFECT_CUT] = JSON_DECODE_ERROR;
REASON_OF_VERDICT[layout.DEFECT_UNCLOSED] = JSON_DECODE_ERROR;
REASON_OF_VERDICT[layout.DEFECT_BROKEN] = JSON_DECODE_ERROR;
REASON_OF_VERDICT[layout.DEFECT_MISSING] = MISSING_KEY_OR_BAD_SCHEMA;
REASON_OF_VERDICT[layout.DEFECT_SCHEMA] = MISSING_KEY_OR_BAD_SCHEMA;
REASON_OF_VERDICT[layout.DEFECT_NO_STRING] = EVENT_TIME_NOT_A_STRING;
REASON_OF_VERDICT[layout.DEFECT_EMPTY_TIME] = EVENT_TIME_EMPTY;
REASON_OF_VERDICT[layout.DEFECT_INVALID_TIME] = INVALID_ISO_8601;

/** Where its numbers stand, as indices of 32-bit words. */
const WORDS = layout.SPANS >> 2;
const WORDS_A_SPAN = layout.SPAN_BYTES >> 2;
const LINE_FEEDS = WORDS + 3 * WORDS_A_SPAN;

/**
 * Reads objects in the window of a fast path, in the kernel, five times as fast as `JsonReader`, which reads those that
 * the kernel refuses; their answers are the same (test/properties).
 */
export class KernelReader implements ObjectReader {
  /** After `classify`: what is wrong with the record, a number of kernel/layout.ts. */
  verdict = layout.NOT_CLASSIFIED;
  private readonly spans: FieldSpan[];
  private readonly plain: JsonReader;
  /** Whether the kernel has read the object read last, so that it knows the values. */
  private isOfKernel = false;

  constructor(
    private readonly lane: FastPath,
    keys: readonly string[],
  ) {
    this.plain = new JsonReader(keys);
    this.spans = keys.map(() => ({ kind: 'missing', from: 0, to: 0 }));
  }

  get fields(): readonly FieldSpan[] {
    return this.isOfKernel ? this.spans : this.plain.fields;
  }

  get errorAt(): number {
    return this.plain.errorAt;
  }

  get expected(): Expectation {
    return this.plain.expected;
  }

  /** `bytes`: the window's. */
  read(bytes: Uint8Array, from: number, to: number): boolean {
    return this.readWhole(from, to) === to || this.plain.read(bytes, from, to);
  }

  /**
   * Where the record whose brace is at `from` ends, if it ends by `limit` and is a JSON object, or none in one of the ways
   * that kernel/scan/classify.ts knows; else -1. `verdict` says what is wrong with it.
   */
  classify(from: number, limit: number): number {
    const { lane } = this;
    const { windowAt, words } = lane;
    const end = (lane.kernel.classify(windowAt + from, windowAt + limit) >>> 0) - windowAt;
    this.verdict = end > from ? words[layout.DEFECT >> 2] : layout.NOT_CLASSIFIED;
    this.takeSpans(end > from && this.reason !== JSON_DECODE_ERROR);
    return end > from ? end : NOT_TOLD;
  }

  /** As `RecordEndReader.read` by the first reading, into `reading`; nothing where it is too deep. */
  readInto(reading: RecordEndReader, from: number, to: number): Ending | undefined {
    const { windowAt, words, kernel } = this.lane;
    const ending = kernel.firstReading(windowAt + from, windowAt + to);
    if (ending === layout.NOT_READ) return undefined;
    reading.stop = words[layout.READING_STOP >> 2] - windowAt;
    reading.lineFeeds = words[layout.READING_LINE_FEEDS >> 2];
    reading.lastLineFeed = words[layout.READING_LAST_LINE_FEED >> 2] - windowAt;
    return ending;
  }

  /**
   * How many fragments, records on one line that the next brace ends, come one after the other from the brace at `from`,
   * beginning before `until`: `fragmentFrom` and `fragmentLength` tell of each.
   */
  fragments(from: number, until: number, mostBytes: number): number {
    const { windowAt, kernel } = this.lane;
    return kernel.fragments(windowAt + from, windowAt + until, mostBytes);
  }

  fragmentFrom(i: number): number {
    const { words, windowAt } = this.lane;
    return words[(layout.FRAGMENTS_AT >> 2) + 2 * i] - windowAt;
  }

  fragmentLength(i: number): number {
    return this.lane.words[(layout.FRAGMENTS_AT >> 2) + 2 * i + 1];
  }

  private readWhole(from: number, limit: number): number {
    const { lane } = this;
    const end = (lane.kernel.readSpans(lane.windowAt + from, lane.windowAt + limit) >>> 0) - lane.windowAt;
    this.takeSpans(end > from);
    return this.isOfKernel ? end : NOT_TOLD;
  }

  private takeSpans(areThere: boolean): void {
    const { spans } = this;
    const { windowAt, words } = this.lane;
    this.isOfKernel = areThere;
    if (!areThere) return;
    for (let i = 0, at = WORDS; i < spans.length; i++, at += WORDS_A_SPAN) {
      const span = spans[i];
      span.kind = KIND_OF_BYTE[words[at]];
      span.from = words[at + 1] - windowAt;
      span.to = words[at + 2] - windowAt;
    }
  }

  /** After `classify`: the line feeds in the record, and where the last one stands, if there is one. */
  get lineFeeds(): number {
    return this.lane.words[LINE_FEEDS];
  }

  get lastLineFeed(): number {
    return this.lane.words[LINE_FEEDS + 1] - this.lane.windowAt - 1;
  }

  /** After `classify`: the reason, as a place in REASONS; nothing where that takes a closer look, at values that are JSON. */
  get reason(): number | undefined {
    return REASON_OF_VERDICT[this.verdict];
  }

  /** After `classify`: where a record breaks that is something else than JSON from there on. */
  get brokenAt(): number {
    return this.lane.words[layout.ERROR_AT >> 2] - this.lane.windowAt;
  }

  /** After `classify`: the place among the keys of the one at fault. */
  get faultKey(): number {
    return this.lane.words[layout.FAULT_KEY >> 2];
  }
}
