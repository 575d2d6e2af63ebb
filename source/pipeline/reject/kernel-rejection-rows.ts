import type { FastPath } from '../kernel/fast-path.ts';
import {
  DEFECT_BROKEN,
  DEFECT_CUT,
  DEFECT_INVALID_TIME,
  DEFECT_MISSING,
  DEFECT_NO_STRING,
  DEFECT_SCHEMA,
  DEFECT_UNCLOSED,
  KernelReader,
} from '../kernel/kernel-reader.ts';
import { COMMA, encodeUtf8, LINE_FEED } from '../text/bytes.ts';
import type { FieldSpan } from '../text/field-span.ts';
import type { Expectation } from '../text/object-reader.ts';
import { writeInteger } from '../time/format-timestamp.ts';
import { FIRST_DIMENSION } from '../validate/dimensions.ts';
import { QUOTED_CHARACTERS } from '../validate/faulty-part.ts';
import { USER } from '../validate/fields.ts';
import {
  AT_COLUMN,
  AT_LINE,
  END_OF_RECORD,
  expectedFound,
  IS_MISSING,
  isNoString,
  notAccepted,
} from '../validate/messages.ts';
import {
  EVENT_TIME_NOT_A_STRING,
  INVALID_ISO_8601,
  JSON_DECODE_ERROR,
  MISSING_KEY_OR_BAD_SCHEMA,
  REASONS,
} from '../validate/reasons.ts';
import { KEPT_CHARACTERS, type RejectedPlace } from './rejection.ts';

const SINGLE_QUOTE = 0x27;
const FIRST_VISIBLE = 0x20;
const DELETE = 0x7f;
/** No limit: the record is known to lie in the window. */
const ANYWHERE = 2 ** 31;
/** A reason is a code, the name of a key, a value of at most QUOTED_CHARACTERS, and words that take less than this. */
const MOST_WORD_BYTES = 1536;
/** Room for two numbers and what separates them. */
const MOST_NUMBER_BYTES = 64;

/**
 * Rows of CSV (spec section 9) for the usual kinds of rejected records in the window of a fast path: ASCII, no escape in a
 * value, and a fault that the kernel can classify. The kernel copies their bytes, and no string is made. The rows equal
 * those made of a `Rejection` (test/output); without them a file of which 1 % is rejected takes 7 % longer (decision 010).
 */
export class KernelRejectionRows {
  private readonly reader: KernelReader;
  /** For each field: the reason if it is missing, and how the reason begins if its value is wrong. */
  private readonly missingWords: readonly Uint8Array[];
  private readonly wrongWords: readonly Uint8Array[];
  /** The row that is made: the kernel makes its columns up to the offset, this class the others. */
  private row = new DataView(new ArrayBuffer(4096));
  private readonly codes = REASONS.map(({ code }) => encodeUtf8(`,${code},`));
  /** Of the record whose reason was written last: where its JSON broke, 0 if it is JSON. */
  private column = 0;
  /** Texts that follow a value, encoded: few, each used often. */
  private readonly encoded = new Map<string, Uint8Array>();
  /** Whether the reasons fit where the kernel expects them: not with keys of thousands of bytes. */
  private readonly isUsable: boolean;

  constructor(private readonly path: FastPath) {
    const { fields } = path.fields;
    this.reader = new KernelReader(path);
    const words = (text: string): Uint8Array => encodeUtf8(codePrefix(MISSING_KEY_OR_BAD_SCHEMA) + text);
    this.wrongWords = fields.map(({ name }) => words(`${name} is `));
    this.missingWords = fields.map(({ name }) => words(name + IS_MISSING));
    const longest = Math.max(...this.missingWords.map(({ length }) => length));
    this.isUsable = longest + MOST_WORD_BYTES <= path.reasonBytes.length;
  }

  /**
   * Returns the row of the record at `place`, rejected with `reason` (an index into REASONS), valid until the next call;
   * undefined for a record of another kind.
   */
  rowOf(
    { recordNumber, line, byteOffset, bytes, from, to, lineStart }: RejectedPlace,
    reason: number,
  ): Uint8Array | undefined {
    const { reader, path } = this;
    if (!this.isUsable || reader.classify(from, ANYWHERE) !== to || reader.reason !== reason)
      return undefined;
    const reasonLength = this.writeReason(bytes, to, line, lineStart);
    if (reasonLength < 0) return undefined;
    const rawTo = Math.min(to, from + KEPT_CHARACTERS);
    const hasValues = reason !== JSON_DECODE_ERROR;
    const beginning = path.csvRowOfRejection(
      { recordNumber, line, byteOffset, from, rawTo, reasonLength, hasValues },
      KEPT_CHARACTERS,
    );
    return beginning && this.withLastColumns(beginning, reason, to - from);
  }

