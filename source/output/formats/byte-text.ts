/** Bytes that grow at their end, for writers of formats. Reuse one: its memory stays. */
export class ByteText {
  bytes = new Uint8Array(64 * 1024);
  length = 0;

  /** What was written, valid until more is. */
  get written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }

  /** Makes room for `count` more bytes, which may then be written to `bytes` from `length` on. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.bytes.length));
    larger.set(this.written);
    this.bytes = larger;
  }

  /** Adds `source[from..to)`. */
  add(source: Uint8Array, from = 0, to = source.length): void {
    this.reserve(to - from);
    const { bytes } = this;
    let at = this.length;
    // A native copy takes longer to set up than a loop over a few bytes.
    if (to - from < 32) for (let i = from; i < to; i++) bytes[at++] = source[i];
    else bytes.set(source.subarray(from, to), at);
    this.length += to - from;
  }
}
