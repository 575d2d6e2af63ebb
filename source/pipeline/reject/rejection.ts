import { newRecordReader } from '../scan/record-format.ts';
import type { PipelineSettings } from '../settings.ts';
import type { LineAddress } from '../store/address.ts';
import { QUOTE } from '../text/bytes.ts';
import { TextBuffer } from '../text/text-buffer.ts';
import { NO_VALUE } from '../validate/faulty-part.ts';
import { compileFields } from '../validate/fields.ts';
import { notClosedWithin, READ_WITH_VALUES_AROUND } from '../validate/messages.ts';
import { appendMembers, outerKeysOf } from '../validate/outer-keys.ts';
import {
  JSON_DECODE_ERROR,
  REASONS,
  RECORD_TOO_LONG,
  type ReasonCode,
  ROW_ERROR,
} from '../validate/reasons.ts';
import { endOfText, textOfString } from '../validate/record-in-string.ts';
import { RecordText } from '../validate/record-text.ts';
import { RecordValidator } from '../validate/validate.ts';
import { faultOf, type RejectionFault } from './fault.ts';

/** How many characters of the raw text and of each value a rejection keeps (spec section 2). */
export const KEPT_CHARACTERS = 300;

/** What outputs and the screen say about a rejected record. */
export interface Rejection extends LineAddress {
  /** The record's number among all records, from 1. */
  readonly recordNumber: number;
  readonly code: ReasonCode;
  /** What is wrong, in words; the wording may improve from version to version. */
  readonly detail: string;
  /** The byte of its line, from 1, at which its JSON broke; undefined for any other reason. */
  readonly column: number | undefined;
  readonly byteLength: number;
  /** The record's first 300 characters. */
  readonly raw: string;
  /** The values, cut at 300 characters; '' for one that could not be read. */
  readonly userId: string;
  readonly eventTime: string;
  readonly eventType: string;
  /** The name of its file, in which line and offset are counted; undefined if the input is one file. */
  readonly file?: string | undefined;
}

/** A rejection with its fault; undefined if its bytes are gone. */
export interface ExplainedRejection extends Rejection {
  readonly fault: RejectionFault | undefined;
}

/** The reason as tables show it, `CODE: DETAIL`; the code alone if the detail is not known. */
export function reasonText({
  code,
  detail,
}: {
  readonly code: ReasonCode;
  readonly detail: string | undefined;
}): string {
  return detail === undefined ? code : `${code}: ${detail}`;
}

/** A rejected record: its address, and its bytes in memory. */
export interface RejectedPlace extends LineAddress {
  readonly recordNumber: number;
  readonly byteLength: number;
  /** `bytes[from..to)` is the record, or its first `maxRecordBytes` if it is longer. */
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** The index into `bytes` of the start of the record's line; negative if the line begins before them. */
  readonly lineStart: number;
  /**
   * What was read of the objects around the record, as members to append to it (spec section 13, `^`); undefined if that is
   * not known.
   */
  readonly members?: Uint8Array | undefined;
  /** The name of its file, if the input is several. */
  readonly file?: string | undefined;
}

/** Describes rejections from the bytes of their records. Reuse one: it holds a parser. */
export class RejectionDescriber {
  private readonly validator: RecordValidator;
  private readonly readsAround: boolean;
  private readonly text = new RecordText();
  private readonly decoded = new TextBuffer();
  private readonly appended = new TextBuffer();
  /** The record that was described last: its place in the text, and its place with the values read around it. */
  private inText: RejectedPlace | undefined;
  private whole: RejectedPlace | undefined;

  constructor(private readonly settings: PipelineSettings) {
    const fields = compileFields(settings);
    this.validator = new RecordValidator(fields, newRecordReader(settings, fields));
    this.readsAround = outerKeysOf(settings) !== undefined;
  }

