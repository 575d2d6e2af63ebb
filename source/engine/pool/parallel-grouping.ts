import { type Grouping, joinGroups } from '../../pipeline/group/grouping.ts';
import type { PartitionGroups } from '../../pipeline/group/partition-groups.ts';
import { type EventRange, planBuckets, planGroups } from '../../pipeline/group/plan.ts';
import type { EventStore } from '../../pipeline/store/event-store.ts';
import type { WorkerPool } from './worker-pool.ts';

/** Called with encoded rows of the sessions, in order; the next rows come when the promise is settled. */
export type OnSessionRows = (rows: Uint8Array) => Promise<void> | void;

/** How many tasks each of the first steps is split into: enough that no thread waits long for the last one. */
const RANGES = 12;

/**
 * Groups the events of the store as `group` does, on the threads of a pool: count the events of each range of rows, place
 * them by partition, then group each partition.
 */
export async function groupInPool(
  pool: WorkerPool,
  store: EventStore,
  gapSeconds: number | undefined,
  onSessionRows?: OnSessionRows,
): Promise<Grouping> {
  await pool.runOnEach({ kind: 'setEvents', events: store.columns() });
  const buckets = planBuckets(store);
  const counting = evenRanges(store.count, RANGES).map((range) => ({
    kind: 'count' as const,
    range,
    buckets,
  }));
  const ranges = await pool.runAll<'count'>(counting);
  const { plan, rangePlans } = planGroups(store, buckets, gapSeconds, ranges);
  await pool.runOnEach({ kind: 'setPlan', plan });
  await pool.runAll<'place'>(rangePlans.map((range) => ({ kind: 'place', range })));
  const partitions = Array.from({ length: plan.partitionStart.length - 1 }, (_, partition) => ({
    kind: 'group' as const,
    partition,
    makesRows: onSessionRows !== undefined,
  }));
  const all: PartitionGroups[] = [];
  for await (const { groups, rows } of pool.inOrder<'group'>(partitions)) {
    all.push(groups);
    for (const batch of rows) await onSessionRows?.(batch);
  }
  await pool.runOnEach({ kind: 'setData', data: undefined });
  return joinGroups(store, plan, all);
}

/** Splits rows 0 to `count` into ranges of about the same length. */
function evenRanges(count: number, ranges: number): EventRange[] {
  return Array.from({ length: ranges }, (_, i) => ({
    fromRow: Math.floor((count * i) / ranges),
    toRow: Math.floor((count * (i + 1)) / ranges),
  }));
}
