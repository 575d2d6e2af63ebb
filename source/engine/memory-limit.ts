import { totalmem } from 'node:os';

/** How much memory a run may use, and what limits it: a flag, the control group of the process, or the machine. */
export interface MemoryLimit {
  readonly bytes: number;
  readonly by: 'flag' | 'group' | 'machine';
}

/** The share of a limit that a run may use: the system and other processes need the rest. */
const USABLE_SHARE = 0.92;

/** Returns the smallest limit. `flagBytes`: what --max-memory says. */
export function memoryLimit(flagBytes: number | undefined): MemoryLimit {
  const machine = totalmem();
  // Without a limit this is 0, or larger than any machine.
  const group = process.constrainedMemory?.() ?? 0;
  const isGrouped = group > 0 && group < machine;
  const found: MemoryLimit = isGrouped
    ? { bytes: USABLE_SHARE * group, by: 'group' }
    : { bytes: USABLE_SHARE * machine, by: 'machine' };
  return flagBytes !== undefined && flagBytes < found.bytes ? { bytes: flagBytes, by: 'flag' } : found;
}

/** What one thread may take: its heap grows to 256 MiB before V8 begins to collect garbage. */
const THREAD_BYTES = 400e6;

/** Returns how many of the wanted threads there is memory for. */
export function threadsWithinMemory({ bytes }: MemoryLimit, threads: number): number {
  return Math.max(1, Math.min(threads, Math.floor(bytes / THREAD_BYTES)));
}
