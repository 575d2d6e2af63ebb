/** A range of the file, `fromByteOffset <= byte < toByteOffset`. */
export interface ByteRange {
  readonly fromByteOffset: number;
  readonly toByteOffset: number;
}

/** Bytes of the file that were read. */
export interface ByteChunk {
  /** The byte offset of the first one. */
  readonly base: number;
  readonly bytes: Uint8Array;
  /** The file ended here when they were read: fewer bytes were read than requested. */
  readonly isEnd: boolean;
}

/** A chunk of the file to show, with its first line number. */
export interface ByteWindow extends ByteChunk {
  /** The line, from 1, that the byte at `base` is in; undefined while unknown. */
  readonly lineAtBase: number | undefined;
}

/** Returned instead of a result that needs a byte outside the chunk: that byte's offset. */
export interface Missing {
  readonly missing: number;
}

const WINDOW_BYTES = 512 * 1024;
/** Windows begin at multiples of this, so that the same place gives the same window. */
const WINDOW_STEP = 64 * 1024;

/** Returns the offset after the last byte of the chunk. */
export function endOf({ base, bytes }: ByteChunk): number {
  return base + bytes.length;
}

/** Whether a chunk holds a range, as far as the file goes. */
export function covers(chunk: ByteChunk, { fromByteOffset, toByteOffset }: ByteRange): boolean {
  return chunk.base <= fromByteOffset && (chunk.isEnd || endOf(chunk) >= toByteOffset);
}

/**
 * Returns the range to read for a place if the byte `missing` is needed too: the default window around both. It doubles
 * with the distance between them, so that a far jump takes few reads.
 */
export function windowAround(byteOffset: number, missing: number, sizeBytes: number): ByteRange {
  const low = Math.min(byteOffset, missing);
  const high = Math.max(byteOffset, missing);
  const margin = Math.max(WINDOW_BYTES / 2, high - low);
  const from = Math.floor(Math.max(0, low - margin) / WINDOW_STEP) * WINDOW_STEP;
  const to = Math.ceil((high + margin) / WINDOW_STEP) * WINDOW_STEP;
  return { fromByteOffset: Math.min(from, sizeBytes), toByteOffset: Math.min(to, sizeBytes) };
}
