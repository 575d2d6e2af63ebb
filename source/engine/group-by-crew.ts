import { type Analysis, joinGroups } from '../pipeline/analysis.ts';
import type { EventStore } from '../pipeline/event-store.ts';
import { planBuckets, planGroups } from '../pipeline/group.ts';
import type { Crew } from './crew.ts';

/** Groups the events of the store as `analyse` does, its steps shared among the threads of a crew. */
export async function groupByCrew(
  crew: Crew,
  store: EventStore,
  gapSeconds: number | undefined,
): Promise<Analysis> {
  await crew.doByEach({ kind: 'takeEvents', events: store.columns() });
  const rows = evenRanges(store.count, crew.size);
  const surveys = await crew.doAll(rows.map((range) => ({ kind: 'survey' as const, range })));
  const buckets = planBuckets(store.users, surveys);
  const ranges = await crew.doAll(rows.map((range) => ({ kind: 'count' as const, range, buckets })));
  const { plan, rangePlans } = planGroups(buckets, store.types.count, gapSeconds, surveys, ranges);
  await crew.doByEach({ kind: 'takePlan', plan });
  await crew.doAll(rangePlans.map((range) => ({ kind: 'place' as const, range })));
  const partitions = Array.from({ length: plan.partitionStart.length - 1 }, (_, partition) => ({
    kind: 'group' as const,
    partition,
  }));
  const groups = await crew.doAll(partitions);
  await crew.doByEach({ kind: 'takeData', data: undefined });
  return joinGroups(plan, surveys, groups);
}

/** Rows 0 to `count` in so many ranges of about the same length. */
function evenRanges(count: number, ranges: number): { fromRow: number; toRow: number }[] {
  return Array.from({ length: ranges }, (_, i) => ({
    fromRow: Math.floor((count * i) / ranges),
    toRow: Math.floor((count * (i + 1)) / ranges),
  }));
}
