import { rescale } from '../pipeline/columns/cooperative.ts';
import { lowerBound } from '../pipeline/columns/lower-bound.ts';
import { idAt, type RowSelection } from '../pipeline/columns/row-selection.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import { duplicatesByUser, duplicatesLeftOut } from './duplicates-by-session.ts';
import { ROWS_PER_STEP, visitRows } from './row-list.ts';
import type { Scope } from './scope.ts';
import type { ScopedData } from './scoped-events.ts';
import { sessionsInScope } from './scoped-sessions.ts';
import { ascendingRanks, sessionsOfUser } from './session-places.ts';
import { SharedWork } from './shared-work.ts';

/** Sums of the sessions of a scope for each user, by rank; 0 for users without one. */
export interface UserSums {
  /** The sessions, by number. */
  readonly held: RowSelection;
  readonly sessions: Uint32Array;
  /** Their events that are no duplicates. */
  readonly events: Uint32Array;
  readonly duplicates: Uint32Array;
  /** The first of the user's sessions and the last, by number. */
  readonly firstSession: Uint32Array;
  readonly lastSession: Uint32Array;
}

const known = new SharedWork<Grouping['sessions'], UserSums>();

/** Adds up the sessions of a scope by user, once for a scope: the list and the facts of its rows need the same sums. */
export function* userSums(data: ScopedData, scope: Scope): Generator<number, UserSums> {
  const { grouping, zone } = data;
  const key = JSON.stringify([scope, zone]);
  return yield* known.get(grouping.sessions, key, () => add(data, scope));
}

function* add(data: ScopedData, scope: Scope): Generator<number, UserSums> {
  const { dataset, grouping } = data;
  const { sessions, uniqueUsers } = grouping;
  const held = yield* rescale(sessionsInScope(data, scope), 0, 0.4);
  const leftOut = yield* rescale(duplicatesLeftOut(dataset.store, grouping), 0.4, 0.5);
  const sums = {
    held,
    sessions: new Uint32Array(uniqueUsers),
    events: new Uint32Array(uniqueUsers),
    duplicates: new Uint32Array(uniqueUsers),
    firstSession: new Uint32Array(uniqueUsers),
    lastSession: new Uint32Array(uniqueUsers),
  };
  const rankOf = ascendingRanks(grouping);
  const take = (session: number): void => {
    const rank = rankOf(session);
    if (sums.sessions[rank]++ === 0) sums.firstSession[rank] = session;
    sums.lastSession[rank] = session;
    sums.events[rank] += sessions.eventCount[session];
    sums.duplicates[rank] += duplicatesByUser(sessions, session) + (leftOut[session] ?? 0);
  };
  yield* rescale(visitRows(held, take, ROWS_PER_STEP), 0.5, 1);
  return sums;
}

/** Yields the sessions of a scope that are a user's, by number, in their order. */
export function* heldSessionsOfUser(
  grouping: Grouping,
  { held }: UserSums,
  rank: number,
): Generator<number, void> {
  const { from, to } = sessionsOfUser(grouping, rank);
  const firstRow = lowerBound(held.rowCount, (row) => idAt(held, row) < from);
  for (let row = firstRow; row < held.rowCount && idAt(held, row) < to; row++) yield idAt(held, row);
}

/** Returns the first event of a user's first session, by index in the store. */
export function firstEventOfUser(
  { byUser, sessions }: Grouping,
  { firstSession }: UserSums,
  rank: number,
): number {
  return byUser.events[sessions.first[firstSession[rank]]];
}

/** Returns the last event of a user's last session, by index in the store. */
export function lastEventOfUser(
  { byUser, sessions }: Grouping,
  { lastSession }: UserSums,
  rank: number,
): number {
  return byUser.events[sessions.first[lastSession[rank] + 1] - 1];
}
