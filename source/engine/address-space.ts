import { readFileSync } from 'node:fs';

/** What the process takes without its threads, the memory of a kernel among it. */
const PROCESS_BYTES = 12e9;
/** What a reading thread takes: WebAssembly sets 10 GB aside for each kernel's memory, however small it is. */
const THREAD_BYTES = 22.5e9;

/** With less there is no room for even one kernel: the slow path reads everything. */
export const LEAST_FOR_KERNELS = 11.5e9;

/**
 * Returns the size of the address space that the process may have (`ulimit -v`); undefined if no limit is known.
 */
export function addressSpaceBytes(): number | undefined {
  try {
    const limits = readFileSync('/proc/self/limits', 'latin1');
    const bytes = /^Max address space +(\d+)/m.exec(limits)?.[1];
    return bytes === undefined ? undefined : Number(bytes);
  } catch {
    return undefined;
  }
}

/** Returns how many of the wanted reading threads fit into an address space. */
export function threadsWithin(addressBytes: number | undefined, threads: number): number {
  if (addressBytes === undefined) return threads;
  return Math.max(1, Math.min(threads, Math.floor((addressBytes - PROCESS_BYTES) / THREAD_BYTES)));
}
