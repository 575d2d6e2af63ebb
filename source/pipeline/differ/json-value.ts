import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  indexOfByte,
  isJsonSpace,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from '../text/bytes.ts';
import { decodeJsonString } from '../text/json-string.ts';
import { TextBuffer } from '../text/text-buffer.ts';

/**
 * A JSON value to be compared: a scalar as a text that equal scalars share, the elements of an array, or the values of an
 * object by key. Of equal keys the last wins.
 */
export type JsonValue = string | readonly JsonValue[] | ReadonlyMap<string, JsonValue>;

/** An object or an array whose end is still to come. */
type OpenContainer =
  | { readonly elements: JsonValue[]; readonly members?: undefined }
  | {
      readonly members: Map<string, JsonValue>;
      /** The key that was read last, until its value is there. */
      key: string | undefined;
    };

/** Reads the JSON value `bytes[from..to)`, which must be valid. Iterative, so depth takes no stack. */
export function readJsonValue(bytes: Uint8Array, from: number, to: number): JsonValue {
  const open: OpenContainer[] = [];
  let at = from;
  for (;;) {
    at = endOfFiller(bytes, at, to);
    const byte = bytes[at];
    let value: JsonValue;
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      open.push(byte === OPEN_BRACE ? { members: new Map(), key: undefined } : { elements: [] });
      at++;
      continue;
    }
    const container = open[open.length - 1];
    if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      open.pop();
      value = container.members ?? container.elements;
      at++;
    } else {
      const end = byte === QUOTE ? endOfString(bytes, at, to) : endOfWord(bytes, at, to);
      if (byte === QUOTE && container?.members !== undefined && container.key === undefined) {
        container.key = stringBytes(bytes, at, end);
        at = end;
        continue;
      }
      value = byte === QUOTE ? `"${stringBytes(bytes, at, end)}` : wordText(bytes, at, end);
      at = end;
    }
    const outer = open[open.length - 1];
    if (outer === undefined) return value;
    if (outer.members === undefined) outer.elements.push(value);
    else if (outer.key !== undefined) {
      outer.members.set(outer.key, value);
      outer.key = undefined;
    }
  }
}

/** Whether two values are equal as JSON. Iterative too. */
export function equalJson(a: JsonValue, b: JsonValue): boolean {
  const pairs: [JsonValue, JsonValue][] = [[a, b]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [one, other] = pair;
    if (typeof one === 'string' || typeof other === 'string') {
      if (one !== other) return false;
    } else if (isMembers(one)) {
      if (!isMembers(other) || one.size !== other.size) return false;
      for (const [key, value] of one) {
        const otherValue = other.get(key);
        if (otherValue === undefined) return false;
        pairs.push([value, otherValue]);
      }
    } else {
      if (isMembers(other) || one.length !== other.length) return false;
      for (const [i, value] of one.entries()) pairs.push([value, other[i]]);
    }
  }
  return true;
}

function isMembers(value: Exclude<JsonValue, string>): value is ReadonlyMap<string, JsonValue> {
  return value instanceof Map;
}

/** Returns the index after the string whose opening quote is at `from`. */
export function endOfString(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from + 1; ; ) {
    const quote = indexOfByte(bytes, QUOTE, at, to);
    if (quote < 0) return to;
    let backslashes = 0;
    while (bytes[quote - 1 - backslashes] === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

/** Returns where the white space, commas and colons that begin at `from` end. */
export function endOfFiller(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && isFiller(bytes[at])) at++;
  return at;
}

/** Returns where the number or literal that begins at `from` ends. */
export function endOfWord(bytes: Uint8Array, from: number, to: number): number {
  let at = from + 1;
  while (at < to && !isFiller(bytes[at]) && bytes[at] !== CLOSE_BRACE && bytes[at] !== CLOSE_BRACKET) at++;
  return at;
}

function isFiller(byte: number): boolean {
  return isJsonSpace(byte) || byte === COMMA || byte === COLON;
}

const decoded = new TextBuffer();

/** Returns the bytes of the text in the JSON string `bytes[from..to)`, a character each: texts are equal if they are. */
export function stringBytes(bytes: Uint8Array, from: number, to: number): string {
  if (indexOfByte(bytes, BACKSLASH, from, to) < 0) return byteString(bytes, from + 1, to - 1);
  decodeJsonString(bytes, from, to, decoded);
  return byteString(decoded.bytes, 0, decoded.length);
}

/** The bytes that a call of a function takes as arguments at once. */
const BYTES_PER_CALL = 4096;

function byteString(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += BYTES_PER_CALL) {
    text += String.fromCharCode(...bytes.subarray(at, Math.min(to, at + BYTES_PER_CALL)));
  }
  return text;
}

function wordText(bytes: Uint8Array, from: number, to: number): string {
  const word = byteString(bytes, from, to);
  const [, sign, whole, fraction = '', exponent = '0'] =
    /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/.exec(word) ?? [];
  if (whole === undefined) return word; // true, false, null, NaN or an infinity
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = withoutLastZeros(digits);
  if (significant === '') return '0';
  const zeros = BigInt(exponent) + BigInt(digits.length - significant.length - fraction.length);
  return `${sign}${significant}e${zeros}`;
}

function withoutLastZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}
