import type { Source } from './source.ts';

/** Bytes that are dropped at a time. */
const DROPPED_BYTES = 256 * 1024;

/** A source that is read in order only, and how much of it was read. */
export class InOrder {
  /** How many bytes were read. */
  at = 0;

  constructor(readonly source: Source) {}

  /** Reads the next bytes, as `Source.read` does. */
  async read(into: Uint8Array): Promise<number> {
    const length = await this.source.read(into);
    this.at += length;
    return length;
  }

  /** Drops the bytes up to `offset`. Returns whether the source goes so far. */
  async passTo(offset: number): Promise<boolean> {
    const dropped = new Uint8Array(Math.max(0, Math.min(DROPPED_BYTES, offset - this.at)));
    while (this.at < offset) {
      if ((await this.read(dropped.subarray(0, offset - this.at))) === 0) return false;
    }
    return true;
  }
}
