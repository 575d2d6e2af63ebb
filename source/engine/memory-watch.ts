import { errorWithCode } from '../pipeline/scan/read-failure.ts';
import type { MemoryLimit } from './memory-limit.ts';

/** The code of the error that ends a run before it uses more memory than it may. */
export const NEEDS_MEMORY = 'ENEEDSMEMORY';

/** How long to wait before asking the system again how much memory is in use, which takes 50 us. */
const CHECK_MILLISECONDS = 50;
/** What grouping adds for each event: its place in a partition, its time, its row. */
const GROUPING_BYTES = 14;
/** The need is estimated from the memory used so far, once this share of the input is read and of the limit used. */
const LEAST_SHARE_READ = 0.1;
const LEAST_SHARE_USED = 0.4;
/** An estimate ends a run only if it is this far beyond the limit. */
const CERTAINTY = 1.5;

/** Ends a run, by an error that says why, before it uses more memory than it may (--max-memory). */
export class MemoryWatch {
  private readonly usedBefore: number;
  private checkedAt = 0;

  /** Tests pass their own `usedBytes` and `now`. */
  constructor(
    private readonly limit: MemoryLimit,
    private readonly usedBytes: () => number = () => process.memoryUsage.rss(),
    private readonly now: () => number = () => performance.now(),
  ) {
    this.usedBefore = usedBytes();
  }

  /** Call it while events are read. Throws NEEDS_MEMORY while there is still room to group them once more. */
  growing(eventCount: number): void {
    if (this.isDue()) this.grouping(eventCount);
  }

  /** Call it while bytes are read. `share`: the share of the input that was read, 0 to 1, if known. Throws NEEDS_MEMORY. */
  reading(share: number | undefined): void {
    if (!this.isDue()) return;
    const { limit, usedBefore } = this;
    const used = this.usedBytes();
    const isEstimated = share !== undefined && share >= LEAST_SHARE_READ;
    const needed = isEstimated ? usedBefore + (used - usedBefore) / Math.min(1, share) : undefined;
    const isSure = needed !== undefined && used > LEAST_SHARE_USED * limit.bytes;
    if (used > limit.bytes || (isSure && needed > CERTAINTY * limit.bytes)) this.fail(needed ?? used);
  }

  /** Call it before events are grouped. Throws NEEDS_MEMORY. */
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
    throw errorWithCode(text, NEEDS_MEMORY);
  }
}

/** What sets the limit, and what to do about it; follows a size. */
const ALLOWED: Readonly<Record<MemoryLimit['by'], string>> = {
  flag: 'are allowed; set --max-memory higher, or split the file',
  group: 'are left by the memory limit of its control group; set that higher, or split the file',
  machine: 'can be used on this machine; split the file, or use a larger one',
};

function gigabytes(bytes: number): string {
  return `${Math.max(0.1, Math.round(bytes / 1e8) / 10)} GB`;
}
