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

/** The users with an event kept; who has one event has one that is kept. */
export function countUsers({ byUser: { start } }: Analysis): number {
  let users = 0;
  for (let rank = 0; rank + 1 < start.length; rank++) if (start[rank + 1] > start[rank]) users++;
  return users;
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
