import type { PipelineSettings } from '../settings.ts';
import type { LineAddress } from '../store/address.ts';
import { notClosedWithin } from '../validate/messages.ts';
import { JSON_DECODE_ERROR, REASONS, RECORD_TOO_LONG, type ReasonCode } from '../validate/reasons.ts';
import { RecordText } from '../validate/record-text.ts';
import { RecordValidator } from '../validate/validate.ts';

/** How many characters of the raw text and of each value a rejection keeps (spec section 2). */
export const KEPT_CHARACTERS = 300;

/** All that is told of a rejected record. */
export interface Rejection extends LineAddress {
  /** The record's number among all records, from 1. */
  readonly event: number;
  readonly code: ReasonCode;
  /** In words, for people; may improve from version to version. */
  readonly detail: string;
  readonly byteLength: number;
  /** The record's first 300 characters. */
  readonly raw: string;
  /** The values where they could be read, cut at 300 characters; empty where not. */
  readonly userId: string;
  readonly eventTime: string;
  readonly eventType: string;
}

/** `CODE: DETAIL`, as tables have it; the code alone where the detail is not known. */
export function reasonText({
  code,
  detail,
}: {
  readonly code: ReasonCode;
  readonly detail: string | undefined;
}): string {
  return detail === undefined ? code : `${code}: ${detail}`;
}

/** Where a rejected record stands: in the file, and in the bytes at hand. */
export interface RejectedPlace extends LineAddress {
  readonly event: number;
  readonly byteLength: number;
  /** The bytes at hand: `bytes[from..to)` is the record, or its beginning where it is too long to be held. */
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** Where the record's line begins, as an index into `bytes`; negative where that is before them. */
  readonly lineStart: number;
}

/** What is told of rejections, made from the bytes of their records: one object describes any number of them. */
export class RejectionDescriber {
  private readonly validator: RecordValidator;
  private readonly text = new RecordText();

  constructor(private readonly settings: PipelineSettings) {
    this.validator = new RecordValidator(settings);
  }

  /** `code`: the reason, as a place in REASONS. The record is validated again, which costs less than its text. */
  describe(place: RejectedPlace, code: number): Rejection {
    const { validator, text } = this;
    const { event, line, byteOffset, byteLength, bytes, from, to } = place;
    validator.validate(bytes, from, to);
    const raw = text.begin(bytes, from, to, KEPT_CHARACTERS);
    const { userId, eventTime, eventType } =
      code === JSON_DECODE_ERROR ? NO_VALUES : validator.readableFields(text, KEPT_CHARACTERS);
    return {
      event,
      code: REASONS[code].code,
      detail: this.detail(place, code),
      line,
      byteOffset,
      byteLength,
      raw,
      userId,
      eventTime,
      eventType,
    };
  }

  private detail({ from, to, line, lineStart }: RejectedPlace, code: number): string {
    if (code !== RECORD_TOO_LONG) return this.validator.detail(this.text, from, to, code, line, lineStart);
    return notClosedWithin(this.settings.maxRecordBytes);
  }
}

const NO_VALUES = { userId: '', eventTime: '', eventType: '' };

/** All that is told of one rejection, when somebody looks. `code`: its place in REASONS. */
export function describeRejection(settings: PipelineSettings, place: RejectedPlace, code: number): Rejection {
  return new RejectionDescriber(settings).describe(place, code);
}
