import {
  BACKSLASH,
  byteClass,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DIGIT_0,
  DOT,
  encodeUtf8,
  isDigit,
  isJsonSpace,
  MINUS,
  OPEN_BRACE,
  OPEN_BRACKET,
  PLUS,
  QUOTE,
  SPACE,
} from './bytes.ts';
import { decodeJsonString } from './json-string.ts';
import { Nesting } from './nesting.ts';
import type { Expectation, FieldSpan, ObjectReader, ValueKind, WantedKey } from './object-reader.ts';
import { equalBytes, TextBuffer } from './text-buffer.ts';

const LETTER_E = 0x45;
const LETTER_E_SMALL = 0x65;
const LETTER_U_SMALL = 0x75;
/** Stands for the byte at `end`. */
const NONE = -1;
/** What the methods below return instead of an index, after `fail`. */
const FAILED = -1;
/** By byte: 1 for those that may follow a backslash, except `u`. */
const ESCAPABLE = byteClass((byte) => '"\\/bfnrt'.includes(String.fromCharCode(byte)));
/** By byte: 1 for those that end a run of ordinary string characters. */
const STRING_STOP = byteClass((byte) => byte === QUOTE || byte === BACKSLASH || byte < SPACE);
const LITERALS = (
  [
    ['true', 'boolean'],
    ['false', 'boolean'],
    ['null', 'null'],
    // Not JSON, but the reference reads them and pandas writes them (spec section 2).
    ['NaN', 'number'],
    ['Infinity', 'number'],
    ['-Infinity', 'number'],
  ] as const
).map(([word, kind]) => ({ word: encodeUtf8(word), kind }));

/**
 * The slow reader of a JSON object, which the kernel's must agree with. It is iterative, so depth costs one bit per level
 * and no stack.
 */
export class JsonReader implements ObjectReader {
  readonly fields: FieldSpan[];
  errorAt = 0;
  expected: Expectation = 'value';

  private readonly nesting = new Nesting();
  private bytes: Uint8Array = new Uint8Array(0);
  private end = 0;
  /** Whether the string read last has an escape; without one, its bytes are its characters. */
  private stringHasEscape = false;
  private readonly decodedKey = new TextBuffer();
  /** Index of the key after the one found last: most files have them in one order, so it is tried first. */
  private likelyKey = 0;
  /** The kind of the scalar read last. */
  private kind: ValueKind = 'null';

  /** `fieldCount`: the number of fields that the keys lead to. */
  constructor(
    private readonly keys: readonly WantedKey[],
    fieldCount: number,
  ) {
    this.fields = Array.from({ length: fieldCount }, () => ({ kind: 'missing', from: 0, to: 0 }));
  }

  read(bytes: Uint8Array, from: number, to: number): boolean {
    this.bytes = bytes;
    this.end = to;
    for (const field of this.fields) field.kind = 'missing';
    this.nesting.clear();
    const at = this.object(from);
    if (at === to) return true;
    if (at !== FAILED) this.fail(at, 'end');
    return false;
  }

