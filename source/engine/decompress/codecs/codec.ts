/** Compressed bytes in order. */
export interface CompressedInput {
  /**
   * Returns the next bytes, at least one and at most `most`, valid until the next call; undefined at the end. May block
   * the thread.
   */
  next(most: number): Uint8Array | undefined;
  /** How many bytes were returned. */
  readonly bytesTaken: number;
  /** Returns the same input from its first byte on; undefined for one that can be read only once. */
  readonly again?: (() => CompressedInput) | undefined;
}

/** Receives decompressed bytes, which may be overwritten afterwards. May block the thread. */
export type Output = (bytes: Uint8Array) => void;

/**
 * Decompresses an input to its end. Throws ArchiveError for an archive that is cut off or damaged, after all that could be
 * decompressed went to `output`.
 */
export type Decompress = (input: CompressedInput, output: Output) => Promise<void>;

/** The most bytes that are decompressed at once. */
const MOST_BYTES = 8 * 1024;
/** The least. */
const LEAST_BYTES = 64;

/**
 * How many bytes to decompress at once, of an archive of which so many are done: what a library has decompressed of a
 * damaged part is lost, so parts are small in a small archive.
 */
export function bytesAtOnce({ bytesTaken }: CompressedInput): number {
  return Math.min(MOST_BYTES, Math.max(LEAST_BYTES, Math.floor(bytesTaken / 64)));
}
