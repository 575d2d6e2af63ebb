import type { ReadBytes } from '../pipeline/text/byte-reads.ts';

/** How much is kept of an input that cannot be read again, to compare its duplicates. */
const FEW_BYTES = 16 * 1024 * 1024;
/** The same where records have to be read again, to filter by their keys or to write them. */
export const MOST_KEPT_BYTES = 1024 * 1024 * 1024;

/** The bytes of a pipe, as long as they are few: records that are compared later can be read again then. */
export class KeptInput {
  private readonly mostBytes: number;
  private chunks: Uint8Array[] | undefined = [];
  private byteLength = 0;
  private whole: Uint8Array | undefined;

  /** `wantsRecords`: whether records are sure to be read again. */
  constructor(wantsRecords = false) {
    this.mostBytes = wantsRecords ? MOST_KEPT_BYTES : FEW_BYTES;
  }

  /** Copies the next bytes of the input. */
  add(chunk: Uint8Array): void {
    this.byteLength += chunk.length;
    if (this.byteLength > this.mostBytes) this.chunks = undefined;
    this.chunks?.push(chunk.slice());
  }

  /** Returns bytes of the input; undefined if there were too many to keep. */
  get readBytes(): ReadBytes | undefined {
    const { chunks } = this;
    if (chunks === undefined) return undefined;
    return (byteOffset, byteLength) => {
      this.whole ??= joined(chunks, this.byteLength);
      return this.whole.subarray(byteOffset, byteOffset + byteLength);
    };
  }
}

function joined(chunks: readonly Uint8Array[], byteLength: number): Uint8Array {
  const whole = new Uint8Array(byteLength);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
