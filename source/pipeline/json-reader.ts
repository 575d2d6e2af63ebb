import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DIGIT_0,
  DOT,
  decodeUtf8,
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
import { Nesting } from './nesting.ts';

export type ValueKind = 'missing' | 'string' | 'number' | 'boolean' | 'null' | 'array' | 'object';

/** A value found at depth 1 of a record: its bytes are `bytes[from..to)`, the quotes of a string included. */
export interface FieldSpan {
  kind: ValueKind;
  from: number;
  to: number;
}

const LETTER_E = 0x45;
const LETTER_E_SMALL = 0x65;
const LETTER_U_SMALL = 0x75;
const ESCAPABLE = new Set(encodeUtf8('"\\/bfnrt'));
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

/**
 * Reads one JSON object strictly, as RFC 8259 has it, and notes where the values of the wanted keys stand.
 * Iterative: depth costs one bit a level. This is the slow, plain reader; the fast lane must agree with it.
 */
export class JsonReader {
  /** After `read`: a span for each wanted key, in the order given; the last one wins where a key stands twice. */
  readonly fields: FieldSpan[];
  /** After a `read` that failed: where, and what JSON would have there. */
  errorAt = 0;
  expected = '';

  private readonly keys: { text: string; bytes: Uint8Array }[];
  private readonly nesting = new Nesting();
  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;
  private end = 0;

  constructor(keys: readonly string[]) {
    this.keys = keys.map((text) => ({ text, bytes: encodeUtf8(text) }));
    this.fields = keys.map(() => ({ kind: 'missing', from: 0, to: 0 }));
  }

  /** Whether `bytes[from..to)` is one JSON object and nothing else. `bytes[from]` is its brace. */
  read(bytes: Uint8Array, from: number, to: number): boolean {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
    for (const field of this.fields) field.kind = 'missing';
    this.nesting.clear();
    return this.object() && (this.at === to || this.fail('nothing more after the closing brace'));
  }

  private object(): boolean {
    const { nesting, fields } = this;
    let field = -1;
    let fieldFrom = 0;
    let fieldKind: ValueKind = 'null';
    this.at++;
    nesting.pushObject();
    let fresh = true; // just inside a new container, where it may close at once
    for (;;) {
      this.space();
      const closing = nesting.inObject() ? CLOSE_BRACE : CLOSE_BRACKET;
      let closed = false;
      if (fresh && this.peek() === closing) {
        closed = true;
      } else {
        if (nesting.inObject()) {
          const keyFrom = this.at;
          if (this.peek() !== QUOTE)
            return this.fail(fresh ? "a key in double quotes or '}'" : 'a key in double quotes');
          if (!this.string()) return false;
          if (nesting.depth === 1) field = this.wantedKey(keyFrom + 1, this.at - 1);
          this.space();
          if (this.peek() !== COLON) return this.fail("':'");
          this.at++;
          this.space();
        }
        const valueFrom = this.at;
        const kind = this.scalarOrOpen();
        if (kind === undefined) return false;
        if (field >= 0 && nesting.depth === (kind === 'array' || kind === 'object' ? 2 : 1)) {
          fieldFrom = valueFrom;
          fieldKind = kind;
        }
        if (kind === 'array' || kind === 'object') {
          fresh = true;
          continue;
        }
      }
      // After a value: note it when it stood at depth 1, then a comma, or as many closings as there are.
      for (;;) {
        if (closed) {
          this.at++;
          nesting.pop();
          if (nesting.depth === 0) return true;
        }
        if (nesting.depth === 1 && field >= 0) {
          fields[field].kind = fieldKind;
          fields[field].from = fieldFrom;
          fields[field].to = this.at;
          field = -1;
        }
        this.space();
        const byte = this.peek();
        if (byte === COMMA) {
          this.at++;
          break;
        }
        if (byte !== (nesting.inObject() ? CLOSE_BRACE : CLOSE_BRACKET)) {
          return this.fail(nesting.inObject() ? "',' or '}'" : "',' or ']'");
        }
        closed = true;
      }
      fresh = false;
    }
  }

