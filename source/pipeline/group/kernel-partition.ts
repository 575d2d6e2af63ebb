import { GroupKernel } from '../kernel/group-kernel.ts';
import { idShareOf } from '../store/column-stats.ts';
import type { EventStore } from '../store/event-store.ts';
import type { PartitionGroups } from './partition-groups.ts';
import type { Partitioning } from './partitioning.ts';

/** The kernel takes 184 bytes per row. A larger partition, most of which one user has, is grouped without it. */
const MOST_ROWS = 1 << 18;

/**
 * Groups partitions that fit into a core's cache, in WebAssembly (kernel/group/). Gives the same groups as
 * `PlainPartition`, three times as fast, although the rows are copied to the kernel's memory and back.
 */
export class KernelPartition {
  private constructor(
    private readonly store: EventStore,
    private readonly partitioning: Partitioning,
    private readonly kernel: GroupKernel,
  ) {}

  /** Returns what groups the partitions; undefined if there is no room for the kernel's memory. */
  static over(store: EventStore, partitioning: Partitioning): KernelPartition | undefined {
    const kernel = GroupKernel.over(store);
    return kernel && new KernelPartition(store, partitioning, kernel);
  }

  /** Returns whether the kernel can group a partition of `rowCount` rows. */
  takes(rowCount: number): boolean {
    return rowCount <= MOST_ROWS;
  }

  /** Groups a partition. The groups are valid until the next call. */
  group(partition: number): PartitionGroups {
    const { partitioning, kernel, store } = this;
    const { typeBits, hasNanoseconds, gapSeconds, leastSeconds } = partitioning;
    const start = partitioning.partitionStart[partition];
    const end = partitioning.partitionStart[partition + 1];
    kernel.group({
      start,
      typeBits,
      hasNanoseconds,
      gapSeconds,
      leastSeconds,
      keys: partitioning.keyOfPlace.subarray(start, end),
      events: partitioning.events.subarray(start, end),
      times: partitioning.timeOfPlace.subarray(start, end),
      typeCount: store.types.count,
      ids: idShareOf(store.columnStats, store.count),
    });
    partitioning.events.set(kernel.events(end - start), start);
    const { userStart, eventCount, duplicates, originals, startSeconds, endSeconds } = kernel;
    return {
      userStart,
      eventCount,
      duplicates,
      originals,
      startSeconds,
      endSeconds,
      sessionStart: gapSeconds === undefined ? undefined : kernel.sessionStart,
    };
  }

  /**
   * Returns the sessions grouped last as rows of CSV, valid until the next call. Undefined if a user is no small integer
   * or a time no whole second: those rows need the names of users and the event store.
   */
  csvRows(partition: number): Uint8Array | undefined {
    const { partitioning, kernel } = this;
    const { integerShift, firstInteger, endOfIntegers, count } = partitioning.buckets.keys;
    const firstKey = partitioning.firstKey[partition];
    const endKey = partitioning.firstKey[partition + 1] ?? count;
    if (partitioning.hasNanoseconds || firstKey < firstInteger || endKey > endOfIntegers) return undefined;
    const start = partitioning.partitionStart[partition];
    return kernel.csvRowsOfSessions(start, firstKey - integerShift, partitioning.gapSeconds !== undefined);
  }
}
