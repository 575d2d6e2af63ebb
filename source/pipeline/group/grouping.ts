import { uint32Column } from '../columns/memory.ts';
import type { ColumnStats } from '../store/column-stats.ts';
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

/** What is known of the events once they are grouped. Made anew from the store, at the end or in between. */
export interface Analysis {
  readonly byUser: EventsByUser;
  readonly duplicates: Duplicates;
  readonly sessions: Sessions;
  /** The times of the earliest and the latest event; nothing where there is none. */
  readonly firstEvent: Instant | undefined;
  readonly lastEvent: Instant | undefined;
}

/** Groups the events, finds duplicates and cuts sessions (spec sections 4 and 5). */
export function analyse(store: EventStore, gapSeconds: number | undefined): Analysis {
  return runToEnd(analyseInSteps(store, gapSeconds));
}

/** Goes through all steps at once. */
export function runToEnd<Found>(steps: Generator<void, Found>): Found {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** So many rows are counted or placed in a step: some milliseconds. */
const ROWS_OF_A_STEP = 1 << 20;

/** The same, a step of some milliseconds at a time, so that others on this thread have their turns. */
export function* analyseInSteps(
  store: EventStore,
  gapSeconds: number | undefined,
): Generator<void, Analysis> {
  const { columnStats } = store;
  const buckets = planBuckets(store);
  const ranges: RangeCount[] = [];
  for (let fromRow = 0; fromRow === 0 || fromRow < store.count; fromRow += ROWS_OF_A_STEP) {
    const toRow = Math.min(store.count, fromRow + ROWS_OF_A_STEP);
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
  return joinGroups(plan, columnStats, groups);
}

/** What the groups of all partitions, in order, come to together. */
export function joinGroups(
  { eventCount, events }: GroupPlan,
  { firstEvent, lastEvent }: ColumnStats,
  groups: readonly PartitionGroups[],
): Analysis {
  const start = joined(
    groups.map(({ userStart }) => userStart),
    events.length,
  );
  const sessionStarts = groups
    .map(({ sessionStart }) => sessionStart)
    .filter((column) => column !== undefined);
  // Without a gap a user has one session, which begins where his events do.
  const first = sessionStarts.length === 0 ? start : joined(sessionStarts, events.length);
  const counts = joined(
    groups.map((group) => group.eventCount),
    0,
  );
  return {
    byUser: { events, start },
    duplicates: Duplicates.among(eventCount, groups),
    sessions: { count: first.length - 1, first, eventCount: counts.subarray(0, -1) },
    firstEvent,
    lastEvent,
  };
}

/** The columns one behind the other, and `last` behind them. */
function joined(columns: readonly Uint32Array[], last: number): Uint32Array {
  const whole = uint32Column(columns.reduce((sum, { length }) => sum + length, 1));
  let at = 0;
  for (const column of columns) {
    whole.set(column, at);
    at += column.length;
  }
  whole[at] = last;
  return whole;
}

/** The users with an event kept; who has one event has one that is kept. */
export function countUsers({ byUser: { start } }: Analysis): number {
  return start.length - 1;
}

/** Counts the events of all sessions, and the users whose slice of events some session begins. */
export function countSessions({ sessions, byUser }: Analysis): {
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