  /** Returns the kernel's row with the code, the column and the length in place of its line feed. */
  private withLastColumns(beginning: Uint8Array, reason: number, byteLength: number): Uint8Array {
    const code = this.codes[reason];
    const needed = beginning.length + code.length + MOST_NUMBER_BYTES;
    if (needed > this.row.byteLength) this.row = new DataView(new ArrayBuffer(2 * needed));
    const { row } = this;
    const bytes = new Uint8Array(row.buffer);
    bytes.set(beginning);
    let at = beginning.length - 1;
    bytes.set(code, at);
    at += code.length;
    if (this.column > 0) at = writeInteger(row, at, this.column);
    bytes[at++] = COMMA;
    at = writeInteger(row, at, byteLength);
    bytes[at++] = LINE_FEED;
    return bytes.subarray(0, at);
  }

  /** Writes the reason and returns its length, or -1 for one that takes a string. */
  private writeReason(bytes: Uint8Array, to: number, line: number, lineStart: number): number {
    const { reader } = this;
    this.column = 0;
    switch (reader.defect) {
      case DEFECT_MISSING:
        return this.put(this.missingWords[reader.faultyField], 0);
      case DEFECT_SCHEMA: {
        const { user, dimensions } = this.path.fields;
        const { accepts } =
          reader.faultyField === USER ? user : dimensions[reader.faultyField - FIRST_DIMENSION];
        return this.putValue(bytes, this.wrongWords[reader.faultyField], notAccepted(accepts));
      }
      case DEFECT_INVALID_TIME:
        return this.putValue(bytes, INVALID, ` ${this.timeFault(bytes, reader.fields[reader.faultyField])}`);
      case DEFECT_NO_STRING:
        return this.putValue(
          bytes,
          NO_STRING,
          ` ${this.timeFault(bytes, reader.fields[reader.faultyField])}`,
        );
      case DEFECT_CUT:
        return this.putPlace(this.put(CUT, 0), line, to - lineStart + 1);
      case DEFECT_UNCLOSED:
        return this.putPlace(this.put(UNCLOSED, 0), line, to - lineStart + 1);
      case DEFECT_BROKEN: {
        const at = this.put(BROKEN, 0);
        this.path.reasonBytes[at] = bytes[reader.brokenAt];
        return this.putPlace(this.put(BROKEN_AT, at + 1), line, reader.brokenAt - lineStart + 1);
      }
      default:
        return -1;
    }
  }

  /** Writes the value at fault between two texts, a string in single quotes. */
  private putValue(bytes: Uint8Array, before: Uint8Array, after: string): number {
    const { reader } = this;
    const reason = this.path.reasonBytes;
    const { kind, from, to } = reader.fields[reader.faultyField];
    const quotes = kind === 'string' ? 1 : 0;
    if (to - from - 2 * quotes > QUOTED_CHARACTERS) return -1;
    const at = this.put(before, 0);
    const length = to - from;
    for (let i = 0; i < length; i++) {
      const byte = bytes[from + i];
      if (byte < FIRST_VISIBLE || byte === DELETE) return -1; // shown as marks
      reason[at + i] = byte;
    }
    if (quotes > 0) {
      reason[at] = SINGLE_QUOTE;
      reason[at + length - 1] = SINGLE_QUOTE;
    }
    return this.put(this.encode(after), at + length);
  }

  private timeFault(bytes: Uint8Array, span: FieldSpan): string {
    const { reader } = this.path.fields.time;
    if (span.kind === 'string') return reader.explain(bytes, span.from + 1, span.to - 1, true);
    return span.kind === 'number' ? reader.explain(bytes, span.from, span.to, false) : isNoString(span);
  }

  private putPlace(at: number, line: number, column: number): number {
    this.column = column;
    const { reasonView } = this.path;
    return writeInteger(reasonView, this.put(COLUMN, writeInteger(reasonView, at, line)), column);
  }

  private put(text: Uint8Array, at: number): number {
    this.path.reasonBytes.set(text, at);
    return at + text.length;
  }

  private encode(text: string): Uint8Array {
    let bytes = this.encoded.get(text);
    if (bytes === undefined) {
      bytes = encodeUtf8(text);
      this.encoded.set(text, bytes);
    }
    return bytes;
  }
}

const INVALID = encodeUtf8(codePrefix(INVALID_ISO_8601));
const NO_STRING = encodeUtf8(codePrefix(EVENT_TIME_NOT_A_STRING));
const CUT = encodeUtf8(brokenText('closingQuote', END_OF_RECORD) + AT_LINE);
const UNCLOSED = encodeUtf8(brokenText('commaOrBrace', END_OF_RECORD) + AT_LINE);
/** Around the character that was found. */
const BROKEN = encodeUtf8(brokenText('commaOrBrace', "'"));
const BROKEN_AT = encodeUtf8(`'${AT_LINE}`);
const COLUMN = encodeUtf8(AT_COLUMN);

function brokenText(expected: Expectation, found: string): string {
  return codePrefix(JSON_DECODE_ERROR) + expectedFound(expected, found);
}

function codePrefix(reason: number): string {
  return `${REASONS[reason].code}: `;
}
