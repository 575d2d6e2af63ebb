import { encodeUtf8 } from '../../pipeline/text/bytes.ts';

/**
 * Bytes to be found among bytes, by Horspool's algorithm (R. N. Horspool, Practical fast searching in strings, 1980):
 * the byte under one end of the needle says how far the needle can go on.
 */
export class ByteNeedle {
  readonly length: number;
  private readonly needle: Uint8Array;
  /** What each byte counts as: itself, or in lower case. */
  private readonly fold = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  private readonly shiftForward = new Uint32Array(256);
  private readonly shiftBack = new Uint32Array(256);

  /** `foldCase`: the letters A to Z and a to z are one. */
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

  /** Where the needle first begins in `bytes`, at `from` or after it; -1: nowhere. */
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

  /** Where the needle last begins in `bytes`, at `from` or before it; -1: nowhere. */
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
 * The needle for a text in smart case (see pattern.ts), or nothing where letters other than A to Z are to be one with
 * their other case, which bytes cannot tell. The two signs that Unicode folds to `k` and `s` are not found for these.
 */
export function needleFor(text: string): ByteNeedle | undefined {
  if (/[\p{Lu}\p{Lt}]/u.test(text)) return new ByteNeedle(text, false);
  const others = text.replace(/[\0-\x7f]/g, '');
  return others.toUpperCase() === others.toLowerCase() ? new ByteNeedle(text, true) : undefined;
}
