import { momentFormat } from '../../format/zoned-moment.ts';
import { firstEventOf } from '../../pipeline/group/sessions.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import type { RowsQuery } from '../../query/query.ts';
import { sessionTexts } from '../../query/row-text.ts';
import { isWhole } from '../../query/scope.ts';
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
  query: ({ options, scope }, { sort }) => ({
    kind: 'sessions',
    sort: sortFor(sort, COLUMNS),
    scope,
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
  if (query.kind !== 'sessions' || !isWhole(query.scope) || query.sort.descending) return undefined;
  return query.sort.column === 'user_id' ? (grouping?.sessions.count ?? 0) : undefined;
}

/** Returns the session of a later dataset that begins with the same event, or else the first of the same user; or -1. */
function sameSession(before: Dataset, now: Dataset, session: number): number {
  const { grouping: old } = before;
  const { grouping } = now;
  if (old === undefined || grouping === undefined || old === grouping) return session;
  const eventIndex = firstEventOf(old, session);
  const { sessions } = grouping;
  const user = now.store.userOf(eventIndex);
  let found = -1;
  for (let index = 0; index < sessions.count; index++) {
    const first = firstEventOf(grouping, index);
    if (first === eventIndex) return index;
    if (found < 0 && now.store.userOf(first) === user) found = index;
    else if (found >= 0 && now.store.userOf(first) !== user) return found;
  }
  return found;
}
