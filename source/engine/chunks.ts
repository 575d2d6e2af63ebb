import type { Source } from '../input/source.ts';

const CHUNK_BYTES = 1024 * 1024;

/**
 * The bytes of a source, a chunk at a time, each good until the next one is asked for. While one is being used the
 * next is being read, on the thread pool. Throws what reading throws.
 */
export async function* chunksOf(source: Source): AsyncGenerator<Uint8Array> {
  let current = new Uint8Array(CHUNK_BYTES);
  let next = new Uint8Array(CHUNK_BYTES);
  let length = await source.read(current);
  while (length > 0) {
    const reading = source.read(next);
    // A failure is met where the chunk is awaited; until then it must not count as unhandled.
    reading.catch(() => undefined);
    yield current.subarray(0, length);
    length = await reading;
    [current, next] = [next, current];
  }
}
