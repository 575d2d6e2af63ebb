import { GUARD_BYTES } from './bytes.ts';

/** A stretch of the input at hand: bytes up to `to`, which GUARD_BYTES zeros follow. */
export interface Window {
  readonly bytes: Uint8Array;
  /** Looks at the same bytes. */
  readonly view: DataView;
  readonly to: number;
  /** Where `bytes[0]` stands in the input. */
  readonly base: number;
  /** Nothing comes after `to`. */
  readonly final: boolean;
}

/**
 * Holds the bytes that have come and were not read yet, end to end, with the guard of zeros behind them: what makes
 * chunks cut anywhere one input. Grows to what one record needs; never by what the input is.
 */
export class WindowBuffer {
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(this.bytes.buffer);
  /** The bytes not read yet are `bytes[from..to)`. */
  from = 0;
  to = 0;
  /** Where `bytes[0]` stands in the input. */
  base = 0;

  get length(): number {
    return this.to - this.from;
  }

  append(chunk: Uint8Array): void {
    const needed = this.length + chunk.length + GUARD_BYTES;
    if (needed > this.bytes.length) this.move(new Uint8Array(Math.max(needed, this.bytes.length * 2)));
    else if (this.to + chunk.length + GUARD_BYTES > this.bytes.length) this.move(this.bytes);
    this.bytes.set(chunk, this.to);
    this.to += chunk.length;
    this.bytes.fill(0, this.to, this.to + GUARD_BYTES);
  }

  /** Lets go of the bytes before `at`. */
  readTo(at: number): void {
    this.from = at;
  }

  /** What is held, to be read from `from`. */
  window(final: boolean): Window {
    const { bytes, view, to, base } = this;
    return { bytes, view, to, base, final };
  }

  private move(into: Uint8Array): void {
    const { from, to, length } = this;
    if (into === this.bytes) into.copyWithin(0, from, to);
    else into.set(this.bytes.subarray(from, to));
    this.bytes = into;
    this.view = new DataView(into.buffer);
    this.base += from;
    this.from = 0;
    this.to = length;
  }
}
