import { PADDING_BYTES } from '../text/bytes.ts';
import type { ReadFailure } from './read-failure.ts';

/** A stretch of the input at hand: bytes up to `to`, which PADDING_BYTES zeros follow. */
export interface Window {
  readonly bytes: Uint8Array;
  readonly to: number;
  /** Where `bytes[0]` stands in the input. */
  readonly base: number;
  /** Nothing comes after `to`. */
  readonly final: boolean;
}

/** What reading at a place of the input came to. */
export interface Filled {
  readonly byteLength: number;
  /** Why there are no more bytes than these; undefined where as many came as were asked for, or where the input ends. */
  readonly failure: ReadFailure | undefined;
}

/** Fills `into` with the bytes of the input from `byteOffset` on. */
export type ReadAt = (into: Uint8Array, byteOffset: number) => Filled;

/**
 * Holds the bytes that have come and were not read yet, end to end, with the guard of zeros behind them: what makes
 * chunks cut anywhere one input. Grows to what one record needs; never by what the input is.
 */
export class WindowBuffer {
  private bytes: Uint8Array;
  /** The bytes not read yet are `bytes[from..to)`. */
  from = 0;
  to = 0;
  /** Where `bytes[0]` stands in the input. */
  base = 0;

  /** `reserve` gives memory of at least so many bytes, with the contents it had; see FastPath. */
  constructor(private readonly reserve: (byteLength: number) => Uint8Array) {
    this.bytes = reserve(PADDING_BYTES);
  }

  get length(): number {
    return this.to - this.from;
  }

  append(chunk: Uint8Array): void {
    if (this.to + chunk.length + PADDING_BYTES > this.bytes.length) this.makeRoom(chunk.length);
    const { bytes } = this;
    bytes.set(chunk, this.to);
    this.to += chunk.length;
    bytes.fill(0, this.to, this.to + PADDING_BYTES);
  }

  /** Holds nothing, and goes on at another place of the input. */
  begin(byteOffset: number): void {
    this.base = byteOffset;
    this.from = 0;
    this.to = 0;
  }

  /** Appends `byteLength` bytes, or as many as there are, read straight into the buffer. */
  fill(byteLength: number, readAt: ReadAt): Filled {
    if (this.to + byteLength + PADDING_BYTES > this.bytes.length) this.makeRoom(byteLength);
    const { bytes } = this;
    const filled = readAt(bytes.subarray(this.to, this.to + byteLength), this.base + this.to);
    this.to += filled.byteLength;
    bytes.fill(0, this.to, this.to + PADDING_BYTES);
    return filled;
  }

  /** Lets go of the bytes before `at`. */
  readTo(at: number): void {
    this.from = at;
  }

  /** What is held, to be read from `from`. */
  window(final: boolean): Window {
    const { bytes, to, base } = this;
    return { bytes, to, base, final };
  }

  /** For so many more bytes: in place of those let go of, or else behind. */
  private makeRoom(byteLength: number): void {
    const { from, to, length, bytes } = this;
    bytes.copyWithin(0, from, to);
    this.base += from;
    this.from = 0;
    this.to = length;
    const needed = length + byteLength + PADDING_BYTES;
    if (needed > bytes.length) this.bytes = this.reserve(Math.max(needed, bytes.length * 2));
  }
}
