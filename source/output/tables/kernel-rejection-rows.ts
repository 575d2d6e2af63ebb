import {
  CSV_AT,
  DEFECT_BROKEN,
  DEFECT_CUT,
  DEFECT_INVALID_TIME,
  DEFECT_MISSING,
  DEFECT_NO_STRING,
  DEFECT_SCHEMA,
  DEFECT_UNCLOSED,
  REASON_AT,
} from '../../pipeline/kernel/layout.ts';
import { KEPT_CHARACTERS, type RejectedPlace } from '../../pipeline/reject/rejection.ts';
import type { FastPath } from '../../pipeline/scan/fast-path.ts';
import { KernelReader } from '../../pipeline/scan/kernel-reader.ts';
import { encodeUtf8 } from '../../pipeline/text/bytes.ts';
import type { Expectation, FieldSpan } from '../../pipeline/text/object-reader.ts';
import { writeInteger } from '../../pipeline/time/format-timestamp.ts';
import { explainTimestampFault } from '../../pipeline/time/parse-timestamp.ts';
import { type FieldMap, USER } from '../../pipeline/validate/fields.ts';
import {
  AT_COLUMN,
  AT_LINE,
  END_OF_RECORD,
  expectedFound,
  IS_MISSING,
  isNoString,
  notAccepted,
} from '../../pipeline/validate/messages.ts';
import {
  EVENT_TIME_NOT_A_STRING,
  INVALID_ISO_8601,
  JSON_DECODE_ERROR,
  MISSING_KEY_OR_BAD_SCHEMA,
  REASONS,
} from '../../pipeline/validate/reasons.ts';
import { QUOTED_CHARACTERS } from '../../pipeline/validate/validate.ts';
import type { CsvRows } from '../formats/csv-rows.ts';

const SINGLE_QUOTE = 0x27;
const DELETE = 0x7f;

/**
 * CSV rows of the usual kinds of rejected records in the window of a fast path: ASCII, no escape in a value, and a fault
 * that the kernel can classify. Copies their bytes and makes no text. The rows equal those of `rejectionRow` (test/output);
 * a file with many rejections takes half the time.
 */
export class KernelRejectionRows {
  private readonly reader: KernelReader;
  private readonly map: FieldMap;
  /** For each field how its reason begins where it is missing, and where its value is wrong. */
  private readonly isMissing: readonly Uint8Array[];
  private readonly isWrong: readonly Uint8Array[];
  /** Texts that follow a value, encoded: few, each used often. */
  private readonly encoded = new Map<string, Uint8Array>();

  /** `csv` receives the rows. */
  constructor(
    private readonly lane: FastPath,
    private readonly csv: CsvRows,
  ) {
    this.map = lane.fields;
    this.reader = new KernelReader(lane);
    const words = (text: string): Uint8Array => encodeUtf8(codeText(MISSING_KEY_OR_BAD_SCHEMA) + text);
    this.isWrong = this.map.fields.map(({ name }) => words(`${name} is `));
    this.isMissing = this.map.fields.map(({ name }) => words(name + IS_MISSING));
  }

  /** Appends the row and returns true; returns false and does nothing for a record of another kind. */
  write({ event, line, byteOffset, from, to, lineStart }: RejectedPlace, code: number): boolean {
    const { lane, reader } = this;
    if (reader.classify(from, ANYWHERE) !== to || reader.reason !== code) return false;
    const reasonEnd = this.putReason(to, line, lineStart);
    if (reasonEnd < 0) return false;
    const length = lane.kernel.rejectionRow(
      event,
      reasonEnd - REASON_AT,
      code === JSON_DECODE_ERROR ? 0 : 1,
      KEPT_CHARACTERS,
      lane.windowAt + from,
      lane.windowAt + Math.min(to, from + KEPT_CHARACTERS),
      line,
      byteOffset,
    );
    if (length === 0) return false;
    this.csv.append(lane.bytes, CSV_AT, length);
    return true;
  }