  /** Validates the record again, which costs less than making its text. `reason`: an index into REASONS. */
  describe(place: RejectedPlace, reason: number): Rejection {
    const { validator, text } = this;
    const { recordNumber, line, byteOffset, byteLength, file } = place;
    const inText = this.textOf(place);
    const { bytes, from, to } = inText;
    const whole = this.withMembers(inText);
    this.inText = inText;
    this.whole = whole;
    validator.validate(whole.bytes, whole.from, whole.to);
    // Without the values read around the record, the words would be about another fault.
    const isOther = this.readsAround && place.members === undefined && isOfValues(reason);
    const raw = text.begin(bytes, from, to, KEPT_CHARACTERS);
    if (whole !== inText) text.begin(whole.bytes, whole.from, whole.to, KEPT_CHARACTERS);
    const { userId, eventTime, eventType } =
      reason === JSON_DECODE_ERROR || reason === ROW_ERROR
        ? NO_VALUES
        : validator.readableFields(text, KEPT_CHARACTERS);
    return {
      recordNumber,
      code: REASONS[reason].code,
      detail: isOther ? READ_WITH_VALUES_AROUND : this.detail(whole, reason),
      column:
        reason === JSON_DECODE_ERROR
          ? validator.brokenPlace(whole.bytes, whole.from, line, whole.lineStart).column
          : undefined,
      line,
      byteOffset,
      byteLength,
      raw,
      userId,
      eventTime,
      eventType,
      file,
    };
  }

  /** Does what `describe` does, and finds the fault. */
  explain(place: RejectedPlace, reason: number): ExplainedRejection {
    const rejection = this.describe(place, reason);
    const { inText, whole } = this;
    if (inText === undefined || whole === undefined) return { ...rejection, fault: undefined };
    const record = { ...inText, isInInput: inText === place };
    if (rejection.detail === READ_WITH_VALUES_AROUND) {
      const part = { ...NO_VALUE, words: READ_WITH_VALUES_AROUND };
      return { ...rejection, fault: faultOf(record, part, reason) };
    }
    const part = this.validator.faultyPart(this.text, whole.to, reason);
    const words = reason === RECORD_TOO_LONG ? rejection.detail : part.words;
    const moved = inText.from - whole.from;
    const at = part.place && { from: part.place.from + moved, to: part.place.to + moved };
    return { ...rejection, fault: faultOf(record, { ...part, words, place: at }, reason) };
  }

  /** Returns where a record in a string is in its decoded text, from which columns are counted (spec section 14). */
  private textOf(place: RejectedPlace): RejectedPlace {
    const { bytes, from, to } = place;
    if (this.settings.table !== undefined || bytes[from] !== QUOTE) return place;
    const { decoded } = this;
    const end = endOfText(bytes, from, to);
    if (end !== to || !textOfString(bytes, from, to, decoded)) return place;
    return { ...place, bytes: decoded.bytes, from: 0, to: decoded.length, lineStart: 0 };
  }

  /** Returns where a record with its members is; places in the record stay what they are. */
  private withMembers(place: RejectedPlace): RejectedPlace {
    const { bytes, from, to, members, lineStart } = place;
    const { appended } = this;
    if (members === undefined || members.length === 0 || !appendMembers(bytes, from, to, members, appended))
      return place;
    return { ...place, bytes: appended.bytes, from: 0, to: appended.length, lineStart: lineStart - from };
  }

  private detail({ from, to, line, lineStart }: RejectedPlace, reason: number): string {
    if (reason !== RECORD_TOO_LONG)
      return this.validator.detail(this.text, from, to, reason, line, lineStart);
    return notClosedWithin(this.settings.maxRecordBytes);
  }
}

/** Whether a reason is a fault of a value, and not of the record as a whole. */
function isOfValues(reason: number): boolean {
  return reason !== JSON_DECODE_ERROR && reason !== RECORD_TOO_LONG;
}

const NO_VALUES = { userId: '', eventTime: '', eventType: '' };

/** Describes one rejection. `reason`: an index into REASONS. */
export function describeRejection(
  settings: PipelineSettings,
  place: RejectedPlace,
  reason: number,
): Rejection {
  return new RejectionDescriber(settings).describe(place, reason);
}
