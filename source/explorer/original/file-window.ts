/** A stretch of the file, `fromByteOffset <= byte < toByteOffset`. */
export interface ByteRange {
  readonly fromByteOffset: number;
  readonly toByteOffset: number;
}

/** Bytes of the file at hand. */
export interface ByteChunk {
  /** The byte offset of the first of them. */
  readonly base: number;
  readonly bytes: Uint8Array;
  /** Nothing came after them when they were read, so also where fewer came than were asked for. */
  readonly isEnd: boolean;
}

/** A chunk to look at, read by someone else when it is wanted. */
export interface FileWindow extends ByteChunk {
  /** The line, from 1, that the byte at `base` is in; nothing: not known yet. */
  readonly lineAtBase: number | undefined;
}

/** An answer that hangs on a byte which is not at hand: the byte's offset. */
export interface Missing {
  readonly missing: number;
}

const WINDOW_BYTES = 512 * 1024;
/** Windows begin at multiples of this, so that the same place gives the same window. */
const WINDOW_STEP = 64 * 1024;

/** The offset after the last byte at hand. */
export function endOf({ base, bytes }: ByteChunk): number {
  return base + bytes.length;
}

/** Whether a chunk answers what was asked for; one that has the file's end cannot have more. */
export function covers(chunk: ByteChunk, { fromByteOffset, toByteOffset }: ByteRange): boolean {
  return chunk.base <= fromByteOffset && (chunk.isEnd || endOf(chunk) >= toByteOffset);
}

/**
 * What to read for a place, where the byte `missing` was found not to be at hand: the default window around both. It
 * doubles with the distance between them, so that one who goes far is there after few readings.
 */
export function windowAround(byteOffset: number, missing: number, sizeBytes: number): ByteRange {
  const low = Math.min(byteOffset, missing);
  const high = Math.max(byteOffset, missing);
  const margin = Math.max(WINDOW_BYTES / 2, high - low);
  const from = Math.floor(Math.max(0, low - margin) / WINDOW_STEP) * WINDOW_STEP;
  const to = Math.ceil((high + margin) / WINDOW_STEP) * WINDOW_STEP;
  return { fromByteOffset: Math.min(from, sizeBytes), toByteOffset: Math.min(to, sizeBytes) };
}
