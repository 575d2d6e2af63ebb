import { BACKSLASH, encodeUtf8, GUARD_BYTES, QUOTE, SPACE } from './bytes.ts';

/**
 * A key to look for, as the bytes that follow its opening quote, the closing quote included, compared as 32-bit
 * words: the first, the second and the last, which overlap in short keys, then those between. A word that a key does
 * not have is compared under a mask of zeros. `event_time"` takes three comparisons.
 */
export class FastKey {
  readonly length: number;
  /** Whether the key can be found by comparing bytes: written without escapes, and within the guard. */
  readonly plain: boolean;
  private readonly first: number;
  private readonly firstMask: number;
  private readonly second: number;
  private readonly secondMask: number;
  private readonly secondAt: number;
  private readonly last: number;
  private readonly lastMask: number;
  private readonly lastAt: number;
  private readonly between: Int32Array;

  constructor(key: string) {
    const bytes = encodeUtf8(`${key}"`);
    const { length } = bytes;
    this.length = length;
    this.plain = length <= GUARD_BYTES && bytes.subarray(0, length - 1).every(isPlain);
    const view = new DataView(Uint8Array.of(...bytes, 0, 0, 0, 0).buffer);
    this.firstMask = length >= 4 ? -1 : (1 << (8 * length)) - 1;
    this.first = view.getInt32(0, true) & this.firstMask;
    this.lastMask = length > 4 ? -1 : 0;
    this.lastAt = Math.max(0, length - 4);
    this.last = view.getInt32(this.lastAt, true) & this.lastMask;
    this.secondMask = length > 8 ? -1 : 0;
    this.secondAt = length > 8 ? 4 : 0;
    this.second = view.getInt32(this.secondAt, true) & this.secondMask;
    this.between = new Int32Array(Math.max(0, Math.ceil(length / 4) - 3)).map((_, i) =>
      view.getInt32(8 + 4 * i, true),
    );
  }

  /** Whether the key's bytes stand at `at`. */
  matches(view: DataView, at: number): boolean {
    if ((view.getInt32(at, true) & this.firstMask) !== this.first) return false;
    if ((view.getInt32(at + this.lastAt, true) & this.lastMask) !== this.last) return false;
    if ((view.getInt32(at + this.secondAt, true) & this.secondMask) !== this.second) return false;
    const { between } = this;
    for (let i = 0; i < between.length; i++) {
      if (view.getInt32(at + 8 + 4 * i, true) !== between[i]) return false;
    }
    return true;
  }
}

/** Printable ASCII that JSON writes as itself. (It may also write it as an escape: the fast lane refuses those.) */
function isPlain(byte: number): boolean {
  return byte >= SPACE && byte < 0x7f && byte !== QUOTE && byte !== BACKSLASH;
}
