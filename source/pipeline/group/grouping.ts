import { runToEnd } from '../columns/cooperative.ts';
import { uint32Column } from '../columns/memory.ts';
import type { EventStore } from '../store/event-store.ts';
import type { Instant } from '../time/instant.ts';
import { type DuplicatePairs, Duplicates } from './duplicates.ts';
import {
  bitsOf,
  chooseIdParts,
  countIds,
  duplicatesInPart,
  placeIds,
  placesOfIds,
  type RangeIds,
} from './id-duplicates.ts';
import { PartitionGrouper } from './partition.ts';
import { copyOf, type PartitionGroups } from './partition-groups.ts';
import {
  chooseBuckets,
  choosePartitions,
  countRange,
  type EventRange,
  type EventsByUser,
  type Partitioning,
  placeRange,
  type RangeCount,
} from './partitioning.ts';
import type { Sessions } from './sessions.ts';

/**
 * The first `eventCount` events of a store: by user, with duplicates and sessions. Duplicates that were found by ids, which
 * may have another user and time than the event that they repeat, are in `duplicates` alone.
 */
export interface Grouping {
  /** Events that are grouped, duplicates too. */
  readonly eventCount: number;
  /** The gap that `sessions` are cut by. Undefined: each user has one session. */
  readonly gapSeconds: number | undefined;
  /** Users with at least one kept event. */
  readonly uniqueUsers: number;
  readonly byUser: EventsByUser;
  readonly duplicates: Duplicates;
  readonly sessions: Sessions;
  /** The times of the earliest and the latest event; undefined without events. */
  readonly firstEvent: Instant | undefined;
  readonly lastEvent: Instant | undefined;
}

/**
 * Groups all events by user, finds duplicates and cuts sessions (spec sections 4 and 5). `idDecides`: whether equal ids
 * alone make duplicates, see `PipelineSettings`.
 */
export function group(store: EventStore, gapSeconds: number | undefined, idDecides = false): Grouping {
  return runToEnd(groupInSteps(store, gapSeconds, idDecides));
}

/** Rows counted or placed in one step, which takes some milliseconds. */
const ROWS_PER_STEP = 1 << 20;

/** Does what `group` does in steps of some milliseconds. */
export function* groupInSteps(
  store: EventStore,
  gapSeconds: number | undefined,
  idDecides: boolean,
): Generator<void, Grouping> {
  const byId = yield* duplicatesById(store, idDecides);
  const buckets = chooseBuckets(store, bitsOf(store.count, byId));
  const ranges: RangeCount[] = [];
  for (const range of rangesOf(store)) {
    ranges.push(countRange(store, buckets, range));
    yield;
  }
  const { partitioning, rangePlaces } = choosePartitions(store, buckets, gapSeconds, ranges);
  for (const places of rangePlaces) {
    placeRange(store, partitioning, places);
    yield;
  }
  const grouper = new PartitionGrouper(store, partitioning);
  const groups: PartitionGroups[] = [];
  for (let partition = 0; partition + 1 < partitioning.partitionStart.length; partition++) {
    groups.push(copyOf(grouper.group(partition)));
    yield;
  }
  return joinGroups(store, partitioning, groups, byId);
}

/** Finds the duplicates among the events that have ids. */
function* duplicatesById(store: EventStore, idDecides: boolean): Generator<void, DuplicatePairs[]> {
  const parts = chooseIdParts(store, idDecides);
  if (parts === undefined) return [];
  const ranges: RangeIds[] = [];
  for (const range of rangesOf(store)) {
    ranges.push(countIds(store, parts, range));
    yield;
  }
  const { partitioning, rangePlaces } = placesOfIds(parts, ranges);
  for (const places of rangePlaces) {
    placeIds(store, partitioning, places);
    yield;
  }
  const pairs: DuplicatePairs[] = [];
  for (let part = 0; part + 1 < partitioning.partStart.length; part++) {
    pairs.push(duplicatesInPart(store, partitioning, part));
    yield;
  }
  return pairs;
}

/** All rows of a store, in ranges of one step each; an empty range of an empty store. */
function rangesOf({ count }: EventStore): EventRange[] {
  return Array.from({ length: Math.max(1, Math.ceil(count / ROWS_PER_STEP)) }, (_, step) => ({
    fromRow: step * ROWS_PER_STEP,
    toRow: Math.min(count, (step + 1) * ROWS_PER_STEP),
  }));
}

/**
 * Joins the groups of all partitions, in their order, to the grouping of the store. `byId`: the duplicates that were left
 * out of the partitions.
 * @internal
 */
export function joinGroups(
  { columnStats }: Pick<EventStore, 'columnStats'>,
  { eventCount, gapSeconds, events }: Partitioning,
  groups: readonly PartitionGroups[],
  byId: readonly DuplicatePairs[],
): Grouping {
  const start = concatenate(
    groups.map(({ userStart }) => userStart),
    events.length,
  );
  const sessionStarts = groups
    .map(({ sessionStart }) => sessionStart)
    .filter((column) => column !== undefined);
  // Without a gap each user has one session, which begins with the user's first event.
  const first = sessionStarts.length === 0 ? start : concatenate(sessionStarts, events.length);
  const counts = concatenate(
    groups.map((group) => group.eventCount),
    0,
  );
  return {
    eventCount,
    gapSeconds,
    // Every user with an event in a partition has a kept one.
    uniqueUsers: start.length - 1,
    byUser: { events, start },
    duplicates: Duplicates.among(eventCount, [...byId, ...groups]),
    sessions: { count: first.length - 1, first, eventCount: counts.subarray(0, -1) },
    firstEvent: columnStats.firstEvent,
    lastEvent: columnStats.lastEvent,
  };
}

/** Joins the columns end to end, with `last` after them. */
function concatenate(columns: readonly Uint32Array[], last: number): Uint32Array {
  const whole = uint32Column(columns.reduce((sum, { length }) => sum + length, 1));
  let at = 0;
  for (const column of columns) {
    whole.set(column, at);
    at += column.length;
  }
  whole[at] = last;
  return whole;
}

/**
 * Counts the events of all sessions, and the users whose first event begins a session: numbers that must equal others
 * (spec section 6).
 */
export function countSessions({ sessions, byUser }: Pick<Grouping, 'sessions' | 'byUser'>): {
  sessionEvents: number;
  sessionUsers: number;
} {
  let sessionEvents = 0;
  let sessionUsers = 0;
  let rank = 0;
  for (let session = 0; session < sessions.count; session++) {
    sessionEvents += sessions.eventCount[session];
    while (byUser.start[rank] < sessions.first[session]) rank++;
    if (byUser.start[rank] === sessions.first[session]) sessionUsers++;
  }
  return { sessionEvents, sessionUsers };
}
