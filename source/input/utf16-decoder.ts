import { NO_BYTES } from '../pipeline/text/bytes.ts';

const BYTE_ORDER_MARK = '\ufeff';
/** A decoder of UTF-16 that keeps half a character (a lone surrogate) as it is, where that of the platform has U+FFFD. */
export class Utf16Decoder {
  /** Bytes of a character that is not whole yet. */
  private rest: Uint8Array = NO_BYTES;
  private hasBegun = false;

  constructor(private readonly isBigEndian: boolean) {}

  /** Returns the text of the bytes. Without `stream` the input ends with them: half a unit at its end is U+FFFD. */
  decode(bytes: Uint8Array = NO_BYTES, { stream = false } = {}): string {
    const all = Buffer.concat([this.rest, bytes]);
    let whole = all.length & ~1;
    const textOf = (): string => {
      const units = Buffer.from(all.subarray(0, whole));
      return (this.isBigEndian ? units.swap16() : units).toString('utf16le');
    };
    let decoded = textOf();
    if (stream && /[\ud800-\udbff]$/.test(decoded)) {
      whole -= 2;
      decoded = decoded.slice(0, -1);
    }
    this.rest = stream ? all.subarray(whole) : NO_BYTES;
    if (!stream && whole < all.length) decoded += '\ufffd';
    if (this.hasBegun || decoded === '') return decoded;
    this.hasBegun = true;
    return decoded.startsWith(BYTE_ORDER_MARK) ? decoded.slice(1) : decoded;
  }
}
