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
import type { Expectation, FieldSpan, ObjectReader, ValueKind } from './object-reader.ts';

const LETTER_E = 0x45;
const LETTER_E_SMALL = 0x65;
const LETTER_U_SMALL = 0x75;
/** Stands for the byte behind the last one. */
const NONE = -1;
/** What a part of the reader answers, in place of where it came to, after a failure. */
const FAILED = -1;
/** By byte: 1 for those that may follow a backslash, `u` left out. */
const ESCAPABLE = byteClass((byte) => '"\\/bfnrt'.includes(String.fromCharCode(byte)));
/** By byte: 1 for those that are no plain ASCII character of a string. */
const STRING_STOP = byteClass((byte) => byte === QUOTE || byte === BACKSLASH || byte < SPACE || byte >= 0x80);
const LITERALS = (
  [
    ['true', 'boolean'],
    ['false', 'boolean'],
    ['null', 'null'],
    // No JSON, but the reference reads them and pandas writes them (spec section 2).
    ['NaN', 'number'],
    ['Infinity', 'number'],
    ['-Infinity', 'number'],
  ] as const
).map(([word, kind]) => ({ word: encodeUtf8(word), kind }));

/** Iterative: depth costs one bit a level. This is the slow, plain reader; the fast ones must agree with it. */
export class JsonReader implements ObjectReader {
  readonly fields: FieldSpan[];
  errorAt = 0;
  expected: Expectation = 'value';

  private readonly keys: { text: string; bytes: Uint8Array }[];
  private readonly nesting = new Nesting();
  private bytes: Uint8Array = new Uint8Array(0);
  private end = 0;
  /** Of the string read last: whether it is ASCII without an escape, so that its bytes are its characters. */
  private stringIsPlain = false;
  /** The wanted key behind the one found last: most files write them in one order, so that one comparison tells. */
  private likelyKey = 0;
  /** Of the value read last. */
  private kind: ValueKind = 'null';

  constructor(keys: readonly string[]) {
    this.keys = keys.map((text) => ({ text, bytes: encodeUtf8(text) }));
    this.fields = keys.map(() => ({ kind: 'missing', from: 0, to: 0 }));
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
    let field = -1;
    let fieldFrom = 0;
    let fieldKind: ValueKind = 'null';
    nesting.pushObject();
    let inObject = true;
    let fresh = true; // just inside a new container, where it may close at once
    for (;;) {
      at = this.space(at);
      let byte = at < end ? bytes[at] : NONE;
      let closed = false;
      if (fresh && byte === (inObject ? CLOSE_BRACE : CLOSE_BRACKET)) {
        closed = true;
      } else {
        if (inObject) {
          const keyFrom = at;
          if (byte !== QUOTE) return this.fail(at, fresh ? 'firstKey' : 'key');
          at = this.string(at);
          if (at === FAILED) return FAILED;
          if (nesting.depth === 1) field = this.wantedKey(keyFrom + 1, at - 1);
          at = this.space(at);
          if (at >= end || bytes[at] !== COLON) return this.fail(at, 'colon');
          at = this.space(at + 1);
          byte = at < end ? bytes[at] : NONE;
        }
        if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
          inObject = byte === OPEN_BRACE;
          // A wanted key waits for its value's end: the containers inside are none of its depth.
          if (field >= 0 && nesting.depth === 1) {
            fieldFrom = at;
            fieldKind = inObject ? 'object' : 'array';
          }
          if (inObject) nesting.pushObject();
          else nesting.pushArray();
          at++;
          fresh = true;
          continue;
        }
        const valueFrom = at;
        at = this.scalar(at, byte);
        if (at === FAILED) return FAILED;
        if (field >= 0 && nesting.depth === 1) {
          fieldFrom = valueFrom;
          fieldKind = this.kind;
        }
      }
      // After a value: note it when it stood at depth 1, then a comma, or as many closings as there are.
      for (;;) {
        if (closed) {
          at++;
          nesting.pop();
          if (nesting.depth === 0) return at;
          inObject = nesting.inObject();
        }
        if (field >= 0 && nesting.depth === 1) {
          fields[field].kind = fieldKind;
          fields[field].from = fieldFrom;
          fields[field].to = at;
          field = -1;
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
      fresh = false;
    }
  }

  /** Answers where the scalar that begins at `from`, with `byte`, ends; its kind is then in `kind`. */
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
      if (byte === word[0] && this.equals(word, from, Math.min(this.end, from + word.length))) {
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

  /** Answers where the string whose quote is at `from` ends. */
  private string(from: number): number {
    const { bytes, end } = this;
    const stops = STRING_STOP; // a constant of the function: one of the file is looked up for every byte
    this.stringIsPlain = true;
    for (let at = from + 1; ; at++) {
      while (at < end && stops[bytes[at]] === 0) at++;
      if (at >= end) return this.fail(at, 'closingQuote');
      const byte = bytes[at];
      if (byte === QUOTE) return at + 1;
      if (byte < SPACE) return this.fail(at, 'noControlCharacter');
      this.stringIsPlain = false;
      if (byte === BACKSLASH) {
        at = this.escape(at + 1);
        if (at === FAILED) return FAILED;
      }
    }
  }

  /** Answers the last byte of the escape whose backslash is before `from`. */
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

  private equals(expected: Uint8Array, from: number, to: number): boolean {
    if (to - from !== expected.length) return false;
    for (let i = 0; i < expected.length; i++) if (this.bytes[from + i] !== expected[i]) return false;
    return true;
  }

  /** Which wanted key the string read last is, whose contents these are, or -1. Escapes count as what they stand for. */
  private wantedKey(from: number, to: number): number {
    const { keys, stringIsPlain } = this;
    const text = stringIsPlain ? '' : decodeJsonString(this.bytes, from - 1, to + 1);
    for (let tried = 0; tried < keys.length; tried++) {
      const i = (this.likelyKey + tried) % keys.length;
      const key = keys[i];
      if (stringIsPlain ? this.equals(key.bytes, from, to) : key.text === text) {
        this.likelyKey = i + 1;
        return i;
      }
    }
    return -1;
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
