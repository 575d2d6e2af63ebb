import type { DuplicatePairs } from '../../pipeline/group/duplicates.ts';
import { type Grouping, joinGroups } from '../../pipeline/group/grouping.ts';
import { bitsOf, chooseIdParts, placesOfIds } from '../../pipeline/group/id-duplicates.ts';
import type { PartitionGroups } from '../../pipeline/group/partition-groups.ts';
import { chooseBuckets, choosePartitions, type EventRange } from '../../pipeline/group/partitioning.ts';
import type { EventStore } from '../../pipeline/store/event-store.ts';
import type { WorkerPool } from './worker-pool.ts';

/** Called with encoded rows of the sessions, in order; the next rows come when the promise is settled. */
export type OnSessionRows = (rows: Uint8Array) => Promise<void> | void;

/** How many tasks each of the first steps is split into: enough that no thread waits long for the last one. */
const RANGES = 12;

/**
 * Groups the events of the store as `group` does, on the threads of a pool: find the duplicates by ids, count the events of
 * each range of rows, place them by partition, then group each partition.
 */
export async function groupInPool(
  pool: WorkerPool,
  store: EventStore,
  gapSeconds: number | undefined,
  idDecides: boolean,
  onSessionRows?: OnSessionRows,
): Promise<Grouping> {
  await pool.runOnEach({ kind: 'setEvents', events: store.columns() });
  const byId = await duplicatesById(pool, store, idDecides);
  const buckets = chooseBuckets(store, bitsOf(store.count, byId));
  const counting = evenRanges(store.count, RANGES).map((range) => ({
    kind: 'count' as const,
    range,
    buckets,
  }));
  const ranges = await pool.runAll<'count'>(counting);
  const { partitioning, rangePlaces } = choosePartitions(store, buckets, gapSeconds, ranges);
  await pool.runOnEach({ kind: 'setPartitioning', partitioning });
  await pool.runAll<'place'>(rangePlaces.map((range) => ({ kind: 'place', range })));
  const partitions = Array.from({ length: partitioning.partitionStart.length - 1 }, (_, partition) => ({
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
  return joinGroups(store, partitioning, all, byId);
}

/** Finds the duplicates among the events that have ids, as `group` does. */
async function duplicatesById(
  pool: WorkerPool,
  store: EventStore,
  idDecides: boolean,
): Promise<DuplicatePairs[]> {
  const parts = chooseIdParts(store, idDecides);
  if (parts === undefined) return [];
  const counting = evenRanges(store.count, RANGES).map((range) => ({
    kind: 'countIds' as const,
    range,
    parts,
  }));
  const { partitioning, rangePlaces } = placesOfIds(parts, await pool.runAll<'countIds'>(counting));
  await pool.runOnEach({ kind: 'setIdPartitioning', partitioning });
  await pool.runAll<'placeIds'>(rangePlaces.map((range) => ({ kind: 'placeIds', range })));
  const pairs = await pool.runAll<'findIds'>(
    Array.from({ length: partitioning.partStart.length - 1 }, (_, part) => ({ kind: 'findIds', part })),
  );
  await pool.runOnEach({ kind: 'setIdPartitioning', partitioning: undefined });
  return pairs;
}

/** Splits rows 0 to `count` into ranges of about the same length. */
function evenRanges(count: number, ranges: number): EventRange[] {
  return Array.from({ length: ranges }, (_, i) => ({
    fromRow: Math.floor((count * i) / ranges),
    toRow: Math.floor((count * (i + 1)) / ranges),
  }));
}
