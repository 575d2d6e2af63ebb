import { createRequire } from 'node:module';
import type zlib from 'node:zlib';

let loaded: typeof zlib | undefined;

/** Returns node:zlib, loaded at the first call: it would cost each start 2 ms, and most runs do not need it. */
export function lazyZlib(): typeof zlib {
  loaded ??= createRequire(import.meta.url)('node:zlib') as typeof zlib;
  return loaded;
}
