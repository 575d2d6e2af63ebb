import { createRequire } from 'node:module';
import type zlib from 'node:zlib';
import { crc32 as plainCrc32 } from '../pipeline/text/crc32.ts';

let found: typeof plainCrc32 | undefined;

/** Does what `crc32` does, some ten times as fast where the runtime has its own: Node 20.15 and later. */
export function fastCrc32(bytes: Uint8Array, before = 0): number {
  // Loaded here: few inputs are archives, and it takes 2 ms.
  found ??= (createRequire(import.meta.url)('node:zlib') as Partial<typeof zlib>).crc32 ?? plainCrc32;
  return found(bytes, before);
}
