import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import type { Script } from 'node:vm';
import { threadId } from 'node:worker_threads';

/** Bytes in front of V8's data: size and time of the script, then of the program that runs it, each a float64. */
const HEADER_BYTES = 32;

/**
 * Returns V8's data in the file at `cachePath`; undefined if there is none, or it was made of another state of the script
 * at `scriptPath` or by another program than the Node that runs this.
 *
 * V8 itself compares only its version, its flags and the length of the script. Where it takes what another build of the
 * same version made, the process aborts.
 */
export function readCodeCache(scriptPath: string, cachePath: string): Buffer | undefined {
  try {
    const cache = readFileSync(cachePath);
    const isCurrent = header(scriptPath).equals(cache.subarray(0, HEADER_BYTES));
    return isCurrent ? cache.subarray(HEADER_BYTES) : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the file that `readCodeCache` reads, with all functions of the script that have run. */
export function writeCodeCache(script: Script, scriptPath: string, cachePath: string): void {
  // Several threads run the same script.
  const draft = `${cachePath}.${process.pid}-${threadId}`;
  const descriptor = openSync(draft, 'w');
  try {
    writeFileSync(descriptor, Buffer.concat([header(scriptPath), script.createCachedData()]));
    // Of a file cut short by a lost power supply, V8 would take the header for the whole.
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, cachePath);
}

function header(scriptPath: string): Buffer {
  const states = [scriptPath, process.execPath].map((path) => statSync(path));
  return Buffer.from(Float64Array.from(states.flatMap(({ size, mtimeMs }) => [size, mtimeMs])).buffer);
}
