import type { EventStore } from '../store/event-store.ts';
import { KernelPartition } from './kernel-partition.ts';
import type { PartitionGroups } from './partition-groups.ts';
import type { Partitioning } from './partitioning.ts';
import { PlainPartition } from './plain-partition.ts';

/** For fewer events, compiling the kernel takes longer than grouping without it. */
const FEWEST_FOR_KERNEL = 20_000;

/**
 * Groups partitions: puts their events in order, finds duplicates and cuts sessions (spec sections 4 and 5). Uses the kernel
 * where it can.
 */
export class PartitionGrouper {
  private readonly kernel: KernelPartition | undefined;
  private plain: PlainPartition | undefined;
  private usedKernel = false;

  constructor(
    private readonly store: EventStore,
    private readonly partitioning: Partitioning,
  ) {
    if (partitioning.eventCount >= FEWEST_FOR_KERNEL) this.kernel = KernelPartition.over(store, partitioning);
  }

  /**
   * Groups a partition, which can be done once: it overwrites the partitioning. The groups are valid until the next call.
   */
  group(partition: number): PartitionGroups {
    const { store, partitioning, kernel } = this;
    const rowCount = partitioning.partitionStart[partition + 1] - partitioning.partitionStart[partition];
    this.usedKernel = kernel?.takes(rowCount) ?? false;
    if (kernel !== undefined && this.usedKernel) return kernel.group(partition);
    this.plain ??= new PlainPartition(store, partitioning);
    return this.plain.group(partition);
  }

  /** Returns the sessions of the partition grouped last as rows of CSV, or undefined if the kernel cannot make them. */
  kernelRows(partition: number): Uint8Array | undefined {
    return this.usedKernel ? this.kernel?.csvRows(partition) : undefined;
  }
}
