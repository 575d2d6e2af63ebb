import { BACKSLASH, decodeUtf8, firstCharacters, indexOfByte, LINE_FEED } from '../text/bytes.ts';
import { showInvisible, showInvisibleWithin } from '../text/invisible.ts';
import { JsonReader } from '../text/json-reader.ts';
import { decodeJsonString } from '../text/json-string.ts';
import type { FieldSpan, ObjectReader } from '../text/object-reader.ts';
import { TextBuffer } from '../text/text-buffer.ts';
import type { Instant } from '../time/parse-timestamp.ts';
import { EPOCH_MILLISECONDS, type TimeReader } from '../time/time-format.ts';
import { FIRST_DIMENSION } from './dimensions.ts';
import { FieldFinder } from './field-finder.ts';
import { type FieldMap, type TextField, TIME, TYPE, USER } from './fields.ts';
import { readEventId } from './identity.ts';
import {
  AT_COLUMN,
  AT_LINE,
  END_OF_RECORD,
  expectedFound,
  IS_MISSING,
  isNoString,
  notAccepted,
} from './messages.ts';
import {
  EVENT_TIME_EMPTY,
  EVENT_TIME_NOT_A_STRING,
  INVALID_ISO_8601,
  JSON_DECODE_ERROR,
  MISSING_KEY_OR_BAD_SCHEMA,
  ROW_ERROR,
} from './reasons.ts';
import { RecordText } from './record-text.ts';

/** What `validate` returns for an event; everything else that it returns is an index into REASONS. */
export const VALID = -1;

/** How many characters of a value a detail quotes. */
export const QUOTED_CHARACTERS = 40;

/**
 * Turns the bytes of one record into an event or a reason against it (spec section 2). This is validation on the slow
 * path, which the kernel must agree with. The properties hold the results of the last call.
 */
export class RecordValidator {
  readonly user = new TextBuffer();
  readonly dimensions: readonly TextBuffer[];
  readonly instant: Instant = { seconds: 0, nanoseconds: 0 };
  /** The event's own id, if it has one. */
  readonly id = new TextBuffer();
  hasId = false;

  /** Undefined where the reader finds the fields themselves. */
  private readonly finder: FieldFinder | undefined;
  private readonly decodedTime = new TextBuffer();
  private readonly textOfValues = new RecordText();
  /** Of the record rejected last: the index of the field at fault, and words that follow its value in the detail. */
  private faultyField = USER;
  private fault = '';

  /** `reader`: finds the keys of `map`. */
  constructor(
    private readonly map: FieldMap,
    private readonly reader: ObjectReader = new JsonReader(map.keys, map.spanCount),
  ) {
    if (!map.isDirect || map.opensWrappers) this.finder = new FieldFinder(map);
    this.dimensions = map.dimensions.map(() => new TextBuffer());
  }

  /** After VALID: how the zone of the event's time was written, one of the kinds in time/zone-kinds.ts. */
  get zone(): number {
    return this.timeReader.zone;
  }

  /** Returns VALID or the first reason that applies, as an index into REASONS. */
  validate(bytes: Uint8Array, from: number, to: number): number {
    const { reader } = this;
    if (reader.read(bytes, from, to)) return this.validateValues(bytes);
    // For `readableFields`: the values before the place where it broke, or where the text of a long record ends.
    this.finder?.find(reader.values ?? bytes, reader.fields);
    return reader.fault === undefined ? JSON_DECODE_ERROR : ROW_ERROR;
  }

  /** Does what `validate` does for a record that the reader has read last and found to be whole. `record`: its bytes. */
  validateValues(record: Uint8Array): number {
    const { map } = this;
    const bytes = this.reader.values ?? record;
    this.finder?.find(bytes, this.reader.fields);
    const { spans } = this;
    for (let field = 0; field < map.fields.length; field++) {
      if (spans[field].kind === 'missing' && map.fields[field].paths.length > 0) {
        return this.reject(MISSING_KEY_OR_BAD_SCHEMA, field, IS_MISSING);
      }
    }
    if (!this.readText(bytes, map.user, spans[USER], this.user)) {
      return this.reject(MISSING_KEY_OR_BAD_SCHEMA, USER, notAccepted(map.user.accepts));
    }
    for (const [dimension, text] of map.dimensions.entries()) {
      const field = FIRST_DIMENSION + dimension;
      if (!this.readText(bytes, text, spans[field], this.dimensions[dimension])) {
        return this.reject(MISSING_KEY_OR_BAD_SCHEMA, field, notAccepted(text.accepts));
      }
    }
    const verdict = this.time(bytes, spans[TIME]);
    if (map.id !== undefined && verdict === VALID)
      this.hasId = readEventId(bytes, spans[spans.length - 1], this.id);
    return verdict;
  }

  /** The values of the fields in the record read last. */
  private get spans(): readonly FieldSpan[] {
    return this.finder?.fields ?? this.reader.fields;
  }

  private readText(
    bytes: Uint8Array,
    { paths, read, constant }: TextField,
    span: FieldSpan,
    into: TextBuffer,
  ): boolean {
    if (paths.length > 0) return read(bytes, span, into);
    into.clear();
    into.append(constant, 0, constant.length);
    return true;
  }

