import { decodeFirstCharacters } from './bytes.ts';
import { JSON_DECODE_ERROR, REASONS, RECORD_TOO_LONG, type ReasonCode } from './reasons.ts';
import type { PipelineSettings } from './settings.ts';
import { RecordValidator } from './validate.ts';

/** How many characters of the raw text and of each value a rejection keeps (spec section 2). */
export const KEPT_CHARACTERS = 300;

/** All that is told of a rejected record. */
export interface Rejection {
  /** The record's number among all records, from 1. */
  readonly event: number;
  readonly code: ReasonCode;
  /** In words, for people; may improve from version to version. */
  readonly detail: string;
  /** The line of the file on which the record begins, from 1. */
  readonly line: number;
  readonly byteOffset: number;
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
export interface RejectedPlace {
  readonly event: number;
  readonly line: number;
  readonly byteOffset: number;
  readonly byteLength: number;
  /** The bytes at hand: `bytes[from..to)` is the record, or its beginning where it is too long to be held. */
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** Where the record's line begins, as an index into `bytes`; negative where that is before them. */
  readonly lineStart: number;
}

/**
 * All that is told of a rejection, made again from the record's bytes when somebody looks. `code`: its place in
 * REASONS.
 */
export function describeRejection(settings: PipelineSettings, place: RejectedPlace, code: number): Rejection {
  const validator = new RecordValidator(settings);
  validator.validate(place.bytes, place.from, place.to);
  return describeValidated(settings, place, code, validator);
}

/** The same, where `validator` has just validated the record. */
export function describeValidated(
  settings: PipelineSettings,
  place: RejectedPlace,
  code: number,
  validator: RecordValidator,
): Rejection {
  const { event, line, byteOffset, byteLength, bytes, from, to, lineStart } = place;
  const detail =
    code === RECORD_TOO_LONG
      ? `not closed within ${settings.maxRecordBytes} bytes (--max-record)`
      : validator.detail(bytes, from, to, code, line, lineStart);
  const fields =
    code === JSON_DECODE_ERROR
      ? { userId: '', eventTime: '', eventType: '' }
      : validator.readableFields(bytes, KEPT_CHARACTERS);
  const raw = decodeFirstCharacters(bytes, from, to, KEPT_CHARACTERS);
  return { event, code: REASONS[code].code, detail, line, byteOffset, byteLength, raw, ...fields };
}