  /** Takes a scalar whole, or the opening of a container; answers its kind, or nothing after a failure. */
  private scalarOrOpen(): ValueKind | undefined {
    const byte = this.peek();
    if (byte === QUOTE) return this.string() ? 'string' : undefined;
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (byte === OPEN_BRACE) this.nesting.pushObject();
      else this.nesting.pushArray();
      this.at++;
      return byte === OPEN_BRACE ? 'object' : 'array';
    }
    for (const { word, kind } of LITERALS) {
      if (this.startsWith(word)) {
        this.at += word.length;
        return kind;
      }
    }
    if (isDigit(byte) || byte === MINUS) return this.number() ? 'number' : undefined;
    this.fail('a value');
    return undefined;
  }

  private number(): boolean {
    if (this.peek() === MINUS) this.at++;
    if (this.peek() === DIGIT_0) this.at++;
    else if (!this.digits()) return this.fail('a digit');
    if (this.peek() === DOT) {
      this.at++;
      if (!this.digits()) return this.fail('a digit after the point');
    }
    if (this.peek() === LETTER_E || this.peek() === LETTER_E_SMALL) {
      this.at++;
      if (this.peek() === PLUS || this.peek() === MINUS) this.at++;
      if (!this.digits()) return this.fail('a digit in the exponent');
    }
    return true;
  }

  private digits(): boolean {
    const from = this.at;
    while (isDigit(this.peek())) this.at++;
    return this.at > from;
  }

  private string(): boolean {
    this.at++;
    while (this.at < this.end) {
      const byte = this.bytes[this.at];
      if (byte === QUOTE) {
        this.at++;
        return true;
      }
      if (byte < SPACE) return this.fail('no bare control character in a string');
      if (byte === BACKSLASH && !this.escape()) return false;
      this.at++;
    }
    return this.fail('a closing quote');
  }

  /** Leaves `at` on the last byte of the escape. */
  private escape(): boolean {
    this.at++;
    if (ESCAPABLE.has(this.peek())) return true;
    if (this.peek() !== LETTER_U_SMALL) return this.fail('one of "\\/bfnrtu after a backslash');
    for (let i = 0; i < 4; i++) {
      this.at++;
      if (!isHexDigit(this.peek())) return this.fail('four hexadecimal digits after \\u');
    }
    return true;
  }

  private space(): void {
    while (this.at < this.end && isJsonSpace(this.bytes[this.at])) this.at++;
  }

  private peek(): number {
    return this.at < this.end ? this.bytes[this.at] : -1;
  }

  private startsWith(word: Uint8Array): boolean {
    return this.equals(word, this.at, Math.min(this.end, this.at + word.length));
  }

  private equals(expected: Uint8Array, from: number, to: number): boolean {
    if (to - from !== expected.length) return false;
    for (let i = 0; i < expected.length; i++) if (this.bytes[from + i] !== expected[i]) return false;
    return true;
  }

  /** Which wanted key the string with these contents is, or -1. Escapes count as what they stand for. */
  private wantedKey(from: number, to: number): number {
    let plain = true;
    for (let at = from; at < to && plain; at++) plain = this.bytes[at] !== BACKSLASH && this.bytes[at] < 0x80;
    const text = plain ? '' : decodeJsonString(this.bytes, from - 1, to + 1);
    for (let i = 0; i < this.keys.length; i++) {
      const key = this.keys[i];
      if (plain ? this.equals(key.bytes, from, to) : key.text === text) return i;
    }
    return -1;
  }

  private fail(expected: string): false {
    this.errorAt = this.at;
    this.expected = expected;
    return false;
  }
}

/** What a valid JSON string literal (its quotes included) stands for; lone surrogates read as U+FFFD. */
export function decodeJsonString(bytes: Uint8Array, from: number, to: number): string {
  const text: string = JSON.parse(decodeUtf8(bytes, from, to));
  return text.toWellFormed();
}

function isHexDigit(byte: number): boolean {
  return isDigit(byte) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}
