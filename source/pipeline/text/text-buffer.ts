import { encodeUtf8 } from './bytes.ts';

/** The initial capacity in bytes: most ids and types are shorter. */
const FIRST_BYTES = 64;

/** A text as bytes, `bytes[0..length)`, in memory that is reused for the next text. */
export class TextBuffer {
  bytes = new Uint8Array(FIRST_BYTES);
  /** The same memory as `bytes`, for tables that hash four bytes at a time. */
  view = new DataView(this.bytes.buffer);
  /** The length of the text in bytes. */
  length = 0;

  clear(): void {
    this.length = 0;
  }

  appendByte(byte: number): void {
    this.reserve(1);
    this.bytes[this.length++] = byte;
  }

  /** Appends `source[from..to)`. */
  append(source: Uint8Array, from: number, to: number): void {
    const { length } = this;
    this.reserve(to - from);
    const { bytes } = this;
    // A native copy takes longer to set up than a loop over a few bytes.
    if (to - from < 32) for (let i = from, at = length; i < to; i++) bytes[at++] = source[i];
    else bytes.set(source.subarray(from, to), length);
    this.length = length + to - from;
  }

  /** Appends the UTF-8 of a text. */
  appendText(text: string): void {
    const bytes = encodeUtf8(text);
    this.append(bytes, 0, bytes.length);
  }

  /** Appends a code point as UTF-8; a surrogate as the three bytes that it would have (WTF-8). */
  appendCodePoint(code: number): void {
    this.reserve(4);
    const { bytes } = this;
    if (code < 0x80) bytes[this.length++] = code;
    else {
      if (code < 0x800) bytes[this.length++] = 0xc0 | (code >> 6);
      else {
        if (code < 0x1_0000) bytes[this.length++] = 0xe0 | (code >> 12);
        else {
          bytes[this.length++] = 0xf0 | (code >> 18);
          bytes[this.length++] = 0x80 | ((code >> 12) & 0x3f);
        }
        bytes[this.length++] = 0x80 | ((code >> 6) & 0x3f);
      }
      bytes[this.length++] = 0x80 | (code & 0x3f);
    }
  }

  /** Keeps the bytes from `from` up to `to` and drops the others. */
  keep(from: number, to: number): void {
    this.bytes.copyWithin(0, from, to);
    this.length = to - from;
  }

  private reserve(byteLength: number): void {
    const needed = this.length + byteLength;
    if (needed <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.bytes.length));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}

/** Returns whether `bytes[from..to)` are the expected bytes. */
export function equalBytes(expected: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== expected.length) return false;
  for (let i = 0; i < expected.length; i++) if (bytes[from + i] !== expected[i]) return false;
  return true;
}

/** Returns the UTF-8 of a text, with three bytes for each lone surrogate (WTF-8). */
export function encodeText(text: string): Uint8Array {
  const buffer = new TextBuffer();
  for (const character of text) buffer.appendCodePoint(character.codePointAt(0) ?? 0);
  return buffer.bytes.slice(0, buffer.length);
}
