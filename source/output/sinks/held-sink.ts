import { lazyZlib } from './lazy-zlib.ts';
import type { Sink } from './sink.ts';

/** Compressed at once. */
const BLOCK_BYTES = 1024 * 1024;
/** Rows of records shrink to a tenth at the least effort. */
const LEVEL = 1;

/**
 * Returns a sink that holds what is written, compressed in memory, and passes it on when it is closed: for rows that come
 * before it is known what precedes them, or which of them are wanted. Whole rows stay together.
 */
export function held(sink: Sink): Sink {
  const blocks: Uint8Array[] = [];
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  const compress = (): void => {
    if (waitingBytes > 0) blocks.push(lazyZlib().deflateRawSync(Buffer.concat(waiting), { level: LEVEL }));
    waiting = [];
    waitingBytes = 0;
  };
  const hold = (bytes: Uint8Array): void => {
    waiting.push(bytes.slice());
    waitingBytes += bytes.length;
    if (waitingBytes >= BLOCK_BYTES) compress();
  };
  return {
    name: sink.name,
    write: async (bytes) => hold(bytes),
    writeNow: hold,
    async close() {
      compress();
      for (let block = blocks.shift(); block !== undefined; block = blocks.shift()) {
        await sink.write(lazyZlib().inflateRawSync(block));
      }
      await sink.close();
    },
    publish: () => sink.publish(),
    discard: () => sink.discard(),
  };
}
