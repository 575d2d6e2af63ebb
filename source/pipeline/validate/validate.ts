import { BACKSLASH, decodeUtf8, firstCharacters, indexOfByte, LINE_FEED } from '../text/bytes.ts';
import type { FieldSpan } from '../text/field-span.ts';
import { showInvisible } from '../text/invisible.ts';
import { JsonReader } from '../text/json-reader.ts';
import { decodeJsonString } from '../text/json-string.ts';
import type { ObjectReader } from '../text/object-reader.ts';
import { TextBuffer } from '../text/text-buffer.ts';
import type { Instant } from '../time/instant.ts';
import { EPOCH_MILLISECONDS, type TimeReader } from '../time/time-format.ts';
import { FIRST_DIMENSION } from './dimensions.ts';
import { type FaultyPart, NO_VALUE, quoted } from './faulty-part.ts';
import { FieldFinder } from './field-finder.ts';
import { type FieldMap, type TextField, TIME, TYPE, USER } from './fields.ts';
import { readEventId } from './identity.ts';
import {
  AT_COLUMN,
  AT_LINE,
  END_OF_RECORD,
  expectedFound,
  expectedWords,
  FOUND,
  IS_MISSING,
  isNoString,
  isNotAccepted,
  notAccepted,
} from './messages.ts';
import {
  EVENT_TIME_EMPTY,
  EVENT_TIME_NOT_A_STRING,
  INVALID_ISO_8601,
  JSON_DECODE_ERROR,
  MISSING_KEY_OR_BAD_SCHEMA,
  RECORD_TOO_LONG,
  ROW_ERROR,
} from './reasons.ts';
import { RecordText } from './record-text.ts';

/** What `validate` returns for an event; everything else that it returns is an index into REASONS. */
export const VALID = -1;

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
    const place = this.brokenPlace(bytes, from, line, lineStart);
    const words = expectedFound(this.reader.expected, this.found(bytes, to));
    return `${words}${AT_LINE}${place.line}${AT_COLUMN}${place.column}`;
  }

  /** Returns what the detail says was found where the JSON of the record that ends at `to` broke. */
  private found(bytes: Uint8Array, to: number): string {
    const { errorAt } = this.reader;
    if (errorAt >= to) return END_OF_RECORD;
    return `'${showInvisible(firstCharacters(decodeUtf8(bytes, errorAt, Math.min(to, errorAt + 4)), 1))}'`;
  }

  /** Returns the parts of what `detail` returns, and their place in the record, which ends at `to`; arguments as there. */
  faultyPart(text: RecordText, to: number, reason: number): FaultyPart {
    const { reader, finder, faultyField, fault } = this;
    if (reason === RECORD_TOO_LONG) return { ...NO_VALUE, words: '' };
    if (reason === ROW_ERROR) return { ...NO_VALUE, words: reader.fault ?? '' };
    if (reason === JSON_DECODE_ERROR) {
      const { errorAt: from, expected } = reader;
      const value = `${FOUND} ${this.found(text.bytes, to)}`;
      return {
        ...NO_VALUE,
        words: expectedWords(expected),
        value,
        place: { from, to: Math.min(to, from + 1) },
      };
    }
    const name = finder?.nameOf(faultyField) ?? this.map.fields[faultyField].name;
    const { kind, from, to: end } = this.spans[faultyField];
    if (kind === 'missing') return { ...NO_VALUE, words: this.map.fields[faultyField].name + fault };
    const values = this.valuesText(text);
    return {
      words:
        reason === MISSING_KEY_OR_BAD_SCHEMA
          ? name + isNotAccepted(fault)
          : this.wordsOfFault(values, this.spans[faultyField], reason),
      value: quoted(values, this.spans[faultyField]),
      kind,
      place:
        reader.values === undefined
          ? { from, to: end }
          : reader.placeOf?.(finder?.keyOf(faultyField) ?? faultyField),
    };
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
    const words = this.wordsOfFault(text, span, reason);
    return reason === MISSING_KEY_OR_BAD_SCHEMA ? `${name} is ${value}${words}` : `${value} ${words}`;
  }

  /** The words that follow the value at fault. */
  private wordsOfFault(text: RecordText, span: FieldSpan, reason: number): string {
    const isNumber = span.kind === 'number';
    const isTime = isNumber && this.faultyField === TIME;
    if (reason !== INVALID_ISO_8601 && reason !== EVENT_TIME_EMPTY && !isTime) return this.fault;
    const { bytes, from, to } = isNumber ? { ...span, bytes: text.bytes } : this.timeText(text.bytes, span);
    return this.timeReader.explain(bytes, from, to, !isNumber);
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
