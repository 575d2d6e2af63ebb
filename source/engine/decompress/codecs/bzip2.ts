import Bunzip from 'seek-bzip';
import { ArchiveError, cutOff, damaged, somethingBehind } from '../archive-error.ts';
import type { CompressedInput, Decompress } from './codec.ts';

const CHUNK_BYTES = 64 * 1024;
/** The most that a block gives: 900,000 bytes, each five of which may become 259. */
const MOST_BLOCK_BYTES = 900_000 * 52;

/**
 * Decompresses bzip2, of several streams too. A block at a time: what a damaged block gives is worth nothing, and is
 * noticed at its end.
 */
export const bunzip2: Decompress = async (input, output) => {
  const from = new ByteReader(input);
  const block = new Block();
  try {
    const bunzip = new Bunzip(from, block);
    for (;;) {
      if (bunzip._init_block()) {
        bunzip._read_bunzip();
        output(block.take());
      } else {
        const checksum = bunzip.reader.read(32) >>> 0;
        if (checksum !== bunzip.streamCRC) throw damaged('bzip2', from.at);
        if (from.eof()) return;
        const { at } = from;
        try {
          bunzip._start_bunzip(from, block);
        } catch (error) {
          // A stream begins with BZh and a digit.
          throw error instanceof TypeError ? somethingBehind('bzip2', at) : error;
        }
      }
    }
  } catch (error) {
    if (error === END) throw cutOff('bzip2', from.at);
    if (error instanceof ArchiveError || !(error instanceof TypeError || error instanceof RangeError))
      throw error;
    throw damaged('bzip2', from.at);
  }
};

/** Thrown where the input ends too early. */
const END = new Error('the input ends');

/** The input as the package reads it. */
class ByteReader {
  private bytes: Uint8Array = new Uint8Array(0);
  private place = 0;

  constructor(private readonly input: CompressedInput) {}

  /** How many bytes were read. */
  get at(): number {
    return this.input.bytesTaken - this.bytes.length + this.place;
  }

  readByte(): number {
    if (this.eof()) throw END;
    return this.bytes[this.place++];
  }

  read(into: Uint8Array, offset: number, length: number): number {
    for (let i = 0; i < length; i++) into[offset + i] = this.readByte();
    return length;
  }

  eof(): boolean {
    if (this.place < this.bytes.length) return false;
    const next = this.input.next(CHUNK_BYTES);
    if (next === undefined) return true;
    this.bytes = next;
    this.place = 0;
    return false;
  }
}

/** What a block gives. */
class Block {
  private bytes = new Uint8Array(1024 * 1024);
  private length = 0;

  writeByte(byte: number): void {
    if (this.length === this.bytes.length) this.grow();
    this.bytes[this.length++] = byte;
  }

  take(): Uint8Array {
    const { length } = this;
    this.length = 0;
    return this.bytes.subarray(0, length);
  }

  private grow(): void {
    const larger = new Uint8Array(Math.min(MOST_BLOCK_BYTES, this.bytes.length * 4));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}
