import { BACKSLASH, decodeUtf8, firstCharacters, indexOfByte } from '../text/bytes.ts';
import { decodeJsonString } from '../text/json-string.ts';
import type { FieldSpan } from '../text/object-reader.ts';

/**
 * Texts of one record and of its parts. To decode a few bytes costs about as much as to decode a hundred: so the
 * beginning of the record is decoded once, and where each of its bytes is one character, parts are cut from that.
 */
export class RecordText {
  bytes: Uint8Array = new Uint8Array(0);
  private from = 0;
  private to = 0;
  private text = '';
  private isCharacterPerByte = false;

  /**
   * Takes the record `bytes[from..to)`. Answers its first `count` characters (code points): those are decoded now.
   */
  begin(bytes: Uint8Array, from: number, to: number, count: number): string {
    this.bytes = bytes;
    this.from = from;
    // No character is longer than four bytes, so this much always holds `count` of them, whole.
    this.to = Math.min(to, from + 4 * count);
    this.text = decodeUtf8(bytes, from, this.to);
    // No byte makes more than one UTF-16 unit: as many of these as bytes means one from each.
    this.isCharacterPerByte = this.text.length === this.to - from;
    return firstCharacters(this.text, count);
  }

  /** The first `count` characters of a value of the record: a string decoded, any other as written. */
  ofField({ kind, from, to }: FieldSpan, count: number): string {
    if (kind === 'missing') return '';
    const { bytes } = this;
    let text: string;
    if (kind !== 'string') text = this.part(from, Math.min(to, from + 4 * count));
    else if (indexOfByte(bytes, BACKSLASH, from, to) < 0) text = this.part(from + 1, to - 1);
    else text = decodeJsonString(bytes, from, to);
    return firstCharacters(text, count);
  }

  private part(from: number, to: number): string {
    if (this.isCharacterPerByte && to <= this.to) return this.text.slice(from - this.from, to - this.from);
    return decodeUtf8(this.bytes, from, to);
  }
}
