import { readdirSync, readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

// Threads have priorities of their own on Linux, and are named there as processes are.

/** Lets others go before this thread, from 0 (nobody) to 19 (all), where that can be said. */
export function lowerPriority(niceness: number): void {
  if (niceness === 0) return;
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), niceness);
  } catch {
    // Elsewhere, or where it is not allowed, it goes as it is.
  }
}

/**
 * The same of all other threads that there are in this process: at the start of a program those of the runtime, which
 * compile and collect garbage. Where processors are few they would keep the one that draws from drawing.
 */
export function lowerHelpers(niceness: number): void {
  try {
    const own = readlinkSync('/proc/thread-self').split('/').at(-1);
    for (const thread of readdirSync('/proc/self/task')) {
      if (thread !== own) setPriority(Number(thread), niceness);
    }
  } catch {
    // As above; or a thread has ended meanwhile.
  }
}
