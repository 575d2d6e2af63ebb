import { keysOf, type PipelineSettings } from '../settings.ts';
import { BACKSLASH, decodeUtf8, encodeUtf8, firstCharacters, indexOfByte, LINE_FEED } from '../text/bytes.ts';
import { JsonReader } from '../text/json-reader.ts';
import { decodeJsonString } from '../text/json-string.ts';
import type { FieldSpan, ObjectReader } from '../text/object-reader.ts';
import { EMPTY_TIMESTAMP, type Instant, parseTimestamp } from '../time/parse-timestamp.ts';
import { eventTypeText, userIdText } from './identity.ts';
import {
  AT_COLUMN,
  AT_LINE,
  END_OF_RECORD,
  expectedFound,
  IS_MISSING,
  isNoString,
  NO_TYPE,
  NO_USER,
} from './messages.ts';
import {
  EVENT_TIME_EMPTY,
  EVENT_TIME_NOT_A_STRING,
  INVALID_ISO_8601,
  JSON_DECODE_ERROR,
  MISSING_KEY_OR_BAD_SCHEMA,
} from './reasons.ts';
import type { RecordText } from './record-text.ts';

/** What `validate` returns for an event; all other results are indices into REASONS. */
export const VALID = -1;

const USER = 0;
const TIME = 1;
const TYPE = 2;

/** How many characters of a value a detail quotes. */
export const QUOTED_CHARACTERS = 40;

/**
 * Validation on the slow path (spec section 2, to the letter): the bytes of one record to an event or a reason. The
 * fields hold what was found until the next call.
 */
export class RecordValidator {
  userText = '';
  typeText = '';
  readonly instant: Instant = { seconds: 0, nanoseconds: 0 };

  private readonly keys: readonly string[];
  /** For `detail`: the index of the key whose value is wrong, and the words that follow the value. */
  private faultKey = USER;
  private fault = '';

  /** `reader` looks for the keys of the settings. */
  constructor(
    settings: PipelineSettings,
    private readonly reader: ObjectReader = new JsonReader(keysOf(settings)),
  ) {
    this.keys = keysOf(settings);
  }

  /** Returns VALID or the first reason that applies, in the order of the spec. `bytes[from]` is the record's brace. */
  validate(bytes: Uint8Array, from: number, to: number): number {
    return this.reader.read(bytes, from, to) ? this.validateValues(bytes) : JSON_DECODE_ERROR;
  }

  /** The same for a record that the reader has just read and found to be JSON. */
  validateValues(bytes: Uint8Array): number {
    const { fields } = this.reader;
    for (let key = 0; key < fields.length; key++) {
      if (fields[key].kind === 'missing') return this.reject(MISSING_KEY_OR_BAD_SCHEMA, key, IS_MISSING);
    }
    const user = userIdText(bytes, fields[USER]);
    if (user === undefined) return this.reject(MISSING_KEY_OR_BAD_SCHEMA, USER, NO_USER);
    const type = eventTypeText(bytes, fields[TYPE]);
    if (type === undefined) return this.reject(MISSING_KEY_OR_BAD_SCHEMA, TYPE, NO_TYPE);
    this.userText = user;
    this.typeText = type;
    return this.time(bytes, fields[TIME]);
  }

  /**
   * The detail of the rejection that `validate` has just returned. `text`: of the same record. `line`: the line on which
   * the record begins. `lineStart`: the index into the bytes at which that line begins.
   */
  detail(text: RecordText, from: number, to: number, code: number, line: number, lineStart: number): string {
    if (code !== JSON_DECODE_ERROR) return this.faultOfValue(text, code);
    const { bytes } = text;
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
        ? END_OF_RECORD
        : `'${firstCharacters(decodeUtf8(bytes, errorAt, Math.min(to, errorAt + 4)), 1)}'`;
    const column = errorAt - errorLineStart + 1;
    return `${expectedFound(expected, found)}${AT_LINE}${errorLine}${AT_COLUMN}${column}`;
  }

  /** The three values of the record read last, '' for missing ones: strings decoded, other values as written. */
  readableFields(
    text: RecordText,
    characters: number,
  ): { userId: string; eventTime: string; eventType: string } {
    const { fields } = this.reader;
    return {
      userId: text.ofField(fields[USER], characters),
      eventTime: text.ofField(fields[TIME], characters),
      eventType: text.ofField(fields[TYPE], characters),
    };
  }

  private faultOfValue(text: RecordText, code: number): string {
    const { faultKey, fault } = this;
    const field = this.reader.fields[faultKey];
    if (field.kind === 'missing') return `${this.keys[faultKey]}${fault}`;
    const value = quoted(text, field);
    return code === MISSING_KEY_OR_BAD_SCHEMA
      ? `${this.keys[faultKey]} is ${value}${fault}`
      : `${value} ${fault}`;
  }

  private time(bytes: Uint8Array, field: FieldSpan): number {
    if (field.kind !== 'string') return this.reject(EVENT_TIME_NOT_A_STRING, TIME, isNoString(field));
    // Only a string without escapes can be parsed in place.
    const from = field.from + 1;
    const to = field.to - 1;
    let fault: string | undefined;
    if (indexOfByte(bytes, BACKSLASH, from, to) < 0) fault = parseTimestamp(bytes, from, to, this.instant);
    else {
      const text = encodeUtf8(decodeJsonString(bytes, field.from, field.to));
      fault = parseTimestamp(text, 0, text.length, this.instant);
    }
    if (fault === undefined) return VALID;
    return this.reject(fault === EMPTY_TIMESTAMP ? EVENT_TIME_EMPTY : INVALID_ISO_8601, TIME, fault);
  }

  /** Keeps what `detail` needs: most runs never call it, so no text is made here. */
  private reject(code: number, key: number, fault: string): number {
    this.faultKey = key;
    this.fault = fault;
    return code;
  }
}

function quoted(text: RecordText, field: FieldSpan): string {
  const value = text.ofField(field, QUOTED_CHARACTERS + 1);
  const short = firstCharacters(value, QUOTED_CHARACTERS);
  const shown = short === value ? short : `${short}…`;
  return field.kind === 'string' ? `'${shown}'` : shown;
}
