import { createRequire } from 'node:module';
import type zlib from 'node:zlib';

let loaded: typeof zlib | undefined;

/** Returns node:zlib, which is loaded at the first call: it would take 2 ms of each start, and most runs need none of it. */
export function lazyZlib(): typeof zlib {
  loaded ??= createRequire(import.meta.url)('node:zlib') as typeof zlib;
  return loaded;
}
