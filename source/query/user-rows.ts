import { rescale } from '../pipeline/columns/cooperative.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import { eventTimes } from './event-times.ts';
import { compilePattern } from './pattern.ts';
import type { TypeColumn, UserColumn, UsersQuery } from './query.ts';
import { keepRows, MATCHES_PER_STEP, NO_ROWS, ROWS_PER_STEP, visitRows } from './row-list.ts';
import { userMatcher } from './row-match.ts';
import { userText } from './row-text.ts';
import type { ScopedData } from './scoped-events.ts';
import { usersInScope } from './scoped-sessions.ts';
import { ascendingRanks } from './session-places.ts';
import { sortRows, sortRowsByInstant } from './sort-rows.ts';
import { rejectionsByUser } from './user-rejections.ts';
import { firstEventOfUser, lastEventOfUser, type UserSums, userSums } from './user-sums.ts';

/** Returns the users that have an event in the scope, by rank. An invalid pattern, whose error was shown, matches none. */
export function* userRows(
  dataset: Dataset,
  query: UsersQuery,
  readRecord: ReadRecord,
): Generator<number, RowSelection> {
  const { store, grouping } = dataset;
  if (grouping === undefined) return NO_ROWS;
  const { scope, zone } = query;
  const pattern = query.pattern === undefined ? undefined : compilePattern(query.pattern);
  if (pattern !== undefined && 'error' in pattern) return NO_ROWS;
  const data = { dataset, grouping, readRecord, zone };
  const users = yield* rescale(usersInScope(data, scope), 0, 0.2);
  const matching =
    pattern === undefined
      ? users
      : yield* rescale(keepRows(users, userMatcher(store, grouping, pattern), MATCHES_PER_STEP), 0.2, 0.5);
  return yield* rescale(sorted(dataset, data, query, matching), 0.5, 1);
}

const BY_USER = { column: 'user_id', descending: false } as const;

/** Equal ones stay in the order of spec section 5. */
function* sorted(
  dataset: Dataset,
  data: ScopedData,
  { sort, scope }: UsersQuery,
  users: RowSelection,
): Generator<number, RowSelection> {
  const { grouping, readRecord } = data;
  const { column, descending } = sort ?? BY_USER;
  if (column === 'user_id') {
    return descending ? yield* sortRows(users, (rank) => rank, descending) : users;
  }
  if (column === 'rejections') {
    const counts = yield* rescale(rejectionsByUser(dataset, scope, readRecord), 0, 0.7);
    const countOf = (rank: number): number => counts.get(userText(dataset.store, grouping, rank)) ?? 0;
    return yield* rescale(sortRows(users, countOf, descending), 0.7, 1);
  }
  const sums = yield* rescale(userSums(data, scope), 0, 0.5);
  if (column === 'first_event' || column === 'last_event') {
    const eventOf = column === 'first_event' ? firstEventOfUser : lastEventOfUser;
    const events = Uint32Array.from({ length: users.rowCount }, (_, row) =>
      eventOf(grouping, sums, users.rows?.[row] ?? row),
    );
    const times = yield* rescale(eventTimes(dataset.store, events, events.length), 0.5, 0.7);
    return yield* rescale(sortRowsByInstant(users, times, descending), 0.7, 1);
  }
  const counts = yield* rescale(countsOf(data, sums, column), 0.5, 0.7);
  return yield* rescale(
    sortRows(users, (rank) => counts[rank], descending),
    0.7,
    1,
  );
}

function* countsOf(
  data: ScopedData,
  sums: UserSums,
  column: Exclude<UserColumn | TypeColumn, 'user_id' | 'rejections' | 'first_event' | 'last_event'>,
): Generator<number, Uint32Array> {
  switch (column) {
    case 'sessions':
      return sums.sessions;
    case 'event_count':
      return sums.events;
    case 'duplicates':
      return sums.duplicates;
    default:
      return yield* countsOfType(data, sums, Number(column.slice('type:'.length)));
  }
}

/** Counts the kept events of a type in the sessions of a scope, by rank of their user. */
function* countsOfType(
  { dataset: { store }, grouping }: ScopedData,
  { held }: UserSums,
  type: number,
): Generator<number, Uint32Array> {
  const { byUser, sessions, duplicates, uniqueUsers } = grouping;
  const counts = new Uint32Array(uniqueUsers);
  const rankOf = ascendingRanks(grouping);
  const look = (session: number): void => {
    const rank = rankOf(session);
    const end = sessions.first[session + 1];
    for (let at = sessions.first[session]; at < end; at++) {
      const event = byUser.events[at];
      if (store.typeOf(event) === type && !duplicates.has(event)) counts[rank]++;
    }
  };
  yield* visitRows(held, look, ROWS_PER_STEP);
  return counts;
}
