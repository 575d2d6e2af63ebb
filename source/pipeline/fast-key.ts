import { encodeUtf8, GUARD_BYTES, QUOTE } from './bytes.ts';

/**
 * A key to look for, as the bytes that follow its opening quote, the closing quote included, cut into 32-bit words:
 * `event_time"` is three words, the last overlapping the second. Shorter keys than a word compare under a mask.
 */
export class FastKey {
  readonly length: number;
  /** Whether the key can be found by comparing bytes: written without escapes, and within the guard. */
  readonly plain: boolean;
  readonly firstWord: number;
  readonly firstMask: number;
  private readonly words: Int32Array;
  private readonly offsets: Int32Array;

  constructor(key: string) {
    const bytes = encodeUtf8(`${key}"`);
    this.length = bytes.length;
    this.plain =
      bytes.length <= GUARD_BYTES && bytes.every((byte, i) => isPlain(byte) || i === bytes.length - 1);
    const padded = new Uint8Array(Math.max(4, bytes.length));
    padded.set(bytes);
    const view = new DataView(padded.buffer);
    this.firstMask = bytes.length >= 4 ? -1 : (1 << (8 * bytes.length)) - 1;
    this.firstWord = view.getInt32(0, true);
    const offsets = [];
    for (let i = 4; i < bytes.length; i += 4) offsets.push(Math.min(i, bytes.length - 4));
    this.offsets = Int32Array.from(offsets);
    this.words = this.offsets.map((offset) => view.getInt32(offset, true));
  }

  /** Whether the key's bytes stand at `at`; `word` is the 32-bit word there. */
  matches(view: DataView, at: number, word: number): boolean {
    if ((word & this.firstMask) !== this.firstWord) return false;
    const { words, offsets } = this;
    for (let i = 0; i < words.length; i++) {
      if (view.getInt32(at + offsets[i], true) !== words[i]) return false;
    }
    return true;
  }
}

/** Printable ASCII that JSON has no other way to write but an escape, which the fast lane refuses. */
function isPlain(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f && byte !== QUOTE && byte !== 0x5c;
}
