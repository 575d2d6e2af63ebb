import { rescale } from '../pipeline/columns/cooperative.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import { firstEventOf } from '../pipeline/group/sessions.ts';
import { keepRows, ROWS_PER_STEP, visitRows } from './row-list.ts';
import { isWholeScope, type Scope } from './scope.ts';
import { eventsInScope, type ScopedData } from './scoped-events.ts';
import { sessionOfEvents } from './session-of-event.ts';
import { ascendingRanks } from './session-places.ts';

/** Returns the sessions that hold an event of a scope, each as a whole, in their order. */
export function* sessionsInScope(data: ScopedData, scope: Scope): Generator<number, RowSelection> {
  if (isWholeScope(scope)) return { rows: undefined, rowCount: data.grouping.sessions.count };
  const rows = yield* rescale(eventsInScope(data, scope), 0, 0.6);
  return yield* rescale(sessionsHolding(data, scope, { rows, rowCount: rows.length }), 0.6, 1);
}

/** Returns the sessions that hold one of the events of a scope, in any order, each as a whole, in their order. */
export function* sessionsHolding(
  { dataset, grouping }: Pick<ScopedData, 'dataset' | 'grouping'>,
  { user }: Pick<Scope, 'user'>,
  events: RowSelection,
): Generator<number, RowSelection> {
  const sessionOf = yield* rescale(sessionOfEvents(grouping), 0, 0.5);
  const isHeld = new Uint8Array(grouping.sessions.count);
  const hold = (event: number): void => {
    isHeld[sessionOf[event]] = 1;
  };
  yield* rescale(visitRows(events, hold, ROWS_PER_STEP), 0.5, 0.7);
  const { store } = dataset;
  // A duplicate that was found by its id may have another user than the event that it repeats.
  const isOfUser = (session: number): boolean =>
    user === undefined || store.userOf(firstEventOf(grouping, session)) === user;
  const holds = (session: number): boolean => isHeld[session] === 1 && isOfUser(session);
  const all: RowSelection = { rows: undefined, rowCount: grouping.sessions.count };
  return yield* rescale(keepRows(all, holds, ROWS_PER_STEP), 0.7, 1);
}

/** Returns the users who have a session that holds an event of a scope, by rank. */
export function* usersInScope(data: ScopedData, scope: Scope): Generator<number, RowSelection> {
  const { grouping } = data;
  const all: RowSelection = { rows: undefined, rowCount: grouping.uniqueUsers };
  if (isWholeScope(scope)) return all;
  const held = yield* rescale(sessionsInScope(data, scope), 0, 0.8);
  const rankOf = ascendingRanks(grouping);
  const isThere = new Uint8Array(grouping.uniqueUsers);
  const see = (session: number): void => {
    isThere[rankOf(session)] = 1;
  };
  yield* rescale(visitRows(held, see, ROWS_PER_STEP), 0.8, 0.9);
  return yield* rescale(
    keepRows(all, (rank) => isThere[rank] === 1, ROWS_PER_STEP),
    0.9,
    1,
  );
}
