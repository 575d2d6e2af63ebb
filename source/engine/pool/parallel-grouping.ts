import { type Analysis, joinGroups } from '../../pipeline/group/grouping.ts';
import type { PartitionGroups } from '../../pipeline/group/partition-groups.ts';
import { planBuckets, planGroups, type Range } from '../../pipeline/group/plan.ts';
import type { EventStore } from '../../pipeline/store/event-store.ts';
import type { WorkerPool } from './worker-pool.ts';

/** Rows of CSV for the sessions, in their order, no header; more come when it is done with these. */
export type OnSessionRows = (rows: Uint8Array) => Promise<void> | void;

/** So many steps that what one thread is behind another at the end is little. */
const RANGES = 12;

/** Groups the events of the store as `analyse` does, its steps shared among the threads of a pool. */
export async function groupInPool(
  pool: WorkerPool,
  store: EventStore,
  gapSeconds: number | undefined,
  onSessionRows?: OnSessionRows,
): Promise<Analysis> {
  await pool.doByEach({ kind: 'takeEvents', events: store.columns() });
  const buckets = planBuckets(store);
  const counting = evenRanges(store.count, RANGES).map((range) => ({
    kind: 'count' as const,
    range,
    buckets,
  }));
  const ranges = await pool.doAll<'count'>(counting);
  const { plan, rangePlans } = planGroups(store, buckets, gapSeconds, ranges);
  await pool.doByEach({ kind: 'takePlan', plan });
  await pool.doAll<'place'>(rangePlans.map((range) => ({ kind: 'place', range })));
  const partitions = Array.from({ length: plan.partitionStart.length - 1 }, (_, partition) => ({
    kind: 'group' as const,
    partition,
    makesRows: onSessionRows !== undefined,
  }));
  const all: PartitionGroups[] = [];
  for await (const { groups, rows } of pool.inOrder<'group'>(partitions)) {
    all.push(groups);
    for (const part of rows) await onSessionRows?.(part);
  }
  await pool.doByEach({ kind: 'takeData', data: undefined });
  return joinGroups(plan, store.columnStats, all);
}

/** Rows 0 to `count` in so many ranges of about the same length. */
function evenRanges(count: number, ranges: number): Range[] {
  return Array.from({ length: ranges }, (_, i) => ({
    fromRow: Math.floor((count * i) / ranges),
    toRow: Math.floor((count * (i + 1)) / ranges),
  }));
}
