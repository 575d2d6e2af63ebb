/** The byte values that the stages look for, white space as the spec defines it, and conversions from and to UTF-8. */

export const TAB = 0x09;
export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const PLUS = 0x2b;
export const COMMA = 0x2c;
export const MINUS = 0x2d;
export const DOT = 0x2e;
export const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
export const COLON = 0x3a;
export const OPEN_BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;

/** For what has no bytes. */
export const NO_BYTES = new Uint8Array(0);

/** The byte-order mark that a UTF-8 file may begin with: U+FEFF. */
export const BYTE_ORDER_MARK: readonly number[] = [0xef, 0xbb, 0xbf];

/** Whether a byte-order mark begins at `at`. */
export function hasByteOrderMark(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf;
}

/**
 * Every window passed to the scanner must be followed by this many readable zero bytes. A zero is not part of any JSON
 * token, so the inner loops stop there by themselves and need no bounds check, and what the kernel reads ahead, up to the
 * longest key prefix that it keeps (160 bytes), stays inside the buffer.
 */
export const PADDING_BYTES = 192;

/** Whether the byte is white space as the spec defines it: U+0009 to U+000D and U+0020. */
export function isWhiteSpace(byte: number): boolean {
  return byte === SPACE || (byte >= TAB && byte <= CARRIAGE_RETURN);
}

/** Whether the byte is in the smaller set that RFC 8259 allows between the tokens of a JSON text. */
export function isJsonSpace(byte: number): boolean {
  return byte === SPACE || byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === TAB;
}

/** Whether JSON can only write the byte with an escape. */
export function isEscapedInJson(byte: number): boolean {
  return byte < SPACE || byte === QUOTE || byte === BACKSLASH;
}

/** Whether the byte is an ASCII digit. */
export function isDigit(byte: number): boolean {
  return byte >= DIGIT_0 && byte <= DIGIT_9;
}

const LAST_ASCII = 0x7f;
/** Longer texts are not looked at byte by byte. */
const MOST_PLAIN_BYTES = 512;

/** Whether a short text is known to be plain ASCII: without a backslash, which may begin an escape. */
export function isPlainText(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from > MOST_PLAIN_BYTES) return false;
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte > LAST_ASCII || byte === BACKSLASH) return false;
  }
  return true;
}

/** Returns a table by byte: 1 if `holds`, else 0. One look-up replaces a series of comparisons. */
export function byteClass(holds: (byte: number) => boolean): Uint8Array {
  const table = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte++) if (holds(byte)) table[byte] = 1;
  return table;
}

/** Returns where the white space that ends at `to` begins; never before `from`. */
export function trimEnd(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && isWhiteSpace(bytes[end - 1])) end--;
  return end;
}

/** Returns where the white space that begins at `from` ends; never after `to`. */
export function trimStart(bytes: Uint8Array, from: number, to: number): number {
  let start = from;
  while (start < to && isWhiteSpace(bytes[start])) start++;
  return start;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** Up to this many bytes are faster to concatenate one by one than to decode: a call of the decoder costs 90 ns. */
const FEW_BYTES = 8;

/** Returns the text of `bytes[from..to)`; what is not UTF-8 becomes U+FFFD (WHATWG Encoding, section 4.1). */
export function decodeUtf8(bytes: Uint8Array, from = 0, to = bytes.length): string {
  if (to - from <= FEW_BYTES) {
    let text = '';
    let at = from;
    while (at < to && bytes[at] < 0x80) text += String.fromCharCode(bytes[at++]);
    if (at >= to) return text;
  }
  return decoder.decode(bytes.subarray(from, to));
}

/** Returns the UTF-8 of a text; lone surrogates become U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Returns the first `count` characters of a text: code points, as the spec counts them. */
export function firstCharacters(text: string, count: number): string {
  if (text.length <= count) return text;
  let end = 0;
  for (let i = 0; i < count && end < text.length; i++) {
    end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  }
  return text.slice(0, end);
}

/**
 * Returns the first index of `byte` in `bytes[from..to)`, or -1. Never reads past `to`, so a search costs what it covers.
 */
export function indexOfByte(bytes: Uint8Array, byte: number, from: number, to: number): number {
  // The native search costs some 100 ns to set up; a loop over a short range is done by then.
  if (to - from > 128) {
    const found = bytes.subarray(from, to).indexOf(byte);
    return found < 0 ? -1 : from + found;
  }
  for (let at = from; at < to; at++) if (bytes[at] === byte) return at;
  return -1;
}
