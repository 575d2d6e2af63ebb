import { byteClass, CARRIAGE_RETURN, COMMA, LINE_FEED, QUOTE } from '../../pipeline/text/bytes.ts';
import { decodeText, isUtf8 } from '../../pipeline/text/shown-text.ts';
import {
  TIMESTAMP_BYTES,
  writeDuration,
  writeInteger,
  writeTimestamp,
} from '../../pipeline/time/format-timestamp.ts';

/** Rows are written once there are this many bytes of them. */
const FULL_BYTES = 2 * 1024 * 1024;

/** Shorter texts are copied a character at a time: an encoder takes longer to start. */
const SHORT_TEXT = 24;

/** By byte: 1 for those for which a field must be quoted. */
const NEEDS_QUOTES = byteClass((byte) => [QUOTE, COMMA, LINE_FEED, CARRIAGE_RETURN].includes(byte));
/** By byte: 1 for those that cannot be copied unchanged. */
const NEEDS_CARE = byteClass((byte) => byte >= 0x80 || NEEDS_QUOTES[byte] === 1);

const encoder = new TextEncoder();

/**
 * Makes rows of CSV (RFC 4180, with LF line ends, in UTF-8) as bytes, without a string per row and without I/O. Reuse
 * one: fill it, write `rows`, `clear` it.
 */
export class CsvRows {
  /** The number of bytes of rows. */
  length = 0;
  private bytes = new Uint8Array(64 * 1024);
  private view = new DataView(this.bytes.buffer);
  /** Where texts are encoded before they are known to need quotes. */
  private scratch = new Uint8Array(4 * 1024);

  /** The rows made so far, valid until more are made. */
  get rows(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  /** Whether there are enough rows to write. */
  get isFull(): boolean {
    return this.length >= FULL_BYTES;
  }

  /** Drops the rows and keeps the memory for the next ones. */
  clear(): void {
    this.length = 0;
  }

  /** Adds a field that is a text. Lone surrogates are written as U+FFFD. */
  text(value: string): void {
    const { length } = value;
    if (length < SHORT_TEXT && this.shortAscii(value)) return;
    // No UTF-16 unit takes more than three bytes.
    if (3 * length > this.scratch.length) this.scratch = new Uint8Array(6 * length);
    this.utf8Field(this.scratch, 0, encoder.encodeInto(value, this.scratch).written);
  }

  /** Adds a field whose text is `source[from..to)`. What is not UTF-8 in it is written as U+FFFD, see `decodeText`. */
  field(source: Uint8Array, from: number, to: number): void {
    this.reserve(to - from + 1);
    const { bytes } = this;
    let at = this.length;
    for (let i = from; i < to; i++) {
      const byte = source[i];
      if (NEEDS_CARE[byte] === 1) {
        if (isUtf8(source, i, to)) this.utf8Field(source, from, to);
        else this.text(decodeText(source, from, to));
        return;
      }
      bytes[at++] = byte;
    }
    this.endField(at);
  }

  /** Adds a field whose text is the UTF-8 in `source[from..to)`. */
  private utf8Field(source: Uint8Array, from: number, to: number): void {
    // Each byte may be a quote that is written twice.
    this.reserve(2 * (to - from) + 3);
    const { bytes } = this;
    let at = this.length;
    for (let i = from; i < to; i++) {
      const byte = source[i];
      if (NEEDS_QUOTES[byte] === 1) {
        at = writeQuoted(bytes, this.length, source, from, to);
        break;
      }
      bytes[at++] = byte;
    }
    this.endField(at);
  }

  /** Adds an integer from 0 to 2^53. */
  integer(value: number): void {
    this.reserve(TIMESTAMP_BYTES);
    this.endField(writeInteger(this.view, this.length, value));
  }

  /** Adds an instant, in seconds since the Unix epoch and nanoseconds. */
  timestamp(seconds: number, nanoseconds: number): void {
    this.reserve(TIMESTAMP_BYTES);
    this.endField(writeTimestamp(this.view, this.length, seconds, nanoseconds));
  }

  /** Adds a length of time, in seconds and nanoseconds. */
  duration(seconds: number, nanoseconds: number): void {
    this.reserve(TIMESTAMP_BYTES);
    this.endField(writeDuration(this.view, this.length, seconds, nanoseconds));
  }

  /** Adds an empty field. */
  empty(): void {
    this.reserve(1);
    this.endField(this.length);
  }

  /** Ends a row, which must have at least one field. */
  endRow(): void {
    // Replaces the comma after the last field: no field has to know whether it is the first.
    this.bytes[this.length - 1] = LINE_FEED;
  }

  /** Adds rows that were made elsewhere: `length` bytes of `source` from `from` on. */
  append(source: Uint8Array, from: number, length: number): void {
    this.reserve(length);
    this.bytes.set(source.subarray(from, from + length), this.length);
    this.length += length;
  }

  /** Takes back the end of the last row: fields added now are its last ones. */
  reopenRow(): void {
    this.bytes[this.length - 1] = COMMA;
  }

  /** Adds a row of texts. */
  texts(values: readonly string[]): void {
    for (const value of values) this.text(value);
    this.endRow();
  }

  private endField(at: number): void {
    this.bytes[at] = COMMA;
    this.length = at + 1;
  }

  /** Adds a field of ASCII that needs no quotes, without an encoder. Does nothing and returns false for other texts. */
  private shortAscii(value: string): boolean {
    this.reserve(SHORT_TEXT + 1);
    const { bytes, length } = this;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code >= 0x80 || NEEDS_QUOTES[code] === 1) return false;
      bytes[length + i] = code;
    }
    this.endField(length + value.length);
    return true;
  }

  private reserve(count: number): void {
    if (this.length + count > this.bytes.length) this.grow(this.length + count);
  }

  private grow(needed: number): void {
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, needed));
    larger.set(this.rows);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}

/** Writes `source[from..to)` in quotes, with quotes inside doubled, at `bytes[at]`. Returns where it ends. */
function writeQuoted(bytes: Uint8Array, at: number, source: Uint8Array, from: number, to: number): number {
  let end = at;
  bytes[end++] = QUOTE;
  for (let i = from; i < to; i++) {
    const byte = source[i];
    if (byte === QUOTE) bytes[end++] = QUOTE;
    bytes[end++] = byte;
  }
  bytes[end++] = QUOTE;
  return end;
}
