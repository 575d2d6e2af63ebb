import { BACKSLASH, decodeUtf8, firstCharacters, indexOfByte, NO_BYTES } from '../text/bytes.ts';
import type { FieldSpan } from '../text/field-span.ts';
import { decodeJsonString } from '../text/json-string.ts';
import { decodeText, REPLACEMENT } from '../text/shown-text.ts';
import { TextBuffer } from '../text/text-buffer.ts';

/**
 * Decodes one record and its parts. Decoding a few bytes costs about as much as decoding a hundred, so the beginning of
 * the record is decoded once, and parts are cut from that if each of its bytes is one character.
 */
export class RecordText {
  bytes: Uint8Array = NO_BYTES;
  private from = 0;
  private to = 0;
  private text = '';
  private isCharacterPerByte = false;
  private readonly decoded = new TextBuffer();

  /** Takes the record `bytes[from..to)`, decodes its first `count` characters (code points) and returns them. */
  begin(bytes: Uint8Array, from: number, to: number, count: number): string {
    this.bytes = bytes;
    this.from = from;
    // No character is longer than four bytes, so this much always holds `count` of them, whole.
    this.to = Math.min(to, from + 4 * count);
    this.text = decodeUtf8(bytes, from, this.to);
    // No byte makes more than one UTF-16 unit: as many units as bytes means one per byte.
    this.isCharacterPerByte = this.text.length === this.to - from;
    return firstCharacters(this.text, count);
  }

  /** Returns the first `count` characters of a value of the record: a string decoded, any other value as written. */
  ofField({ kind, from, to }: FieldSpan, count: number): string {
    if (kind === 'missing') return '';
    const text = kind === 'string' ? this.string(from, to) : this.part(from, Math.min(to, from + 4 * count));
    return firstCharacters(text, count);
  }

  private string(from: number, to: number): string {
    const { bytes, decoded } = this;
    if (indexOfByte(bytes, BACKSLASH, from, to) >= 0) {
      decodeJsonString(bytes, from, to, decoded);
      return decodeText(decoded.bytes, 0, decoded.length);
    }
    const text = this.part(from + 1, to - 1);
    // Only these may differ in decodeText: it has one U+FFFD for a surrogate.
    return text.includes(REPLACEMENT) ? decodeText(bytes, from + 1, to - 1) : text;
  }

  private part(from: number, to: number): string {
    if (this.isCharacterPerByte && to <= this.to) return this.text.slice(from - this.from, to - this.from);
    return decodeUtf8(this.bytes, from, to);
  }
}
