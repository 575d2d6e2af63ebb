import { lazyZlib } from './lazy-zlib.ts';
import { WrappedSink } from './wrapped-sink.ts';

/** Compressed at once. */
const BLOCK_BYTES = 1024 * 1024;
/** Rows of records shrink to a tenth at the least effort. */
const LEVEL = 1;

/**
 * A sink that holds what is written, compressed in memory, and passes it on when it is closed: for rows that come before it
 * is known what precedes them, or which of them are wanted. Whole rows stay together.
 */
export class HeldSink extends WrappedSink {
  private readonly blocks: Uint8Array[] = [];
  private waiting: Uint8Array[] = [];
  private waitingBytes = 0;

  override async write(bytes: Uint8Array): Promise<void> {
    this.writeNow(bytes);
  }

  override writeNow(bytes: Uint8Array): void {
    this.waiting.push(bytes.slice());
    this.waitingBytes += bytes.length;
    if (this.waitingBytes >= BLOCK_BYTES) this.compress();
  }

  override async close(): Promise<void> {
    this.compress();
    for (let block = this.blocks.shift(); block !== undefined; block = this.blocks.shift()) {
      await super.write(lazyZlib().inflateRawSync(block));
    }
    await super.close();
  }

  private compress(): void {
    const { blocks, waiting, waitingBytes } = this;
    if (waitingBytes > 0) blocks.push(lazyZlib().deflateRawSync(Buffer.concat(waiting), { level: LEVEL }));
    this.waiting = [];
    this.waitingBytes = 0;
  }
}
