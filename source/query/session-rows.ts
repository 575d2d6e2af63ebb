import { rescale } from '../pipeline/columns/cooperative.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { duplicatesByUser, duplicatesLeftOut } from './duplicates-by-session.ts';
import { eventTimes, timesBetween } from './event-times.ts';
import type { SessionColumn, SessionsQuery, Sort } from './query.ts';
import { NO_ROWS, ROWS_PER_STEP, visitRows } from './row-list.ts';
import { sessionsInScope } from './scoped-sessions.ts';
import { ascendingRanks, sessionsOfUser } from './session-places.ts';
import { sessionSeconds } from './session-seconds.ts';
import { type ColumnOf, type InstantKeys, sortRows, sortRowsBy, sortRowsByInstant } from './sort-rows.ts';

/** Returns sessions by number. They are numbered by user and start, and equal ones stay in that order. */
export function* sessionRows(
  dataset: Dataset,
  { scope, sort, zone }: SessionsQuery,
  readRecord: ReadRecord,
): Generator<number, RowSelection> {
  const { store, grouping } = dataset;
  if (grouping === undefined) return NO_ROWS;
  const kept = yield* rescale(sessionsInScope({ dataset, grouping, readRecord, zone }, scope), 0, 0.6);
  return yield* rescale(sortSessions(store, grouping, kept, sort), 0.6, 1);
}

/** Sorts sessions, which come by number. */
export function* sortSessions(
  store: EventStore,
  grouping: Grouping,
  list: RowSelection,
  { column, descending }: Sort<SessionColumn>,
): Generator<number, RowSelection> {
  switch (column) {
    case 'user_id':
      return descending ? yield* sortRows(list, ascendingRanks(grouping), descending) : list;
    case 'session':
      return yield* sortRows(list, placeColumn(grouping), descending);
    case 'event_count': {
      const { eventCount } = grouping.sessions;
      return yield* sortRows(list, (session) => eventCount[session], descending);
    }
    case 'duplicates': {
      const { sessions } = grouping;
      const leftOut = yield* rescale(duplicatesLeftOut(store, grouping), 0, 0.4);
      const countOf = (session: number): number =>
        duplicatesByUser(sessions, session) + (leftOut[session] ?? 0);
      return yield* rescale(sortRows(list, countOf, descending), 0.4, 1);
    }
    case 'duration_seconds':
    case 'session_start':
      if (!store.columnStats.hasNanoseconds) {
        const times = yield* rescale(sessionSeconds(store, grouping, list), 0, 0.4);
        const keys = column === 'session_start' ? times.starts : times.lengths;
        return yield* rescale(sortRowsBy(list, keys, descending), 0.4, 1);
      }
      return yield* sortedByTimes(store, grouping, list, { column, descending });
    case 'session_end':
      return yield* sortedByTimes(store, grouping, list, { column, descending });
  }
}

type TimeColumn = Parameters<typeof instantKeys>[3];

function* sortedByTimes(
  store: EventStore,
  grouping: Grouping,
  list: RowSelection,
  { column, descending }: Sort<TimeColumn>,
): Generator<number, RowSelection> {
  const keys = yield* rescale(instantKeys(store, grouping, list, column), 0, 0.4);
  return yield* rescale(sortRowsByInstant(list, keys, descending), 0.4, 1);
}

function* instantKeys(
  store: EventStore,
  { byUser: { events }, sessions: { first } }: Grouping,
  list: RowSelection,
  column: 'session_start' | 'session_end' | 'duration_seconds',
): Generator<number, InstantKeys> {
  const { rowCount } = list;
  const starts = new Uint32Array(rowCount);
  const ends = new Uint32Array(rowCount);
  const look = (session: number, at: number): void => {
    starts[at] = events[first[session]];
    ends[at] = events[first[session + 1] - 1];
  };
  yield* rescale(visitRows(list, look, ROWS_PER_STEP), 0, 0.2);
  const times =
    column === 'duration_seconds'
      ? timesBetween(store, starts, ends)
      : eventTimes(store, column === 'session_start' ? starts : ends, rowCount);
  return yield* rescale(times, 0.2, 1);
}

/** Returns the number of a session among its user's, for sessions in ascending order. */
function placeColumn(grouping: Grouping): ColumnOf {
  const { byUser, sessions } = grouping;
  const rankOf = ascendingRanks(grouping);
  let of = -1;
  let firstOfUser = 0;
  return (session) => {
    const rank = rankOf(session);
    if (rank !== of) {
      of = rank;
      firstOfUser =
        sessions.first[session] === byUser.start[rank] ? session : sessionsOfUser(grouping, rank).from;
    }
    return session - firstOfUser;
  };
}
