import { BACKSLASH, decodeUtf8, encodeUtf8, firstCharacters, indexOfByte, LINE_FEED } from './bytes.ts';
import { eventTypeText, userIdText } from './identity.ts';
import { decodeJsonString, type FieldSpan, JsonReader } from './json-reader.ts';
import {
  EVENT_TIME_EMPTY,
  EVENT_TIME_NOT_A_STRING,
  INVALID_ISO_8601,
  JSON_DECODE_ERROR,
  MISSING_KEY_OR_BAD_SCHEMA,
} from './reasons.ts';
import type { PipelineSettings } from './settings.ts';
import { EMPTY_TIMESTAMP, type Instant, parseTimestamp } from './timestamp.ts';

/** What `validate` answers for a record that is an event; every other answer is a place in REASONS. */
export const VALID = -1;

const USER = 0;
const TIME = 1;
const TYPE = 2;

/** How many characters of a value a detail quotes. */
const QUOTED_CHARACTERS = 40;

/**
 * The careful half of validation (spec section 2, to the letter): one record's bytes to an event or a reason.
 * What was found is kept in the fields below until the next call.
 */
export class RecordValidator {
  userText = '';
  typeText = '';
  readonly instant: Instant = { seconds: 0, nanoseconds: 0 };

  private readonly keys: readonly [string, string, string];
  private readonly reader: JsonReader;
  /** What is wrong, without place and value, for `detail`. */
  private fault = '';

  constructor(settings: PipelineSettings) {
    this.keys = [settings.userKey, settings.timeKey, settings.typeKey];
    this.reader = new JsonReader(this.keys);
  }

  /** VALID, or the reason: the first that applies, in the order of the spec. `bytes[from]` is the record's brace. */
  validate(bytes: Uint8Array, from: number, to: number): number {
    const { reader, keys } = this;
    if (!reader.read(bytes, from, to)) return JSON_DECODE_ERROR;
    const { fields } = reader;
    const missing = fields.findIndex((field) => field.kind === 'missing');
    if (missing >= 0) return this.reject(MISSING_KEY_OR_BAD_SCHEMA, `${keys[missing]} is missing`);
    const user = userIdText(bytes, fields[USER]);
    if (user === undefined) return this.badSchema(bytes, USER, 'an integer or a string that is not blank');
    const type = eventTypeText(bytes, fields[TYPE]);
    if (type === undefined) return this.badSchema(bytes, TYPE, 'a string, a number, true or false');
    this.userText = user;
    this.typeText = type;
    return this.time(bytes, fields[TIME]);
  }

  /**
   * The detail of the rejection that `validate` has just answered, in words for people. `line` and `lineStart`: the
   * line of the file on which the record begins, and where that line begins, as an index into `bytes`.
   */
  detail(bytes: Uint8Array, from: number, to: number, code: number, line: number, lineStart: number): string {
    if (code !== JSON_DECODE_ERROR) return this.fault;
    const { errorAt, expected } = this.reader;
    let errorLine = line;
    let errorLineStart = lineStart;
    for (let at = indexOfByte(bytes, LINE_FEED, from, errorAt); at >= 0; ) {
      errorLine++;
      errorLineStart = at + 1;
      at = indexOfByte(bytes, LINE_FEED, at + 1, errorAt);
    }
    const found =
      errorAt >= to
        ? 'the end of the record'
        : `'${firstCharacters(decodeUtf8(bytes, errorAt, Math.min(to, errorAt + 4)), 1)}'`;
    return `expected ${expected}, found ${found} at line ${errorLine}, column ${errorAt - errorLineStart + 1}`;
  }

  /** The three values of the record read last, where it had them: strings decoded, other values as written. */
  readableFields(
    bytes: Uint8Array,
    characters: number,
  ): { userId: string; eventTime: string; eventType: string } {
    const [userId, eventTime, eventType] = this.reader.fields.map((field) =>
      fieldText(bytes, field, characters),
    );
    return { userId, eventTime, eventType };
  }

  private time(bytes: Uint8Array, field: FieldSpan): number {
    if (field.kind !== 'string') {
      return this.reject(EVENT_TIME_NOT_A_STRING, `${this.quoted(bytes, field)} is ${named(field)}`);
    }
    // Without an escape the bytes between the quotes are the string; only then can they be parsed where they stand.
    const from = field.from + 1;
    const to = field.to - 1;
    const escaped = indexOfByte(bytes, BACKSLASH, from, to) >= 0;
    const text = escaped
      ? encodeUtf8(decodeJsonString(bytes, field.from, field.to))
      : bytes.subarray(from, to);
    const fault = parseTimestamp(text, 0, text.length, this.instant);
    if (fault === undefined) return VALID;
    const code = fault === EMPTY_TIMESTAMP ? EVENT_TIME_EMPTY : INVALID_ISO_8601;
    return this.reject(code, `${this.quoted(bytes, field)} ${fault}`);
  }

  private badSchema(bytes: Uint8Array, key: number, wanted: string): number {
    const field = this.reader.fields[key];
    const detail = `${this.keys[key]} is ${this.quoted(bytes, field)}, not ${wanted}`;
    return this.reject(MISSING_KEY_OR_BAD_SCHEMA, detail);
  }

  private reject(code: number, fault: string): number {
    this.fault = fault;
    return code;
  }

  private quoted(bytes: Uint8Array, field: FieldSpan): string {
    const text = fieldText(bytes, field, QUOTED_CHARACTERS + 1);
    const short = firstCharacters(text, QUOTED_CHARACTERS);
    const shown = short === text ? short : `${short}…`;
    return field.kind === 'string' ? `'${shown}'` : shown;
  }
}

function named({ kind }: FieldSpan): string {
  if (kind === 'null') return 'no string';
  return kind === 'array' || kind === 'object' ? `an ${kind}` : `a ${kind}`;
}

function fieldText(bytes: Uint8Array, { kind, from, to }: FieldSpan, characters: number): string {
  if (kind === 'missing') return '';
  const text =
    kind === 'string'
      ? decodeJsonString(bytes, from, to)
      : decodeUtf8(bytes, from, Math.min(to, from + 4 * characters));
  return firstCharacters(text, characters);
}
