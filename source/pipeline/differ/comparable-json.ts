import { CLOSE_BRACE, CLOSE_BRACKET, OPEN_BRACE, OPEN_BRACKET, QUOTE } from '../text/bytes.ts';
import { byteString, endOfFiller, endOfString, endOfWord, stringBytes } from './json-tokens.ts';

/**
 * A JSON value to be compared: a scalar as a text that equal scalars share, the elements of an array, or the values of an
 * object by key. Of equal keys the last wins.
 */
export type ComparableJson = string | readonly ComparableJson[] | ReadonlyMap<string, ComparableJson>;

/** An object or an array whose end is still to come. */
type OpenContainer =
  | { readonly elements: ComparableJson[]; readonly members?: undefined }
  | {
      readonly members: Map<string, ComparableJson>;
      /** The key that was read last, until its value is there. */
      key: string | undefined;
    };

/** Reads the JSON value `bytes[from..to)`, which must be valid. Iterative, so depth takes no stack. */
export function readComparable(bytes: Uint8Array, from: number, to: number): ComparableJson {
  const open: OpenContainer[] = [];
  let at = from;
  for (;;) {
    at = endOfFiller(bytes, at, to);
    const byte = bytes[at];
    let value: ComparableJson;
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
export function equalJson(a: ComparableJson, b: ComparableJson): boolean {
  const pairs: [ComparableJson, ComparableJson][] = [[a, b]];
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

function isMembers(value: Exclude<ComparableJson, string>): value is ReadonlyMap<string, ComparableJson> {
  return value instanceof Map;
}

/** Returns the text of a number or literal, the same for numbers that are equal however they are written. */
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
