import { encodeUtf8 } from '../pipeline/text/bytes.ts';
import { hasTwoForms, isInOneCase } from './pattern.ts';

/**
 * Bytes to search for, by Horspool's algorithm (R. N. Horspool, Practical fast searching in strings, 1980): the byte
 * under one end of the needle determines how far the needle can move.
 */
export class ByteNeedle {
  readonly length: number;
  private readonly needle: Uint8Array;
  /** Maps each byte to itself, or to lower case. */
  private readonly fold = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  private readonly shiftForward = new Uint32Array(256);
  private readonly shiftBack = new Uint32Array(256);

  /** `foldCase`: ignores the case of the letters A to Z. */
  constructor(text: string, foldCase: boolean) {
    if (foldCase) for (let letter = 0x41; letter <= 0x5a; letter++) this.fold[letter] = letter + 0x20;
    this.needle = encodeUtf8(text).map((byte) => this.fold[byte]);
    const { needle, length } = { needle: this.needle, length: this.needle.length };
    this.length = length;
    this.shiftForward.fill(length);
    this.shiftBack.fill(length);
    for (let i = 0; i < length - 1; i++) this.shiftForward[needle[i]] = length - 1 - i;
    for (let i = length - 1; i > 0; i--) this.shiftBack[needle[i]] = i;
  }

  /** Returns the first index at or after `from` at which the needle begins in `bytes`, or -1. */
  firstIn(bytes: Uint8Array, from: number): number {
    const { needle, fold, shiftForward, length } = this;
    const end = needle[length - 1];
    let last = from + length - 1;
    while (last < bytes.length) {
      const byte = fold[bytes[last]];
      if (byte === end && this.matchesAt(bytes, last - length + 1)) return last - length + 1;
      last += shiftForward[byte];
    }
    return -1;
  }

  /** Returns the last index at or before `from` at which the needle begins in `bytes`, or -1. */
  lastIn(bytes: Uint8Array, from: number): number {
    const { needle, fold, shiftBack, length } = this;
    let at = Math.min(from, bytes.length - length);
    while (at >= 0) {
      const byte = fold[bytes[at]];
      if (byte === needle[0] && this.matchesAt(bytes, at)) return at;
      at -= shiftBack[byte];
    }
    return -1;
  }

  private matchesAt(bytes: Uint8Array, at: number): boolean {
    const { needle, fold } = this;
    for (let i = 0; i < needle.length; i++) if (fold[bytes[at + i]] !== needle[i]) return false;
    return true;
  }
}

/**
 * Returns the needle for a text in smart case (see pattern.ts), or undefined if the case of letters other than A to Z is
 * to be ignored, or a character may be composed or decomposed, which needs more than bytes. The two signs that Unicode
 * folds to `k` and `s` are not found for these letters.
 */
export function needleFor(text: string): ByteNeedle | undefined {
  if (hasTwoForms(text)) return undefined;
  if (isInOneCase(text)) return new ByteNeedle(text, false);
  const others = text.replace(/[\0-\x7f]/g, '');
  return others.toUpperCase() === others.toLowerCase() ? new ByteNeedle(text, true) : undefined;
}