  private object(from: number): number {
    const { bytes, end, nesting, fields } = this;
    let at = from + 1;
    /** The key whose value is being read, which may be a container. */
    let key: WantedKey | undefined;
    let valueFrom = 0;
    let valueKind: ValueKind = 'null';
    nesting.pushObject();
    let inObject = true;
    let isEmpty = true; // the innermost container has no value yet: it may close here
    for (;;) {
      at = this.space(at);
      let byte = at < end ? bytes[at] : NONE;
      let closed = false;
      if (isEmpty && byte === (inObject ? CLOSE_BRACE : CLOSE_BRACKET)) {
        closed = true;
      } else {
        if (inObject) {
          const keyFrom = at;
          if (byte !== QUOTE) return this.fail(at, isEmpty ? 'firstKey' : 'key');
          at = this.string(at);
          if (at === FAILED) return FAILED;
          if (nesting.depth === 1) key = this.wantedKey(keyFrom + 1, at - 1);
          at = this.space(at);
          if (at >= end || bytes[at] !== COLON) return this.fail(at, 'colon');
          at = this.space(at + 1);
          byte = at < end ? bytes[at] : NONE;
        }
        if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
          inObject = byte === OPEN_BRACE;
          if (nesting.depth === 1) {
            valueFrom = at;
            valueKind = inObject ? 'object' : 'array';
          }
          if (inObject) nesting.pushObject();
          else nesting.pushArray();
          at++;
          isEmpty = true;
          continue;
        }
        const scalarFrom = at;
        at = this.scalar(at, byte);
        if (at === FAILED) return FAILED;
        if (nesting.depth === 1) {
          valueFrom = scalarFrom;
          valueKind = this.kind;
        }
      }
      // After a value: note it if it was at depth 1; then comes a comma, or any number of closing brackets.
      for (;;) {
        if (closed) {
          at++;
          nesting.pop();
          if (nesting.depth === 0) return at;
          inObject = nesting.inObject();
        }
        if (key !== undefined && nesting.depth === 1) {
          for (const field of key.fields) {
            fields[field].kind = valueKind;
            fields[field].from = valueFrom;
            fields[field].to = at;
          }
          key = undefined;
        }
        at = this.space(at);
        byte = at < end ? bytes[at] : NONE;
        if (byte === COMMA) {
          at++;
          break;
        }
        if (byte !== (inObject ? CLOSE_BRACE : CLOSE_BRACKET)) {
          return this.fail(at, inObject ? 'commaOrBrace' : 'commaOrBracket');
        }
        closed = true;
      }
      isEmpty = false;
    }
  }

  /** Returns the end of the scalar that begins at `from`, with `byte`, and sets `kind`. */
  private scalar(from: number, byte: number): number {
    if (byte === QUOTE) {
      this.kind = 'string';
      return this.string(from);
    }
    if (isDigit(byte)) {
      this.kind = 'number';
      return this.number(from);
    }
    for (const { word, kind } of LITERALS) {
      if (byte === word[0] && equalBytes(word, this.bytes, from, Math.min(this.end, from + word.length))) {
        this.kind = kind;
        return from + word.length;
      }
    }
    if (byte !== MINUS) return this.fail(from, 'value');
    this.kind = 'number';
    return this.number(from);
  }

  private number(from: number): number {
    let at = from;
    if (this.byteAt(at) === MINUS) at++;
    if (this.byteAt(at) === DIGIT_0) at++;
    else if (isDigit(this.byteAt(at))) at = this.digits(at);
    else return this.fail(at, 'digit');
    if (this.byteAt(at) === DOT) {
      at++;
      if (!isDigit(this.byteAt(at))) return this.fail(at, 'fractionDigit');
      at = this.digits(at);
    }
    if (this.byteAt(at) === LETTER_E || this.byteAt(at) === LETTER_E_SMALL) {
      at++;
      if (this.byteAt(at) === PLUS || this.byteAt(at) === MINUS) at++;
      if (!isDigit(this.byteAt(at))) return this.fail(at, 'exponentDigit');
      at = this.digits(at);
    }
    return at;
  }

  private digits(from: number): number {
    const { bytes, end } = this;
    let at = from;
    while (at < end && isDigit(bytes[at])) at++;
    return at;
  }

  /** Returns the end of the string whose opening quote is at `from`, and sets `stringHasEscape`. */
  private string(from: number): number {
    const { bytes, end } = this;
    const stops = STRING_STOP; // a local constant: V8 would load one of the module for every byte
    this.stringHasEscape = false;
    for (let at = from + 1; ; at++) {
      while (at < end && stops[bytes[at]] === 0) at++;
      if (at >= end) return this.fail(at, 'closingQuote');
      const byte = bytes[at];
      if (byte === QUOTE) return at + 1;
      if (byte < SPACE) return this.fail(at, 'noControlCharacter');
      this.stringHasEscape = true;
      at = this.escape(at + 1);
      if (at === FAILED) return FAILED;
    }
  }

  /** Returns the index of the last byte of the escape whose backslash is before `from`. */
  private escape(from: number): number {
    const byte = this.byteAt(from);
    if (byte !== NONE && ESCAPABLE[byte] === 1) return from;
    if (byte !== LETTER_U_SMALL) return this.fail(from, 'escape');
    for (let at = from + 1; at <= from + 4; at++) {
      if (!isHexDigit(this.byteAt(at))) return this.fail(at, 'hexDigits');
    }
    return from + 4;
  }

  private space(from: number): number {
    const { bytes, end } = this;
    let at = from;
    while (at < end && bytes[at] <= SPACE && isJsonSpace(bytes[at])) at++;
    return at;
  }

  private byteAt(at: number): number {
    return at < this.end ? this.bytes[at] : NONE;
  }

  /**
   * Returns the entry of `keys` that is the string read last, whose contents are `bytes[from..to)`, or undefined. Escapes
   * are decoded first.
   */
  private wantedKey(from: number, to: number): WantedKey | undefined {
    const { keys, bytes, stringHasEscape, decodedKey } = this;
    if (stringHasEscape) decodeJsonString(bytes, from - 1, to + 1, decodedKey);
    for (let tried = 0; tried < keys.length; tried++) {
      const i = (this.likelyKey + tried) % keys.length;
      const key = keys[i];
      const isKey = stringHasEscape
        ? equalBytes(key.bytes, decodedKey.bytes, 0, decodedKey.length)
        : equalBytes(key.bytes, bytes, from, to);
      if (!isKey) continue;
      this.likelyKey = i + 1;
      return key;
    }
    return undefined;
  }

  private fail(at: number, expected: Expectation): typeof FAILED {
    this.errorAt = at;
    this.expected = expected;
    return FAILED;
  }
}

function isHexDigit(byte: number): boolean {
  return isDigit(byte) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}
