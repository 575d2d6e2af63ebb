import {
  BACKSLASH,
  byteClass,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  isWhiteSpace,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  SPACE,
} from '../text/bytes.ts';
import { decodeJsonString } from '../text/json-string.ts';
import { decodeText } from '../text/shown-text.ts';
import { TextBuffer } from '../text/text-buffer.ts';

const FIRST_NOT_ASCII = 0x80;

/** By byte: 1 for those that end a number or a word. */
const ENDS_SCALAR = byteClass(
  (byte) =>
    byte === COMMA ||
    byte === CLOSE_BRACE ||
    byte === CLOSE_BRACKET ||
    byte === OPEN_BRACE ||
    byte === OPEN_BRACKET ||
    byte === QUOTE ||
    isWhiteSpace(byte),
);

/** Where a string is, its quotes included: `bytes[from..to)`. */
export interface TextPlace {
  readonly from: number;
  readonly to: number;
}

/** Passes the tokens of text that may be cut off or damaged, checking only what it takes to find their ends. */
export class LooseTokens {
  /** The index of the next byte. */
  at = 0;
  /** Where the bytes end. */
  readonly to: number;
  private readonly decoded = new TextBuffer();

  constructor(readonly bytes: Uint8Array) {
    this.to = bytes.length;
  }

  /** Passes a value that is no object, no array, and no string that may hold an object; returns false for these. */
  passPlain(): boolean {
    const { bytes } = this;
    const byte = bytes[this.at];
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) return false;
    if (byte !== QUOTE) this.passScalar();
    else if (mayBeginObject(bytes[this.at + 1])) return false;
    else this.passString();
    return true;
  }

  /** Passes a string; returns false if it is cut off, or its line ends in it. */
  passString(): boolean {
    const { bytes, to } = this;
    let at = this.at + 1;
    for (; at < to; at++) {
      const byte = bytes[at];
      if (byte === BACKSLASH) at++;
      else if (byte === LINE_FEED) {
        this.at = at;
        return false;
      } else if (byte === QUOTE) {
        this.at = at + 1;
        return true;
      }
    }
    this.at = to;
    return false;
  }

  /** Returns the text of the string at a place. */
  textOf({ from, to }: TextPlace): string {
    const { bytes, decoded } = this;
    decodeJsonString(bytes, from, to, decoded);
    return decodeText(decoded.bytes, 0, decoded.length);
  }

  /** Passes a number, a word, or anything else that only ends where something else begins. */
  passScalar(): void {
    const { bytes, to } = this;
    let { at } = this;
    while (at < to && ENDS_SCALAR[bytes[at]] === 0) at++;
    this.at = at;
  }

  /** Passes a value that is no string, with all that is in it. */
  passAny(): void {
    const { bytes, to } = this;
    let open = 0;
    while (this.at < to) {
      const byte = bytes[this.at];
      if (byte === QUOTE) {
        this.passString();
        continue;
      }
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) open++;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) open--;
      else if (open === 0) {
        this.passScalar();
        return;
      }
      this.at++;
      if (open === 0) return;
    }
  }

  /** Passes white space. */
  passSpace(): void {
    while (this.at < this.to && isWhiteSpace(this.bytes[this.at])) this.at++;
  }
}

/** Whether the text of a string may begin with an object, after white space or not, by its first byte as written. */
export function mayBeginObject(byte: number): boolean {
  return byte === OPEN_BRACE || byte === BACKSLASH || byte <= SPACE || byte >= FIRST_NOT_ASCII;
}
