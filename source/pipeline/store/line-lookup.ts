import type { ByteReads } from '../text/byte-reads.ts';
import { BYTE_ORDER_MARK, hasByteOrderMark, indexOfByte, LINE_FEED } from '../text/bytes.ts';
import type { Address, LineAddress } from './address.ts';
import type { LineIndex } from './line-index.ts';

/**
 * Finds the line of places that no column has, by counting line feeds from the nearest place in a LineIndex. Reads are
 * yielded, so that the caller decides whether to block.
 */

/** The first read is this small, since most places are near a known one; further reads double up to the larger size. */
const FIRST_CHUNK_BYTES = 64 * 1024;
const LARGEST_CHUNK_BYTES = 1024 * 1024;

/** `locate` counts no further than this from the nearest known place: about 0.2 s of reading. */
const MOST_COUNTED_BYTES = 256 * 1024 * 1024;

/** The number of line feeds in `bytes[from..to)`. */
export function countLineFeeds(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = indexOfByte(bytes, LINE_FEED, from, to); at >= 0; count++) {
    at = indexOfByte(bytes, LINE_FEED, at + 1, to);
  }
  return count;
}

/**
 * Returns the address of any byte of the input. Its line is undefined if the input was not read that far, or if no known
 * place is near enough to count from. `indexedBytes`: how far `lines` covers the input.
 */
export function* locate(lines: LineIndex, indexedBytes: number, byteOffset: number): ByteReads<Address> {
  if (byteOffset === 0) return { byteOffset, line: 1 };
  const near = lines.nearestBefore(byteOffset);
  if (byteOffset > indexedBytes || byteOffset - near.byteOffset > MOST_COUNTED_BYTES) {
    return { byteOffset, line: undefined };
  }
  let { line } = near;
  let chunkBytes = FIRST_CHUNK_BYTES;
  for (let base = near.byteOffset; base < byteOffset; ) {
    const byteLength = Math.min(chunkBytes, byteOffset - base);
    const bytes = yield { byteOffset: base, byteLength };
    line += countLineFeeds(bytes, 0, bytes.length);
    base += byteLength;
    chunkBytes = Math.min(2 * chunkBytes, LARGEST_CHUNK_BYTES);
  }
  return { byteOffset, line };
}

/**
 * Returns the byte offset at which `line` begins, counted from `known`, a place on an earlier line or at the start of
 * `line`. Undefined if the line does not begin before `endByteOffset` or the end of the input.
 */
export function* lineStart(
  line: number,
  known: LineAddress,
  endByteOffset = Number.POSITIVE_INFINITY,
): ByteReads<number | undefined> {
  if (line <= known.line) return known.byteOffset;
  let lineFeedsLeft = line - known.line;
  let chunkBytes = FIRST_CHUNK_BYTES;
  for (let base = known.byteOffset; base < endByteOffset; ) {
    const byteLength = Math.min(chunkBytes, endByteOffset - base);
    const bytes = yield { byteOffset: base, byteLength };
    if (bytes.length === 0) return undefined;
    let at = indexOfByte(bytes, LINE_FEED, 0, bytes.length);
    while (at >= 0) {
      if (--lineFeedsLeft === 0) return base + at + 1;
      at = indexOfByte(bytes, LINE_FEED, at + 1, bytes.length);
    }
    base += bytes.length;
    chunkBytes = Math.min(2 * chunkBytes, LARGEST_CHUNK_BYTES);
  }
  return undefined;
}

/**
 * Returns the byte offset at which the text of a file begins, whose first byte is at `byteBase`: after a byte-order mark
 * if there is one, which editors do not count as a column.
 */
export function* textStart(byteBase: number): ByteReads<number> {
  const bytes = yield { byteOffset: byteBase, byteLength: BYTE_ORDER_MARK.length };
  return hasByteOrderMark(bytes, 0) ? byteBase + BYTE_ORDER_MARK.length : byteBase;
}