  /**
   * Returns the detail of the rejection that `validate` returned last, in words for people. `text` is of the same record.
   * `line` is the line of the file on which the record begins, from 1, and `lineStart` the index of its first byte.
   */
  detail(
    text: RecordText,
    from: number,
    to: number,
    reason: number,
    line: number,
    lineStart: number,
  ): string {
    if (reason === ROW_ERROR) return this.reader.fault ?? '';
    if (reason !== JSON_DECODE_ERROR) return this.faultOfValue(this.valuesText(text), reason);
    const { bytes } = text;
    const { errorAt, expected } = this.reader;
    const place = this.brokenPlace(bytes, from, line, lineStart);
    const found =
      errorAt >= to
        ? END_OF_RECORD
        : `'${showInvisible(firstCharacters(decodeUtf8(bytes, errorAt, Math.min(to, errorAt + 4)), 1))}'`;
    return `${expectedFound(expected, found)}${AT_LINE}${place.line}${AT_COLUMN}${place.column}`;
  }

  /**
   * Returns where the JSON of the record that `validate` read last broke: the line of the file and the column in bytes, from
   * 1. `bytes[from]` is the record's brace; `line` and `lineStart` are as for `detail`.
   */
  brokenPlace(
    bytes: Uint8Array,
    from: number,
    line: number,
    lineStart: number,
  ): { readonly line: number; readonly column: number } {
    const { errorAt } = this.reader;
    let errorLine = line;
    let errorLineStart = lineStart;
    for (let at = indexOfByte(bytes, LINE_FEED, from, errorAt); at >= 0; ) {
      errorLine++;
      errorLineStart = at + 1;
      at = indexOfByte(bytes, LINE_FEED, at + 1, errorAt);
    }
    return { line: errorLine, column: errorAt - errorLineStart + 1 };
  }

  /** Returns the values of the record read last, cut to `characters` characters; '' for those that it does not have. */
  readableFields(
    text: RecordText,
    characters: number,
  ): { userId: string; eventTime: string; eventType: string } {
    const { spans } = this;
    const values = this.valuesText(text);
    return {
      userId: values.ofField(spans[USER], characters),
      eventTime: values.ofField(spans[TIME], characters),
      eventType: values.ofField(spans[TYPE], characters),
    };
  }

  /** The text that the values of the record read last are parts of. */
  private valuesText(text: RecordText): RecordText {
    const { values } = this.reader;
    if (values === undefined) return text;
    this.textOfValues.begin(values, 0, values.length, 0);
    return this.textOfValues;
  }

  private faultOfValue(text: RecordText, reason: number): string {
    const { faultyField, fault } = this;
    const span = this.spans[faultyField];
    if (span.kind === 'missing') return this.map.fields[faultyField].name + fault;
    const name = this.finder?.nameOf(faultyField) ?? this.map.fields[faultyField].name;
    const value = quoted(text, span);
    const isNumber = span.kind === 'number';
    if (reason === INVALID_ISO_8601 || reason === EVENT_TIME_EMPTY || (isNumber && faultyField === TIME)) {
      const { bytes, from, to } = isNumber ? { ...span, bytes: text.bytes } : this.timeText(text.bytes, span);
      return `${value} ${this.timeReader.explain(bytes, from, to, !isNumber)}`;
    }
    return reason === MISSING_KEY_OR_BAD_SCHEMA ? `${name} is ${value}${fault}` : `${value} ${fault}`;
  }

  private time(bytes: Uint8Array, span: FieldSpan): number {
    const { timeReader } = this;
    const isString = span.kind === 'string';
    if (!isString && !(span.kind === 'number' && timeReader.readsNumbers)) {
      return this.reject(EVENT_TIME_NOT_A_STRING, TIME, isNoString(span));
    }
    const text = isString ? this.timeText(bytes, span) : { bytes, from: span.from, to: span.to };
    const fault = timeReader.parse(text.bytes, text.from, text.to, isString, this.instant);
    if (fault === undefined) return VALID;
    // `detail` puts the fault into words.
    return this.reject(fault === 'blank' ? EVENT_TIME_EMPTY : INVALID_ISO_8601, TIME, '');
  }

  /** What reads the time of the record read last. */
  private get timeReader(): TimeReader {
    return this.finder?.timeIsMilliseconds ? EPOCH_MILLISECONDS : this.map.time.reader;
  }

  /** Returns the bytes of a time that is a string: in place, or decoded if it has an escape. */
  private timeText(
    bytes: Uint8Array,
    { from, to }: FieldSpan,
  ): { readonly bytes: Uint8Array; readonly from: number; readonly to: number } {
    if (indexOfByte(bytes, BACKSLASH, from, to) < 0) return { bytes, from: from + 1, to: to - 1 };
    decodeJsonString(bytes, from, to, this.decodedTime);
    return { bytes: this.decodedTime.bytes, from: 0, to: this.decodedTime.length };
  }

  /** Only notes the fault; `detail` puts it into words: most runs never ask for it. */
  private reject(reason: number, field: number, fault: string): number {
    this.faultyField = field;
    this.fault = fault;
    return reason;
  }
}

function quoted(text: RecordText, span: FieldSpan): string {
  const value = text.ofField(span, QUOTED_CHARACTERS + 1);
  const short = firstCharacters(value, QUOTED_CHARACTERS);
  const visible = showInvisibleWithin(short);
  const shown = short === value ? visible : `${visible}…`;
  return span.kind === 'string' ? `'${shown}'` : shown;
}
