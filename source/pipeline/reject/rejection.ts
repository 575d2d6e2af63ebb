import type { PipelineSettings } from '../settings.ts';
import type { LineAddress } from '../store/address.ts';
import { compileFields } from '../validate/fields.ts';
import { notClosedWithin } from '../validate/messages.ts';
import { JSON_DECODE_ERROR, REASONS, RECORD_TOO_LONG, type ReasonCode } from '../validate/reasons.ts';
import { RecordText } from '../validate/record-text.ts';
import { RecordValidator } from '../validate/validate.ts';

/** How many characters of the raw text and of each value a rejection keeps (spec section 2). */
export const KEPT_CHARACTERS = 300;

/** What outputs and the screen say about a rejected record. */
export interface Rejection extends LineAddress {
  /** The record's number among all records, from 1. */
  readonly recordNumber: number;
  readonly code: ReasonCode;
  /** What is wrong, in words; the wording may improve from version to version. */
  readonly detail: string;
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
  /** The name of its file, if the input is several. */
  readonly file?: string | undefined;
}

/** Describes rejections from the bytes of their records. Reuse one: it holds a parser. */
export class RejectionDescriber {
  private readonly validator: RecordValidator;
  private readonly text = new RecordText();

  constructor(private readonly settings: PipelineSettings) {
    this.validator = new RecordValidator(compileFields(settings));
  }

  /** Validates the record again, which costs less than making its text. `reason`: an index into REASONS. */
  describe(place: RejectedPlace, reason: number): Rejection {
    const { validator, text } = this;
    const { recordNumber, line, byteOffset, byteLength, bytes, from, to, file } = place;
    validator.validate(bytes, from, to);
    const raw = text.begin(bytes, from, to, KEPT_CHARACTERS);
    const { userId, eventTime, eventType } =
      reason === JSON_DECODE_ERROR ? NO_VALUES : validator.readableFields(text, KEPT_CHARACTERS);
    return {
      recordNumber,
      code: REASONS[reason].code,
      detail: this.detail(place, reason),
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

  private detail({ from, to, line, lineStart }: RejectedPlace, reason: number): string {
    if (reason !== RECORD_TOO_LONG)
      return this.validator.detail(this.text, from, to, reason, line, lineStart);
    return notClosedWithin(this.settings.maxRecordBytes);
  }
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
