import { availableParallelism } from 'node:os';
import { addressSpaceBytes, LEAST_FOR_KERNELS, threadsWithin } from '../engine/address-space.ts';
import { formatBytes } from '../format/human-format.ts';

/** Whether an error means that there is not enough memory. Errors of other threads come as text alone. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && OUT_OF_MEMORY.test(error.message);
}

const OUT_OF_MEMORY = /allocation failed|invalid (?:typed )?array length|out of memory/i;

/** Returns the message for a run that has too little memory: which limit it reached, and what to do. */
export function outOfMemoryText(): string {
  const addressBytes = addressSpaceBytes();
  return addressBytes === undefined
    ? 'not enough memory for a file of so many events; split it, or use a larger machine'
    : `not enough memory, since ulimit -v leaves only ${formatBytes(addressBytes)} of address space; allow more with ulimit -v unlimited`;
}

/** Returns why there can be no screen, whose layout is made in WebAssembly; undefined if there can be one. */
export function noScreenText(): string | undefined {
  const addressBytes = addressSpaceBytes();
  if (addressBytes === undefined || addressBytes >= LEAST_FOR_KERNELS) return undefined;
  return `the screen needs 12 GB of address space, and ulimit -v leaves only ${formatBytes(addressBytes)}; allow more with ulimit -v unlimited, or add --summary`;
}

/** A smaller input is read fast enough in any way. */
const LARGE_BYTES = 24 * 1024 * 1024;

/**
 * Returns the warning about an input that was read slowly because the address space is small (`ulimit -v`). `threads`: how
 * many the user wants.
 */
export function slowReadingWarning(bytesRead: number, threads = availableParallelism()): string | undefined {
  if (bytesRead < LARGE_BYTES) return undefined;
  const addressBytes = addressSpaceBytes();
  if (addressBytes === undefined || threadsWithin(addressBytes, threads) === threads) return undefined;
  const how = addressBytes < LEAST_FOR_KERNELS ? 'without WebAssembly' : 'with fewer threads';
  return `read slowly, ${how}, since ulimit -v leaves only ${formatBytes(addressBytes)} of address space; ulimit -v unlimited reads faster`;
}