  /** Writes the reason at REASON_AT and returns its end; -1 where it takes the slow path. */
  private putReason(to: number, line: number, lineStart: number): number {
    const { reader, lane, map } = this;
    switch (reader.defect) {
      case DEFECT_MISSING:
        return this.put(this.isMissing[reader.faultyField], REASON_AT);
      case DEFECT_SCHEMA:
        return this.putValue(
          this.isWrong[reader.faultyField],
          notAccepted((reader.faultyField === USER ? map.user : map.type).accepts),
        );
      case DEFECT_INVALID_TIME:
        return this.putValue(INVALID, ` ${this.timeFault(reader.fields[reader.faultyField])}`);
      case DEFECT_NO_STRING:
        return this.putValue(NO_STRING, ` ${isNoString(reader.fields[reader.faultyField])}`);
      case DEFECT_CUT:
        return this.putPlace(this.put(CUT, REASON_AT), line, to - lineStart + 1);
      case DEFECT_UNCLOSED:
        return this.putPlace(this.put(UNCLOSED, REASON_AT), line, to - lineStart + 1);
      case DEFECT_BROKEN: {
        const at = this.put(BROKEN, REASON_AT);
        lane.bytes[at] = lane.bytes[lane.windowAt + reader.brokenAt];
        return this.putPlace(this.put(BROKEN_AT, at + 1), line, reader.brokenAt - lineStart + 1);
      }
      default:
        return -1;
    }
  }

  private timeFault({ from, to }: FieldSpan): string {
    const { bytes, windowAt } = this.lane;
    return explainTimestampFault(bytes, windowAt + from + 1, windowAt + to - 1);
  }

  /** Writes the value at fault between two texts, a string in single quotes. */
  private putValue(before: Uint8Array, behind: string): number {
    const { bytes, windowAt } = this.lane;
    const { reader } = this;
    const { kind, from, to } = reader.fields[reader.faultyField];
    const quotes = kind === 'string' ? 1 : 0;
    if (to - from - 2 * quotes > QUOTED_CHARACTERS) return -1;
    const at = this.put(before, REASON_AT);
    const start = windowAt + from;
    const length = to - from;
    for (let i = 0; i < length; i++) {
      const byte = bytes[start + i];
      if (byte === DELETE) return -1; // shown as a mark
      bytes[at + i] = byte;
    }
    if (quotes > 0) {
      bytes[at] = SINGLE_QUOTE;
      bytes[at + length - 1] = SINGLE_QUOTE;
    }
    return this.put(this.encode(behind), at + length);
  }

  private putPlace(at: number, line: number, column: number): number {
    const { view } = this.lane;
    return writeInteger(view, this.put(COLUMN, writeInteger(view, at, line)), column);
  }

  private put(text: Uint8Array, at: number): number {
    this.lane.bytes.set(text, at);
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

/** No limit: the record is known to lie in the window. */
const ANYWHERE = 2 ** 31;

const INVALID = encodeUtf8(codeText(INVALID_ISO_8601));
const NO_STRING = encodeUtf8(codeText(EVENT_TIME_NOT_A_STRING));
const CUT = encodeUtf8(brokenText('closingQuote', END_OF_RECORD) + AT_LINE);
const UNCLOSED = encodeUtf8(brokenText('commaOrBrace', END_OF_RECORD) + AT_LINE);
/** Around the character that was found. */
const BROKEN = encodeUtf8(brokenText('commaOrBrace', "'"));
const BROKEN_AT = encodeUtf8(`'${AT_LINE}`);
const COLUMN = encodeUtf8(AT_COLUMN);

function brokenText(expected: Expectation, found: string): string {
  return codeText(JSON_DECODE_ERROR) + expectedFound(expected, found);
}

function codeText(code: number): string {
  return `${REASONS[code].code}: `;
}
