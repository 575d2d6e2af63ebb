import { readInto } from '../input/described-source.ts';
import type { SourceDescription } from '../input/source.ts';
import type { ReadBytes } from '../pipeline/text/byte-reads.ts';

/**
 * Returns a reader of records anywhere, which blocks the thread. Bytes that cannot be read are not there: the run that read
 * them before has said why.
 */
export function recordReader(source: SourceDescription): ReadBytes {
  return (byteOffset, byteLength) => {
    const bytes = new Uint8Array(byteLength);
    return bytes.subarray(0, readInto(source, bytes, byteOffset).byteLength);
  };
}

/** What is read at once: to copy this costs about as much as two calls of the system. */
const BLOCK_BYTES = 64 * 1024;
const BLOCKS = 4;

/** Bytes of the input in memory that is used again. */
interface Block {
  readonly bytes: Uint8Array;
  readonly number: number;
  readonly byteLength: number;
}

/**
 * Does the same for many short reads in the order of the input: reads whole blocks, and copies what is wanted of them. The
 * last blocks are kept, since a duplicate and the event that it repeats are read in turn. What is further back is read by
 * itself.
 */
export function blockReader(source: SourceDescription): ReadBytes {
  const readBytes = recordReader(source);
  const blocks: Block[] = [];
  let last = -1;
  const blockOf = (number: number): Block | undefined => {
    const kept = blocks.find((block) => block.number === number);
    if (kept !== undefined || number < last) return kept;
    last = number;
    const block = blocks.length < BLOCKS ? undefined : blocks.shift();
    const bytes = block?.bytes ?? new Uint8Array(BLOCK_BYTES);
    const { byteLength } = readInto(source, bytes, number * BLOCK_BYTES);
    const filled = { bytes, number, byteLength };
    blocks.push(filled);
    return filled;
  };
  return (byteOffset, byteLength) => {
    const number = Math.floor(byteOffset / BLOCK_BYTES);
    const from = byteOffset - number * BLOCK_BYTES;
    if (from + byteLength > BLOCK_BYTES) return readBytes(byteOffset, byteLength);
    const block = blockOf(number);
    if (block === undefined) return readBytes(byteOffset, byteLength);
    return block.bytes.slice(from, Math.min(from + byteLength, Math.max(from, block.byteLength)));
  };
}
