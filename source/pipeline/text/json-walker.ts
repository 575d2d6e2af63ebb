import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  NO_BYTES,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  SPACE,
} from './bytes.ts';
import type { FieldSpan } from './field-span.ts';
import { decodeJsonString } from './json-string.ts';
import { equalBytes, TextBuffer } from './text-buffer.ts';
import { kindOfValue } from './value-kind.ts';

/**
 * Goes through the members of an object or the elements of an array, one after the other, in text that is known to be
 * JSON. It keeps no stack, so a walker is needed for each level that is open at once.
 */
export class JsonWalker {
  /** After `next`: the value of the member or element. */
  readonly value: FieldSpan = { kind: 'missing', from: 0, to: 0 };
  private bytes: Uint8Array = NO_BYTES;
  private at = 0;
  private inObject = false;
  private keyFrom = 0;
  private keyTo = 0;
  private keyHasEscape = false;
  private readonly decoded = new TextBuffer();

  /** Begins to go through the container that is `bytes[from..]`. */
  enter(bytes: Uint8Array, from: number): void {
    this.bytes = bytes;
    this.at = from + 1;
    this.inObject = bytes[from] === OPEN_BRACE;
  }

  /** Goes to the next member or element; returns false if there is none. */
  next(): boolean {
    const { bytes, value } = this;
    let at = pastSeparators(bytes, this.at);
    if (bytes[at] === CLOSE_BRACE || bytes[at] === CLOSE_BRACKET) return false;
    if (this.inObject) {
      this.keyFrom = at + 1;
      at = pastString(bytes, at);
      this.keyTo = at - 1;
      this.keyHasEscape = bytes.subarray(this.keyFrom, this.keyTo).includes(BACKSLASH);
      at = pastSeparators(bytes, at);
    }
    value.kind = kindOfValue(bytes[at]);
    value.from = at;
    value.to = pastValue(bytes, at);
    this.at = value.to;
    return true;
  }

  /** Whether the key of the member is this text. */
  isKey(text: Uint8Array): boolean {
    const { bytes, keyFrom, keyTo, decoded } = this;
    if (!this.keyHasEscape) return equalBytes(text, bytes, keyFrom, keyTo);
    decodeJsonString(bytes, keyFrom - 1, keyTo + 1, decoded);
    return equalBytes(text, decoded.bytes, 0, decoded.length);
  }

  /** Whether the key of the member, as it is written, begins with a byte. */
  keyBeginsWith(byte: number): boolean {
    return this.keyTo > this.keyFrom && this.bytes[this.keyFrom] === byte;
  }

  /** Whether the value of the member or element is a string with this text. */
  isText(text: Uint8Array): boolean {
    const { bytes, value, decoded } = this;
    if (value.kind !== 'string') return false;
    decodeJsonString(bytes, value.from, value.to, decoded);
    return equalBytes(text, decoded.bytes, 0, decoded.length);
  }
}

/** Skips white space, commas and colons. */
function pastSeparators(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] <= SPACE || bytes[at] === COMMA || bytes[at] === COLON) at++;
  return at;
}

function pastString(bytes: Uint8Array, from: number): number {
  let at = from + 1;
  while (bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at + 1;
}

function pastValue(bytes: Uint8Array, from: number): number {
  const first = bytes[from];
  if (first === QUOTE) return pastString(bytes, from);
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return pastScalar(bytes, from);
  let depth = 0;
  for (let at = from; ; ) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = pastString(bytes, at);
      continue;
    }
    at++;
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) return at;
  }
}

function pastScalar(bytes: Uint8Array, from: number): number {
  let at = from;
  while (!endsScalar(bytes[at])) at++;
  return at;
}

function endsScalar(byte: number): boolean {
  return byte <= SPACE || byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET;
}
