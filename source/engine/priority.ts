import { readdirSync, readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

// On Linux threads have ids and priorities of their own, as processes have.

/** Sets the nice value of this thread, from 0 (normal) to 19 (lowest), if the system supports that. */
export function lowerPriority(niceness: number): void {
  if (niceness === 0) return;
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), niceness);
  } catch {
    // Not Linux, or not permitted: the priority stays.
  }
}

/**
 * Sets the nice value of all other threads of this process: at the start of a program those of the runtime, which compile
 * and collect garbage. On few processors they would delay the drawing thread.
 */
export function lowerHelpers(niceness: number): void {
  try {
    const own = readlinkSync('/proc/thread-self').split('/').at(-1);
    for (const thread of readdirSync('/proc/self/task')) {
      if (thread !== own) setPriority(Number(thread), niceness);
    }
  } catch {
    // As above, or a thread has ended in the meantime.
  }
}
