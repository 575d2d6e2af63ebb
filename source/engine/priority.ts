import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** Lets others go before this thread, from 0 (nobody) to 19 (all), where that can be said. */
export function lowerPriority(niceness: number): void {
  if (niceness === 0) return;
  try {
    // Threads have priorities of their own on Linux, and are named there as processes are.
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), niceness);
  } catch {
    // Elsewhere, or where it is not allowed, it goes as it is.
  }
}
