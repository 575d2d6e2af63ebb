import { PADDING_BYTES } from '../text/bytes.ts';
import type { ReadFailure } from './read-failure.ts';

/** A section of the input in memory: bytes up to `to`, which PADDING_BYTES zeros follow. */
export interface Window {
  readonly bytes: Uint8Array;
  readonly to: number;
  /** The byte offset of `bytes[0]` in the input. */
  readonly base: number;
  /** Nothing comes after `to`. */
  readonly final: boolean;
}

/** The outcome of reading at a place of the input. */
export interface Filled {
  readonly byteLength: number;
  /** Why there are no more bytes; undefined if all requested bytes were read, or if the input ends. */
  readonly failure: ReadFailure | undefined;
}

/** Fills `into` with the bytes of the input from `byteOffset` on. */
export type ReadAt = (into: Uint8Array, byteOffset: number) => Filled;

/**
 * Holds the bytes that have arrived and were not read yet, end to end, with the padding of zeros after them, so that
 * chunks may be cut anywhere. It grows to what one record needs, not with the input.
 */
export class WindowBuffer {
  private bytes: Uint8Array;
  /** The unread bytes are `bytes[from..to)`. */
  from = 0;
  to = 0;
  /** The byte offset of `bytes[0]` in the input. */
  base = 0;

  /** `reserve` returns memory of at least that many bytes, with its previous contents; see FastPath. */
  constructor(private readonly reserve: (byteLength: number) => Uint8Array) {
    this.bytes = reserve(PADDING_BYTES);
  }

  get length(): number {
    return this.to - this.from;
  }

  append(chunk: Uint8Array): void {
    if (this.to + chunk.length + PADDING_BYTES > this.bytes.length) this.makeRoom(chunk.length);
    const { bytes } = this;
    const isInPlace = chunk.buffer === bytes.buffer && chunk.byteOffset === bytes.byteOffset + this.to;
    if (!isInPlace) bytes.set(chunk, this.to);
    this.to += chunk.length;
    bytes.fill(0, this.to, this.to + PADDING_BYTES);
  }

  /** Returns `byteLength` bytes of memory for the next chunk: what is read there is appended without a copy. */
  room(byteLength: number): Uint8Array {
    if (this.to + byteLength + PADDING_BYTES > this.bytes.length) this.makeRoom(byteLength);
    return this.bytes.subarray(this.to, this.to + byteLength);
  }

  /** Empties the buffer and continues at another place of the input. */
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

  /** Drops the bytes from `at` on. They keep their values until `pad` is called or others overwrite them. */
  cutTo(at: number): void {
    this.to = at;
  }

  /** Puts zeros after the end, after `cutTo`. */
  pad(): void {
    this.bytes.fill(0, this.to, this.to + PADDING_BYTES);
  }

  /** Drops the bytes before `at`. */
  readTo(at: number): void {
    this.from = at;
  }

  /** The contents, to be read from `from`. */
  window(final: boolean): Window {
    const { bytes, to, base } = this;
    return { bytes, to, base, final };
  }

  /** Makes room for this many more bytes: over dropped ones, or else after the end. */
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

/** Runs `action` with the bytes after `to` replaced by zeros: the fast path has no other end. */
export function guarded<Found>({ bytes, to }: Window, action: () => Found): Found {
  const hidden = bytes.slice(to, to + PADDING_BYTES);
  bytes.fill(0, to, to + PADDING_BYTES);
  try {
    return action();
  } finally {
    bytes.set(hidden, to);
  }
}
