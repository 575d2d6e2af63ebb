import type { PipelineSettings } from '../settings.ts';
import { BACKSLASH, QUOTE, SPACE } from '../text/bytes.ts';
import type { FieldSpan, WantedKey } from '../text/object-reader.ts';
import { encodeText, type TextBuffer } from '../text/text-buffer.ts';
import { compileTimeFormat, type TimeReader } from '../time/time-format.ts';
import { FIRST_DIMENSION } from './dimensions.ts';
import { readEventType, readUserId } from './identity.ts';
import type { KeyPath } from './key-paths.ts';

/** Indices of the fields before the dimensions in `FieldMap.fields`, in every list of spans and in the kernel's memory. */
export const USER = 0;
export const TIME = 1;
/** The index of the type, the first dimension. */
export const TYPE = FIRST_DIMENSION;

/** A value that is read from every record: where it is. */
export interface Field {
  /** The name that the details of rejections give it. */
  readonly name: string;
  /** The places to look at, in order: the first value that the record has counts. For now one path of one key. */
  readonly paths: readonly KeyPath[];
}

/** A field that is read as a text: the user, the type. */
export interface TextField extends Field {
  /** Writes the text of a value to `into`, and returns whether the value can be read as this field. */
  readonly read: (bytes: Uint8Array, span: FieldSpan, into: TextBuffer) => boolean;
  /** What `read` accepts, in words that complete "not ...". */
  readonly accepts: string;
}

/** The field that is read as an instant. */
export interface TimeField extends Field {
  readonly reader: TimeReader;
}

/** A key at depth 1 of a record. */
export interface FieldKey extends WantedKey {
  /** Whether JSON can only write it with an escape: it holds a quote, a backslash or a control character. */
  readonly needsEscape: boolean;
}

/** What is read from each record, compiled once from the settings and shared by everything that recognises keys. */
export interface FieldMap {
  readonly user: TextField;
  readonly time: TimeField;
  /** As many as DIMENSIONS; the first is the type. */
  readonly dimensions: readonly TextField[];
  /** The user, the time and the dimensions, in the order in which validation reports a missing one (spec section 2). */
  readonly fields: readonly Field[];
  /** The keys that the paths begin with, each once, however many fields it leads to. */
  readonly keys: readonly FieldKey[];
}

/**
 * Returns the fields that the settings name. A key is taken literally: `user.name` is one key (spec section 2). Throws
 * RangeError for a time format or a zone that there is not.
 */
export function compileFields(settings: PipelineSettings): FieldMap {
  const { userKey, timeKey, typeKey } = settings;
  const user: TextField = {
    ...literalKey(userKey),
    read: readUserId,
    accepts: 'an integer or a string that is not blank',
  };
  const time: TimeField = { ...literalKey(timeKey), reader: compileTimeFormat(settings) };
  const type: TextField = {
    ...literalKey(typeKey),
    read: readEventType,
    accepts: 'a string, a number, true or false',
  };
  const dimensions = [type];
  const fields = [user, time, ...dimensions];
  return { user, time, dimensions, fields, keys: keysOf(fields) };
}

/** The fewest bytes of a JSON value that can be a time, `"2024W28"`, and of one that can be a user or a dimension, `1`. */
const FEWEST_TIME_BYTES = 9;
const FEWEST_TEXT_BYTES = 1;

/** Returns a lower bound for the bytes of an event: `{"":1,"":"2024W28","":1}` and its keys. */
export function fewestEventBytes({ keys }: FieldMap): number {
  const braces = 2;
  const commas = keys.length - 1;
  return keys.reduce((sum, { text, fields }) => {
    const valueBytes = fields.includes(TIME) ? FEWEST_TIME_BYTES : FEWEST_TEXT_BYTES;
    // However a key is written, each UTF-16 unit of it takes at least a byte, plus two quotes and a colon.
    return sum + text.length + 3 + valueBytes;
  }, braces + commas);
}

function literalKey(key: string): Field {
  return { name: key, paths: [[key]] };
}

function keysOf(fields: readonly Field[]): FieldKey[] {
  const fieldsOfKey = new Map<string, number[]>();
  for (const [index, { paths }] of fields.entries()) {
    for (const [key] of paths) {
      fieldsOfKey.set(key, [...(fieldsOfKey.get(key) ?? []), index]);
    }
  }
  return [...fieldsOfKey].map(([text, fields]) => {
    const bytes = encodeText(text);
    return { text, bytes, fields, needsEscape: bytes.some(isEscaped) };
  });
}

function isEscaped(byte: number): boolean {
  return byte < SPACE || byte === QUOTE || byte === BACKSLASH;
}
