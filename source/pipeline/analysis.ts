import { type Duplicates, findDuplicates } from './deduplicate.ts';
import type { EventStore } from './event-store.ts';
import { type EventsByUser, groupByUser } from './group.ts';
import { findSessions, type Sessions } from './sessions.ts';
import type { Instant } from './timestamp.ts';

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
  const byUser = groupByUser(store);
  const duplicates = findDuplicates(store, byUser);
  const sessions = findSessions(store, byUser, duplicates, gapSeconds);
  const { first, last } = store.timeRange();
  return {
    byUser,
    duplicates,
    sessions,
    firstEvent: instantOf(store, first),
    lastEvent: instantOf(store, last),
  };
}

function instantOf(store: EventStore, event: number): Instant | undefined {
  return event < 0 ? undefined : { seconds: store.secondsOf(event), nanoseconds: store.nanosecondsOf(event) };
}
