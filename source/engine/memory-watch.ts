import type { MemoryLimit } from './memory-limit.ts';

/** The code of the error that ends a run before it uses more memory than it may. */
export const NEEDS_MEMORY = 'ENEEDSMEMORY';

/** How often the system is asked how much is in use, in milliseconds: asking takes 50 us. */
const CHECK_MILLISECONDS = 50;
/** What grouping adds for each event: its place in a partition, its time, its row. */
const GROUPING_BYTES = 14;
/** What will be needed is told from what was needed so far, once so much was read and so much of the limit is used. */
const LEAST_SHARE_READ = 0.1;
const LEAST_SHARE_USED = 0.4;
/** An estimate ends a run only if it is this far beyond the limit. */
const CERTAINTY = 1.5;

/** Ends a run, by an error that says why, before it uses more memory than it may (--max-memory). */
export class MemoryWatch {
  private readonly usedBefore: number;
  private checkedAt = 0;

  /** `usedBytes` and `now`: what the system says, for tests. */
  constructor(
    private readonly limit: MemoryLimit,
    private readonly usedBytes: () => number = () => process.memoryUsage.rss(),
    private readonly now: () => number = () => performance.now(),
  ) {
    this.usedBefore = usedBytes();
  }

  /** While events are read that will be grouped once more when this has thrown NEEDS_MEMORY. */
  growing(eventCount: number): void {
    if (this.isDue()) this.grouping(eventCount);
  }

  /** While bytes are read. `share`: how much of all was read, from 0 to 1, where that is known. Throws NEEDS_MEMORY. */
  reading(share: number | undefined): void {
    if (!this.isDue()) return;
    const { limit, usedBefore } = this;
    const used = this.usedBytes();
    const isTold = share !== undefined && share >= LEAST_SHARE_READ;
    const needed = isTold ? usedBefore + (used - usedBefore) / Math.min(1, share) : undefined;
    const isSure = needed !== undefined && used > LEAST_SHARE_USED * limit.bytes;
    if (used > limit.bytes || (isSure && needed > CERTAINTY * limit.bytes)) this.fail(needed ?? used);
  }

  /** Before events are grouped. Throws NEEDS_MEMORY. */
  grouping(eventCount: number): void {
    const needed = this.usedBytes() + GROUPING_BYTES * eventCount;
    if (needed > this.limit.bytes) this.fail(needed);
  }

  private isDue(): boolean {
    const now = this.now();
    if (now - this.checkedAt < CHECK_MILLISECONDS) return false;
    this.checkedAt = now;
    return true;
  }

  private fail(neededBytes: number): never {
    const { bytes, by } = this.limit;
    const text = `it takes ${gigabytes(neededBytes)} of memory or more, and ${gigabytes(bytes)} ${ALLOWED[by]}`;
    throw Object.assign(new Error(text), { code: NEEDS_MEMORY });
  }
}

/** Who allows no more, and what to do about it. */
const ALLOWED: Readonly<Record<MemoryLimit['by'], string>> = {
  flag: 'are allowed; set --max-memory higher, or split the file',
  group: 'are left by the memory limit of its control group; set that higher, or split the file',
  machine: 'can be used on this machine; split the file, or use a larger one',
};

function gigabytes(bytes: number): string {
  return `${Math.max(0.1, Math.round(bytes / 1e8) / 10)} GB`;
}
