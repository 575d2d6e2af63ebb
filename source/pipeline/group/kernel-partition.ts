import { GROUP_KERNEL } from '../kernel/kernels.generated.ts';
import { instantiateKernel, type KernelGlobal, type KernelMemory } from '../kernel/wasm.ts';
import type { EventStore } from '../store/event-store.ts';
import type { PartitionGroups } from './partition-groups.ts';
import type { GroupPlan } from './plan.ts';

/** The kernel sets aside 184 bytes a row: partitions of more rows, of which one user has most, are not for it. */
const MOST_ROWS = 1 << 18;
/** There is room for this many at least. */
const FEWEST_ROWS = 1 << 15;

/** What kernel/group/index.ts exports; places are addresses, and other ones after `prepare`. */
interface GroupKernel {
  readonly memory: KernelMemory;
  prepare(rows: number, types: number): void;
  group(
    count: number,
    start: number,
    isWide: number,
    typeBits: number,
    hasNanoseconds: number,
    gapSeconds: number,
    leastSeconds: number,
  ): void;
  sessionRows(start: number, firstUser: number, withGap: number): number;
  readonly rowsOut: KernelGlobal;
  readonly keysIn: KernelGlobal;
  readonly eventsIn: KernelGlobal;
  readonly timesIn: KernelGlobal;
  readonly events: KernelGlobal;
  readonly userStart: KernelGlobal;
  readonly sessionStart: KernelGlobal;
  readonly eventCount: KernelGlobal;
  readonly duplicates: KernelGlobal;
  readonly originals: KernelGlobal;
  readonly startSeconds: KernelGlobal;
  readonly endSeconds: KernelGlobal;
  readonly userCount: KernelGlobal;
  readonly sessionCount: KernelGlobal;
  readonly duplicateCount: KernelGlobal;
}

/**
 * Groups partitions that a core's cache can hold, as `PlainPartition` does (test/pipeline): a loop in WebAssembly
 * (kernel/group/), three times as fast, for whose memory a partition's rows are copied there and back.
 */
export class KernelPartition {
  private readonly kernel: GroupKernel;
  private rows = 0;

  constructor(
    private readonly store: EventStore,
    private readonly plan: GroupPlan,
  ) {
    this.kernel = instantiateKernel(GROUP_KERNEL, {
      nanosecondsOf: (event) => store.nanosecondsOf(event >>> 0),
      typeOf: (event) => store.typeOf(event >>> 0),
    });
  }

  /** Whether it takes a partition of so many rows. */
  takes(rowCount: number): boolean {
    return rowCount <= MOST_ROWS;
  }

  /** The groups are good until the next call. */
  group(partition: number): PartitionGroups {
    const { plan, kernel } = this;
    const start = plan.partitionStart[partition];
    const end = plan.partitionStart[partition + 1];
    const count = end - start;
    if (count > this.rows) {
      this.rows = Math.max(FEWEST_ROWS, count);
      kernel.prepare(this.rows, this.store.types.count);
    }
    const isWide = plan.timeOfPlace instanceof Float64Array;
    const events = this.column(kernel.eventsIn, count);
    this.column(kernel.keysIn, count).set(plan.keyOfPlace.subarray(start, end));
    events.set(plan.events.subarray(start, end));
    const times = plan.timeOfPlace.subarray(start, end);
    if (isWide) this.doubles(kernel.timesIn, count).set(times);
    else this.column(kernel.timesIn, count).set(times);
    kernel.group(
      count,
      start,
      isWide ? 1 : 0,
      plan.typeBits,
      plan.hasNanoseconds ? 1 : 0,
      plan.gapSeconds ?? Number.POSITIVE_INFINITY,
      plan.leastSeconds,
    );
    plan.events.set(this.column(kernel.events, count), start);
    return this.found();
  }

  /**
   * The rows of CSV (spec section 9) of the sessions that were grouped last, good until the next call; nothing where not
   * all users are small integers or some time has a fraction: then who has the names and the store must make them.
   */
  sessionRows(partition: number): Uint8Array | undefined {
    const { kernel, plan } = this;
    const { integerShift, firstInteger, behindIntegers } = plan.buckets.keys;
    const firstKey = plan.firstKey[partition];
    const behindKeys = plan.firstKey[partition + 1] ?? plan.buckets.keys.count;
    if (plan.hasNanoseconds || firstKey < firstInteger || behindKeys > behindIntegers) return undefined;
    const start = plan.partitionStart[partition];
    const withGap = plan.gapSeconds === undefined ? 0 : 1;
    const length = kernel.sessionRows(start, firstKey - integerShift, withGap);
    return new Uint8Array(kernel.memory.buffer, kernel.rowsOut.value >>> 0, length);
  }

  private found(): PartitionGroups {
    const { kernel, plan } = this;
    const { value: sessionCount } = kernel.sessionCount;
    const { value: duplicateCount } = kernel.duplicateCount;
    return {
      userStart: this.column(kernel.userStart, kernel.userCount.value),
      sessionStart:
        plan.gapSeconds === undefined ? undefined : this.column(kernel.sessionStart, sessionCount),
      eventCount: this.column(kernel.eventCount, sessionCount),
      duplicates: this.column(kernel.duplicates, duplicateCount),
      originals: this.column(kernel.originals, duplicateCount),
      startSeconds: this.doubles(kernel.startSeconds, sessionCount),
      endSeconds: this.doubles(kernel.endSeconds, sessionCount),
    };
  }

  private column({ value }: KernelGlobal, length: number): Uint32Array {
    return new Uint32Array(this.kernel.memory.buffer, value >>> 0, length);
  }

  private doubles({ value }: KernelGlobal, length: number): Float64Array {
    return new Float64Array(this.kernel.memory.buffer, value >>> 0, length);
  }
}
