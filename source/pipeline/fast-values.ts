import {
  BACKSLASH,
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DIGIT_0,
  DOT,
  encodeUtf8,
  isDigit,
  LINE_FEED,
  MINUS,
  OPEN_BRACE,
  OPEN_BRACKET,
  PLUS,
  QUOTE,
  SPACE,
  TAB,
} from './bytes.ts';

/** Not a value the fast lane takes: damaged, cut off by the end of the window, or merely unusual. */
export const REFUSED = -1;

const LETTER_E = 0x45;
const LETTER_E_SMALL = 0x65;
const LETTER_U_SMALL = 0x75;

/** One bit a level in one 32-bit number; deeper values are refused. */
const DEEPEST = 30;

/** 1 for the bytes that end a run of ordinary string characters: quote, backslash, control characters. */
export const STRING_STOP = new Uint8Array(256).fill(1, 0, SPACE);
STRING_STOP[QUOTE] = 1;
STRING_STOP[BACKSLASH] = 1;

const ESCAPABLE = new Uint8Array(256);
for (const byte of encodeUtf8('"\\/bfnrt')) ESCAPABLE[byte] = 1;

const HEX_DIGIT = new Uint8Array(256);
for (const byte of encodeUtf8('0123456789abcdefABCDEF')) HEX_DIGIT[byte] = 1;

const WORD_TRUE = 0x65757274;
const WORD_NULL = 0x6c6c756e;
const WORD_ALSE = 0x65736c61;

/**
 * The values between the three that matter, checked strictly and skipped: the hot half of the JSON grammar. Each
 * function is given where a value begins and answers where it ends, or REFUSED. All of them rely on the guard of
 * zero bytes behind the window.
 */
export class FastValues {
  /** Line feeds passed over since the owner last set this to 0, and where the last one stood. */
  lineFeeds = 0;
  lastLineFeed = 0;

  /** Past white space. */
  space(bytes: Uint8Array, from: number): number {
    let at = from;
    for (;;) {
      const byte = bytes[at];
      if (byte === LINE_FEED) {
        this.lineFeeds++;
        this.lastLineFeed = at;
      } else if (byte !== SPACE && byte !== CARRIAGE_RETURN && byte !== TAB) return at;
      at++;
    }
  }

  value(bytes: Uint8Array, view: DataView, at: number): number {
    const byte = bytes[at];
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) return this.container(bytes, view, at);
    return this.scalar(bytes, view, at, byte);
  }

  private scalar(bytes: Uint8Array, view: DataView, at: number, byte: number): number {
    if (byte === QUOTE) return this.string(bytes, at);
    if (isDigit(byte) || byte === MINUS) return this.number(bytes, at);
    const word = view.getInt32(at, true);
    if (word === WORD_TRUE || word === WORD_NULL) return at + 4;
    return byte === 0x66 && view.getInt32(at + 1, true) === WORD_ALSE ? at + 5 : REFUSED;
  }

  string(bytes: Uint8Array, from: number): number {
    let at = from + 1;
    for (;;) {
      while (STRING_STOP[bytes[at]] === 0) at++;
      if (bytes[at] === QUOTE) return at + 1;
      if (bytes[at] !== BACKSLASH) return REFUSED;
      const escaped = bytes[at + 1];
      if (ESCAPABLE[escaped] === 1) at += 2;
      else if (escaped === LETTER_U_SMALL) {
        const hex =
          HEX_DIGIT[bytes[at + 2]] &
          HEX_DIGIT[bytes[at + 3]] &
          HEX_DIGIT[bytes[at + 4]] &
          HEX_DIGIT[bytes[at + 5]];
        if (hex === 0) return REFUSED;
        at += 6;
      } else return REFUSED;
    }
  }

  private number(bytes: Uint8Array, from: number): number {
    let at = bytes[from] === MINUS ? from + 1 : from;
    if (bytes[at] === DIGIT_0) at++;
    else if (isDigit(bytes[at])) while (isDigit(bytes[at])) at++;
    else return REFUSED;
    if (bytes[at] === DOT) {
      at++;
      if (!isDigit(bytes[at])) return REFUSED;
      while (isDigit(bytes[at])) at++;
    }
    if (bytes[at] === LETTER_E || bytes[at] === LETTER_E_SMALL) {
      at++;
      if (bytes[at] === PLUS || bytes[at] === MINUS) at++;
      if (!isDigit(bytes[at])) return REFUSED;
      while (isDigit(bytes[at])) at++;
    }
    return at;
  }

  private container(bytes: Uint8Array, view: DataView, from: number): number {
    let objects = bytes[from] === OPEN_BRACE ? 1 : 0; // bit of the innermost container lowest: 1 is an object
    let depth = 1;
    let at = this.space(bytes, from + 1);
    let fresh = true;
    for (;;) {
      const closing = (objects & 1) === 1 ? CLOSE_BRACE : CLOSE_BRACKET;
      if (!(fresh && bytes[at] === closing)) {
        if (closing === CLOSE_BRACE) {
          if (bytes[at] !== QUOTE) return REFUSED;
          at = this.string(bytes, at);
          if (at < 0) return REFUSED;
          at = this.space(bytes, at);
          if (bytes[at] !== COLON) return REFUSED;
          at = this.space(bytes, at + 1);
        }
        const byte = bytes[at];
        if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
          if (depth === DEEPEST) return REFUSED;
          objects = (objects << 1) | (byte === OPEN_BRACE ? 1 : 0);
          depth++;
          at = this.space(bytes, at + 1);
          fresh = true;
          continue;
        }
        at = this.scalar(bytes, view, at, byte);
        if (at < 0) return REFUSED;
        at = this.space(bytes, at);
      }
      fresh = false;
      while (bytes[at] === ((objects & 1) === 1 ? CLOSE_BRACE : CLOSE_BRACKET)) {
        at++;
        objects >>>= 1;
        if (--depth === 0) return at;
        at = this.space(bytes, at);
      }
      if (bytes[at] !== COMMA) return REFUSED;
      at = this.space(bytes, at + 1);
    }
  }
}
