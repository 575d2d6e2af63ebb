import { runToEnd } from '../columns/cooperative.ts';
import { uint32Column } from '../columns/memory.ts';
import type { EventStore } from '../store/event-store.ts';
import type { Instant } from '../time/parse-timestamp.ts';
import { Duplicates } from './duplicates.ts';
import { PartitionGrouper } from './partition.ts';
import { copyOf, type PartitionGroups } from './partition-groups.ts';
import {
  countRange,
  type EventsByUser,
  type GroupPlan,
  placeRange,
  planBuckets,
  planGroups,
  type RangeCount,
} from './plan.ts';
import type { Sessions } from './sessions.ts';

/** The first `eventCount` events of a store: by user, with duplicates and sessions. */
export interface Grouping {
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

/** Groups all events by user, finds duplicates and cuts sessions (spec sections 4 and 5). */
export function group(store: EventStore, gapSeconds: number | undefined): Grouping {
  return runToEnd(groupInSteps(store, gapSeconds));
}

/** Rows counted or placed in one step, which takes some milliseconds. */
const ROWS_PER_STEP = 1 << 20;

/** Does what `group` does in steps of some milliseconds. */
export function* groupInSteps(store: EventStore, gapSeconds: number | undefined): Generator<void, Grouping> {
  const buckets = planBuckets(store);
  const ranges: RangeCount[] = [];
  const { count } = store;
  for (let fromRow = 0; fromRow === 0 || fromRow < count; fromRow += ROWS_PER_STEP) {
    const toRow = Math.min(count, fromRow + ROWS_PER_STEP);
    ranges.push(countRange(store, buckets, { fromRow, toRow }));
    yield;
  }
  const { plan, rangePlans } = planGroups(store, buckets, gapSeconds, ranges);
  for (const rangePlan of rangePlans) {
    placeRange(store, plan, rangePlan);
    yield;
  }
  const grouper = new PartitionGrouper(store, plan);
  const groups: PartitionGroups[] = [];
  for (let partition = 0; partition + 1 < plan.partitionStart.length; partition++) {
    groups.push(copyOf(grouper.group(partition)));
    yield;
  }
  return joinGroups(store, plan, groups);
}

/** Joins the groups of all partitions, in their order, to the grouping of the store. */
export function joinGroups(
  { columnStats }: Pick<EventStore, 'columnStats'>,
  { eventCount, gapSeconds, events }: GroupPlan,
  groups: readonly PartitionGroups[],
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
    // Every user with an event has a kept one.
    uniqueUsers: start.length - 1,
    byUser: { events, start },
    duplicates: Duplicates.among(eventCount, groups),
    sessions: { count: first.length - 1, first, eventCount: counts.subarray(0, -1) },
    firstEvent: columnStats.firstEvent,
    lastEvent: columnStats.lastEvent,
  };
}

/** Joins the columns end to end, with `last` behind them. */
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
