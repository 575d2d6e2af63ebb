import { decodeUtf8 } from '../text/bytes.ts';
import { literalOf } from '../validate/fields.ts';
import type { KeyPath } from '../validate/key-paths.ts';
import type { Sample } from './plan.ts';

/** A value of a record of the sample. Numbers of 16 digits and more are ExactNumbers, which are not rounded. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | ExactNumber
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** A number as it is written. */
export class ExactNumber {
  constructor(readonly text: string) {}
}

/** A value that is neither an object nor an array. */
export type Scalar = string | number | boolean | null | ExactNumber;

/** What a time in Mongo's `{"$date": …}` is read as: see `scalarOf`. */
export interface Wrapped {
  readonly scalar: Scalar;
  /** Whether it is in `$date`, where numbers are milliseconds. */
  readonly isDate: boolean;
}

/** Numbers of 16 digits and more may not be exact as a `number`. */
const LONG_NUMBER = /[:[,\s]-?\d{16}/;
const STRINGS_AND_NUMBERS = /"(?:[^"\\]|\\.)*"|-?(?:NaN|Infinity)|-?\d[\d.eE+-]*/g;
/** Marks a string that takes the place of a long number while it is parsed; no text of a file begins with it unescaped. */
const NUMBER_MARK = '\u0000number:';

/** Records are taken in runs of this many neighbours, so that what repeats from one to the next is seen. */
const RUN_RECORDS = 50;

/**
 * Returns records of a sample as values: all of them, or about as many as `most`, in runs spread over it. A record that
 * only our reader takes for JSON is left out.
 */
export function parseSample({ bytes, from, to }: Sample, most: number): readonly JsonValue[] {
  const records: JsonValue[] = [];
  const step = Math.max(RUN_RECORDS, Math.floor((RUN_RECORDS * from.length) / most));
  for (let i = 0; i < from.length; i++) {
    if (i % step >= RUN_RECORDS) continue;
    const record = parseRecord(decodeUtf8(bytes, from[i], to[i]));
    if (record !== undefined) records.push(record);
  }
  return records;
}

function parseRecord(text: string): JsonValue | undefined {
  try {
    return LONG_NUMBER.test(text) ? parseExactly(text) : JSON.parse(text);
  } catch {
    // NaN and the infinities, which are no values (spec section 2).
    try {
      return parseExactly(text);
    } catch {
      return undefined;
    }
  }
}

function parseExactly(text: string): JsonValue {
  const safe = text.replace(STRINGS_AND_NUMBERS, (token) => {
    if (token.startsWith('"')) return token;
    if (token.endsWith('N') || token.endsWith('y')) return 'null';
    return token.length < 16 ? token : JSON.stringify(NUMBER_MARK + token);
  });
  return JSON.parse(safe, (_, value: JsonValue) =>
    typeof value === 'string' && value.startsWith(NUMBER_MARK)
      ? new ExactNumber(value.slice(NUMBER_MARK.length))
      : value,
  );
}

/** Whether a value is an object, and not a number that is written exactly. */
export function isObject(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)
  );
}

/** Returns the scalar that a value is, or that it holds in one of Mongo's wrappers; undefined for any other value. */
export function scalarOf(value: JsonValue | undefined, opensWrappers: boolean): Wrapped | undefined {
  if (value === undefined || Array.isArray(value)) return undefined;
  if (!isObject(value)) return { scalar: value as Scalar, isDate: false };
  if (!opensWrappers) return undefined;
  const keys = Object.keys(value);
  return keys.length === 1 ? unwrap(keys[0], value[keys[0]]) : undefined;
}

/** Opens `{"$date": …}`, `{"$oid": …}`, `{"$numberLong": …}` and its like (spec section 3). */
function unwrap(name: string, held: JsonValue): Wrapped | undefined {
  if (name === '$oid') return typeof held === 'string' ? { scalar: held, isDate: false } : undefined;
  if (name === '$date') {
    const inner = isObject(held) ? scalarOf(held, true)?.scalar : (held as Scalar);
    return typeof inner === 'string' || isNumber(inner) ? { scalar: inner, isDate: true } : undefined;
  }
  if (!NUMBER_WRAPPER.test(name)) return undefined;
  if (isNumber(held)) return { scalar: held, isDate: false };
  return typeof held === 'string' && WRITTEN_NUMBER.test(held)
    ? { scalar: new ExactNumber(held), isDate: false }
    : undefined;
}

const NUMBER_WRAPPER = /^\$number(?:Long|Int|Double)$/;
const WRITTEN_NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Whether a value is a number. */
export function isNumber(value: JsonValue | undefined): value is number | ExactNumber {
  return typeof value === 'number' || value instanceof ExactNumber;
}

/** Returns an array of `{key, value}` pairs as an object (spec section 13); undefined for another array. */
export function pairsOf(value: JsonValue): { readonly [key: string]: JsonValue } | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const object: { [key: string]: JsonValue } = Object.create(null);
  for (const pair of value) {
    if (!isObject(pair) || typeof pair.key !== 'string' || pair.value === undefined) return undefined;
    object[pair.key] = pair.value;
  }
  return object;
}

/**
 * Returns the value at a path, or undefined, as a run finds it: a key that has the whole path as its name wins, and a path
 * leads into arrays of pairs, whatever else they hold.
 */
export function valueAt(record: JsonValue, path: KeyPath): JsonValue | undefined {
  if (path.length > 1 && isObject(record)) {
    const literal = literalOf(path);
    if (Object.hasOwn(record, literal)) return record[literal];
  }
  let value: JsonValue | undefined = record;
  for (const key of path) {
    if (isObject(value)) value = Object.hasOwn(value, key) ? value[key] : undefined;
    else value = Array.isArray(value) ? valueInPairs(value, key) : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}

function valueInPairs(pairs: readonly JsonValue[], key: string): JsonValue | undefined {
  let value: JsonValue | undefined;
  for (const pair of pairs)
    if (isObject(pair) && pair.key === key) value = pair.value === undefined ? value : pair.value;
  return value;
}

/** Returns a scalar as it is written, a string without its quotes. */
export function textOf(scalar: Scalar): string {
  return scalar instanceof ExactNumber ? scalar.text : String(scalar);
}

/** Whether there is nothing in a value: null, or a text of white space. */
export function isBlank(scalar: Scalar): boolean {
  return scalar === null || (typeof scalar === 'string' && scalar.trim() === '');
}
