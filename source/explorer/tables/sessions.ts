import { momentFormat } from '../../format/zoned-moment.ts';
import { lowerBound } from '../../pipeline/columns/lower-bound.ts';
import { firstEventOf } from '../../pipeline/group/sessions.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { compareUsers } from '../../pipeline/store/user-order.ts';
import type { RowsQuery } from '../../query/query.ts';
import { sessionTexts } from '../../query/row-text.ts';
import { soMostAreRejected } from './most-rejected.ts';
import { screenColumns, sortFor, type TableSpec } from './table-spec.ts';

const COLUMNS = screenColumns('sessions', [
  { name: 'user_id', leastWidth: 8, width: 24, grows: true },
  { name: 'session_start', leastWidth: 20, width: 29 },
  { name: 'session_end', leastWidth: 20, width: 29 },
  { name: 'event_count', leastWidth: 13, width: 13, right: true },
  { name: 'duration_seconds', leastWidth: 10, width: 10, right: true },
]);

/** Sessions, by number: by user, then by start. */
export const sessionsTable: TableSpec = {
  columns: COLUMNS,
  cells: ({ options }, { store, grouping }, id) =>
    grouping === undefined ? undefined : sessionTexts(store, grouping, id, momentFormat(options.zone)),
  query: ({ options }, { sort, filter }) => ({
    kind: 'sessions',
    sort: sortFor(sort, COLUMNS),
    filter,
    zone: options.zone,
  }),
  storedOrderCount,
  sameRow: sameSession,
  emptyText: (context) => `no events, so no sessions${soMostAreRejected(context)}`,
  csv: () => ({ what: 'sessions', fileName: 'sessions.csv' }),
  time: {
    column: 'session_start',
    eventIndexOf: ({ grouping }, id) => (grouping === undefined ? undefined : firstEventOf(grouping, id)),
  },
};

function storedOrderCount({ grouping }: Dataset, query: RowsQuery): number | undefined {
  if (query.kind !== 'sessions' || query.filter !== undefined || query.sort.descending) return undefined;
  return query.sort.column === 'user_id' ? (grouping?.sessions.count ?? 0) : undefined;
}

/**
 * Returns the session of a later dataset that begins with the same event, or else the one that holds it or the user's first;
 * -1 if the user has none. Sessions are in order of user and time, so this is a binary search.
 */
function sameSession(before: Dataset, now: Dataset, session: number): number {
  const { grouping: old } = before;
  const { grouping } = now;
  if (old === undefined || grouping === undefined || old === grouping) return session;
  const eventIndex = firstEventOf(old, session);
  const { store } = now;
  const user = store.userOf(eventIndex);
  const orderAt = (session: number): number => {
    const first = firstEventOf(grouping, session);
    return (
      compareUsers(store.users, store.userOf(first), user) ||
      store.compareTimes(first, eventIndex) ||
      first - eventIndex
    );
  };
  const { count } = grouping.sessions;
  const behind = lowerBound(count, (session) => orderAt(session) <= 0);
  const isOfUser = (session: number): boolean =>
    session >= 0 && session < count && store.userOf(firstEventOf(grouping, session)) === user;
  return [behind - 1, behind].find(isOfUser) ?? -1;
}
