import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import type { Script } from 'node:vm';
import { threadId } from 'node:worker_threads';

/** Characters at the end of a script by which it is known: the build ends each with a hash of what is above. */
const ID_LENGTH = 64;
/** Bytes in front of V8's data: the end of the script, then size and time of the program that runs it, each a float64. */
const HEADER_BYTES = ID_LENGTH + 16;

/**
 * Returns V8's data in the file at `cachePath`; undefined if there is none, or it was made of another script than `source`
 * or by another program than the Node that runs this.
 *
 * V8 itself compares only its version, its flags and the length of the script. Where it takes what another build of the
 * same version made, the process aborts.
 */
export function readCodeCache(source: string, cachePath: string): Buffer | undefined {
  try {
    const cache = readFileSync(cachePath);
    const isCurrent = headerFor(source).equals(cache.subarray(0, HEADER_BYTES));
    return isCurrent ? cache.subarray(HEADER_BYTES) : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the file that `readCodeCache` reads, with all functions of `script`, made of `source`, that have run. */
export function writeCodeCache(script: Script, source: string, cachePath: string): void {
  // Several threads run the same script.
  const draft = `${cachePath}.${process.pid}-${threadId}`;
  const descriptor = openSync(draft, 'w');
  try {
    writeFileSync(descriptor, Buffer.concat([headerFor(source), script.createCachedData()]));
    // A file cut short by a lost power supply could begin as a whole one does.
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, cachePath);
}

function headerFor(source: string): Buffer {
  const { size, mtimeMs } = statSync(process.execPath);
  const id = Buffer.from(source.slice(-ID_LENGTH).padStart(ID_LENGTH), 'latin1');
  return Buffer.concat([id, Buffer.from(Float64Array.of(size, mtimeMs).buffer)]);
}
