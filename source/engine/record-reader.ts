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
