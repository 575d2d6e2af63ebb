import type { PipelineSettings, TableLayout } from '../settings.ts';
import { encodeUtf8, isEscapedInJson } from '../text/bytes.ts';
import type { FieldSpan } from '../text/field-span.ts';
import type { WantedKey } from '../text/object-reader.ts';
import { encodeText, type TextBuffer } from '../text/text-buffer.ts';
import { compileTimeFormat, formatsOf, type TimeReader } from '../time/time-format.ts';
import { FIRST_DIMENSION } from './dimensions.ts';
import { readEventType, readUserId } from './identity.ts';
import { formatKeys, type KeyPath, parseKeys } from './key-paths.ts';

/** Indices of the fields before the dimensions in `FieldMap.fields`, in every list of spans and in the kernel's memory. */
export const USER = 0;
export const TIME = 1;
/** The index of the type, the first dimension. */
export const TYPE = FIRST_DIMENSION;

/** A value that is read from every record: where it is. */
export interface Field {
  /** What the details of rejections call it if a record does not have it. */
  readonly name: string;
  /** The places to look at, in order: the first value that is there, neither null nor blank, counts. None: `constant`. */
  readonly paths: readonly KeyPath[];
}

/** A field that is read as a text: the user, the type. */
export interface TextField extends Field {
  /** Writes the text of a value to `into`, and returns whether the value can be read as this field. */
  readonly read: (bytes: Uint8Array, span: FieldSpan, into: TextBuffer) => boolean;
  /** What `read` accepts, in words that complete "not ...". */
  readonly accepts: string;
  /** The text that all events have, for a field without a place. */
  readonly constant: Uint8Array;
}

/** The field that is read as an instant. */
export interface TimeField extends Field {
  readonly reader: TimeReader;
  /** The formats, as --time-format has them: the first that fits counts. */
  readonly formats: readonly string[];
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
  /** The event's own id; undefined where events have none. */
  readonly id: Field | undefined;
  /** The user, the time and the dimensions, in the order in which validation reports a missing one (spec section 2). */
  readonly fields: readonly Field[];
  /**
   * The keys at depth 1 to look for, each once: a direct map's lead to fields; those of any other to a span for each key,
   * from which a `FieldFinder` goes on.
   */
  readonly keys: readonly FieldKey[];
  /** How many spans the keys lead to. */
  readonly spanCount: number;
  /** Whether each field is the value of one key at depth 1, and there is no id. */
  readonly isDirect: boolean;
  /** Whether Mongo's wrappers are read as what they hold. */
  readonly opensWrappers: boolean;
}

/** Returns the fields that the settings name. Throws RangeError for invalid keys, time format or zone. */
export function compileFields(settings: PipelineSettings): FieldMap {
  const { userKey, timeKey, typeKey, idKey, opensWrappers } = settings;
  const user: TextField = {
    ...fieldAt('user', userKey),
    read: readUserId,
    accepts: 'an integer or a string that is not blank',
    constant: ONE_USER,
  };
  const time: TimeField = {
    ...fieldAt('time', timeKey),
    reader: compileTimeFormat(settings),
    formats: formatsOf(settings.timeFormat),
  };
  if (time.paths.length === 0) throw new RangeError('every event needs a time: timeKey cannot be none');
  const type: TextField = {
    ...fieldAt('type', typeKey),
    read: readEventType,
    accepts: 'a string, a number, true or false',
    constant: ONE_TYPE,
  };
  const named = idKey === undefined ? undefined : fieldAt('id', idKey);
  const id = named === undefined || named.paths.length === 0 ? undefined : named;
  const dimensions = [type];
  const fields = [user, time, ...dimensions];
  const isDirect =
    id === undefined && fields.every(({ paths }) => paths.length === 1 && paths[0].length === 1);
  const keys = isDirect ? keysOf(fields) : firstKeysOf(id === undefined ? fields : [...fields, id]);
  const spanCount = isDirect ? fields.length : keys.length;
  return { user, time, dimensions, id, fields, keys, spanCount, isDirect, opensWrappers };
}

/** The user and the type of all events where no key has them. */
const ONE_USER = encodeUtf8('all');
const ONE_TYPE = encodeUtf8('event');

/** The fewest bytes of a JSON value that can be an ISO time, `"2024W28"`, and of any other value, `1`. */
const FEWEST_ISO_BYTES = 9;
const FEWEST_VALUE_BYTES = 1;

/** Returns a lower bound for the bytes of an event: `{"":1,"":"2024W28","":1}` and its keys, or `1,2024W28,` as a row. */
export function fewestEventBytes({ keys, isDirect, time }: FieldMap, table?: TableLayout): number {
  const timeBytes = time.reader.isIso ? FEWEST_ISO_BYTES : FEWEST_VALUE_BYTES;
  // Delimiters, a line feed, and a time without quotes around it.
  if (table !== undefined) return table.columns.length + Math.max(timeBytes - 2, FEWEST_VALUE_BYTES);
  const braces = 2;
  // However a key is written, each UTF-16 unit of it takes at least a byte, plus two quotes and a colon.
  const keyBytes = (text: string): number => text.length + 3;
  if (!isDirect) {
    // Other fields may be read from the same key, so only the time is sure to be there.
    const places = time.paths.map((path) => keyBytes(path.join('')) + timeBytes);
    return braces + Math.min(...places);
  }
  const commas = keys.length - 1;
  return keys.reduce((sum, { text, fields }) => {
    return sum + keyBytes(text) + (fields.includes(TIME) ? timeBytes : FEWEST_VALUE_BYTES);
  }, braces + commas);
}

/** Returns the name and the paths of the field that the flags write as `keys`. */
function fieldAt(role: string, keys: string): Field {
  const paths = parseKeys(keys) ?? [];
  const names = paths.map((path) => formatKeys([path]));
  return { name: paths.length === 1 ? names[0] : `${role} (${names.join(', ')})`, paths };
}

/** Returns the keys at depth 1 whose values paths lead into. */
export function openedKeys({ fields, id }: FieldMap): ReadonlySet<string> {
  const paths = (id === undefined ? fields : [...fields, id]).flatMap((field) => field.paths);
  return new Set(paths.filter(({ length }) => length > 1).map(([first]) => first));
}

/** Returns the text of a key that has the whole path as its name: in a record that has it, it wins (spec section 13). */
export function literalOf(path: KeyPath): string {
  return path.join('.');
}

function keysOf(fields: readonly Field[]): FieldKey[] {
  const fieldsOfKey = new Map<string, number[]>();
  for (const [index, { paths }] of fields.entries()) {
    for (const [key] of paths) {
      fieldsOfKey.set(key, [...(fieldsOfKey.get(key) ?? []), index]);
    }
  }
  return [...fieldsOfKey].map(([text, fields]) => fieldKey(text, fields));
}

/** The keys that paths begin with, and those that have a whole path as their name. */
function firstKeysOf(fields: readonly Field[]): FieldKey[] {
  const paths = fields.flatMap(({ paths }) => paths);
  const texts = new Set([...paths.map(([first]) => first), ...paths.map(literalOf)]);
  return [...texts].map((text, span) => fieldKey(text, [span]));
}

function fieldKey(text: string, fields: readonly number[]): FieldKey {
  const bytes = encodeText(text);
  return { text, bytes, fields, needsEscape: bytes.some(isEscapedInJson) };
}
