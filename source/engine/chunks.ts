import type { Source } from '../input/source.ts';
import { type ReadFailure, readFailureOf } from '../pipeline/scan/read-failure.ts';

const CHUNK_BYTES = 1024 * 1024;

/**
 * The bytes of a source in order, a chunk at a time. A chunk is valid until the next one is requested: while one is in
 * use, Node's thread pool reads the next into the other of two buffers.
 *
 * If the source cannot be read to its end, the chunks end there too, after a call of `onFailure`.
 */
export async function* chunksOf(
  source: Source,
  onFailure: (failure: ReadFailure) => void,
): AsyncGenerator<Uint8Array> {
  let current = new Uint8Array(CHUNK_BYTES);
  let next = new Uint8Array(CHUNK_BYTES);
  let bytesRead = 0;
  const readNext = async (into: Uint8Array): Promise<number> => {
    try {
      return await source.read(into);
    } catch (error) {
      onFailure(readFailureOf(error, bytesRead));
      return 0;
    }
  };
  for (let length = await readNext(current); length > 0; ) {
    bytesRead += length;
    const reading = readNext(next);
    yield current.subarray(0, length);
    length = await reading;
    [current, next] = [next, current];
  }
}
