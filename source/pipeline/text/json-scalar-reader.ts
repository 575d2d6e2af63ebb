import {
  BACKSLASH,
  byteClass,
  DIGIT_0,
  DOT,
  encodeUtf8,
  isDigit,
  MINUS,
  NO_BYTES,
  PLUS,
  QUOTE,
  SPACE,
} from './bytes.ts';
import type { Expectation } from './object-reader.ts';
import { equalBytes } from './text-buffer.ts';
import type { ValueKind } from './value-kind.ts';

const LETTER_E = 0x45;
const LETTER_E_SMALL = 0x65;
const LETTER_U_SMALL = 0x75;
/** Instead of the byte at `end`. */
export const NONE = -1;
/** Returned instead of an index after an error. */
export const FAILED = -1;
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

/** Finds the ends of strings, numbers and literals in `bytes[..end)`, strictly as RFC 8259 defines them. */
export class JsonScalarReader {
  /** After a method returned FAILED: the index of the first byte that is not JSON, and what JSON allows there. */
  errorAt = 0;
  expected: Expectation = 'value';
  /** The kind of the scalar read last. */
  kind: ValueKind = 'null';
  /** Whether the string read last has an escape; without one, its bytes are its characters. */
  stringHasEscape = false;
  private bytes: Uint8Array = NO_BYTES;
  private end = 0;

  /** Sets the bytes that are read. */
  begin(bytes: Uint8Array, end: number): void {
    this.bytes = bytes;
    this.end = end;
  }

  /** Notes an error and returns FAILED. */
  fail(at: number, expected: Expectation): typeof FAILED {
    this.errorAt = at;
    this.expected = expected;
    return FAILED;
  }

  /** Returns the end of the scalar that begins at `from`, with `byte`, and sets `kind`. */
  read(from: number, byte: number): number {
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
  string(from: number): number {
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

  private byteAt(at: number): number {
    return at < this.end ? this.bytes[at] : NONE;
  }
}

function isHexDigit(byte: number): boolean {
  return isDigit(byte) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}
