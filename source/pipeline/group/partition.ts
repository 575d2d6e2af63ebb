import type { EventStore } from '../store/event-store.ts';
import { KernelPartition } from './kernel-partition.ts';
import type { PartitionGroups } from './partition-groups.ts';
import { PlainPartition } from './plain-partition.ts';
import type { GroupPlan } from './plan.ts';

/** Fewer are grouped before a kernel is there. */
const LEAST_EVENTS = 20_000;

/** Puts partitions in order, finds their duplicates and cuts their sessions (spec sections 4 and 5). */
export class PartitionGrouper {
  private readonly fast: KernelPartition | undefined;
  private plain: PlainPartition | undefined;
  private wasFast = false;

  constructor(
    private readonly store: EventStore,
    private readonly plan: GroupPlan,
  ) {
    if (plan.eventCount >= LEAST_EVENTS) this.fast = new KernelPartition(store, plan);
  }

  /** Each partition is grouped once: its places in the plan are used up by that. The groups are good until the next. */
  group(partition: number): PartitionGroups {
    const { store, plan, fast } = this;
    const rowCount = plan.partitionStart[partition + 1] - plan.partitionStart[partition];
    this.wasFast = fast?.takes(rowCount) ?? false;
    if (fast !== undefined && this.wasFast) return fast.group(partition);
    this.plain ??= new PlainPartition(store, plan);
    return this.plain.group(partition);
  }

  /** Rows of CSV for the sessions of the partition grouped last, where the kernel can make them; see KernelPartition. */
  sessionRows(partition: number): Uint8Array | undefined {
    return this.wasFast ? this.fast?.sessionRows(partition) : undefined;
  }
}
