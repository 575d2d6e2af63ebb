import { promisify } from 'node:util';
import { crc32 } from '../../pipeline/text/crc32.ts';
import { lazyZlib } from './lazy-zlib.ts';
import { WrappedSink } from './wrapped-sink.ts';

/** Bytes compressed at once, on a thread of Node's pool. */
const BLOCK_BYTES = 1024 * 1024;
/** Blocks that are compressed while more is written. */
const BLOCKS_AHEAD = 4;
/** How far back deflate looks for what it has seen. */
const DICTIONARY_BYTES = 32 * 1024;

/** No name, no time: the same rows are the same file. The last byte says that the system is not known. */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);
/** An empty last block. */
const LAST_BLOCK = Uint8Array.of(3, 0);

/**
 * A sink that compresses to one member of gzip. Each MiB is deflated for itself and flushed to a whole byte, as
 * pigz does: so several are compressed at once, and also while the process blocks, which a stream of Node's cannot do.
 */
export class GzipSink extends WrappedSink {
  /** What is not compressed yet: `block[0..length)`. */
  private block = new Uint8Array(BLOCK_BYTES);
  private length = 0;
  /** The end of what was compressed last. */
  private dictionary: Uint8Array | undefined;
  private checksum = 0;
  private byteCount = 0;
  private hasHeader = false;
  /** The blocks that are being compressed, in order. */
  private readonly ahead: Promise<Uint8Array>[] = [];

  override async write(bytes: Uint8Array): Promise<void> {
    await this.writeHeader();
    for (let at = 0; at < bytes.length; ) {
      at += this.fill(bytes, at);
      if (this.length === BLOCK_BYTES) await this.compress();
    }
  }

  /**
   * Holds what it compresses, a tenth or so of the bytes, until the next `write` or `close`: it belongs after what is
   * ahead.
   */
  override writeNow(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      at += this.fill(bytes, at);
      if (this.length < BLOCK_BYTES) continue;
      const options = this.options();
      this.ahead.push(Promise.resolve(lazyZlib().deflateRawSync(this.takeBlock(), options)));
    }
  }

  override async close(): Promise<void> {
    await this.writeHeader();
    await this.compress();
    await this.drain(0);
    const end = new DataView(new ArrayBuffer(8));
    end.setUint32(0, this.checksum, true);
    end.setUint32(4, this.byteCount % 2 ** 32, true);
    await this.sink.write(LAST_BLOCK);
    await this.sink.write(new Uint8Array(end.buffer));
    await this.sink.close();
  }

  private async writeHeader(): Promise<void> {
    if (this.hasHeader) return;
    this.hasHeader = true;
    await this.sink.write(HEADER);
  }

  /** Takes as much from `at` on as fits into the block; returns how much. */
  private fill(bytes: Uint8Array, at: number): number {
    const count = Math.min(bytes.length - at, BLOCK_BYTES - this.length);
    this.block.set(bytes.subarray(at, at + count), this.length);
    this.length += count;
    return count;
  }

  private async compress(): Promise<void> {
    const options = this.options();
    this.ahead.push(promisify(lazyZlib().deflateRaw)(this.takeBlock(), options));
    // Its failure is met when it is awaited.
    this.ahead[this.ahead.length - 1].catch(() => undefined);
    await this.drain(BLOCKS_AHEAD);
  }

  private async drain(most: number): Promise<void> {
    while (this.ahead.length > most) {
      const compressed = await this.ahead[0];
      this.ahead.shift();
      await this.sink.write(compressed);
    }
  }

  private options(): { finishFlush: number; dictionary?: Uint8Array } {
    const { dictionary } = this;
    return { finishFlush: lazyZlib().constants.Z_SYNC_FLUSH, ...(dictionary && { dictionary }) };
  }

  private takeBlock(): Uint8Array {
    const block = this.block.subarray(0, this.length);
    this.checksum = crc32(block, this.checksum);
    this.byteCount += block.length;
    this.dictionary = block.slice(-DICTIONARY_BYTES);
    this.block = new Uint8Array(BLOCK_BYTES);
    this.length = 0;
    return block;
  }
}
