import { formatCount } from '../../format/human-format.ts';
import { momentFormat } from '../../format/zoned-moment.ts';
import { lowerBound } from '../../pipeline/columns/lower-bound.ts';
import { firstEventOf } from '../../pipeline/group/sessions.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { hasAllByUser } from '../../query/duplicates-by-session.ts';
import type { RowsQuery, SessionColumn } from '../../query/query.ts';
import { sessionTexts } from '../../query/row-text.ts';
import { isWholeScope } from '../../query/scope.ts';
import { sessionsOfUser } from '../../query/session-places.ts';
import { rankOfUser } from '../../query/user-ranks.ts';
import { durationLook } from './duration-look.ts';
import { eventAt } from './event-at.ts';
import { idLook } from './id-look.ts';
import { soMostAreRejected } from './most-rejected.ts';
import { shortTime } from './short-times.ts';
import { type Cells, screenColumns, sortFor, type TableContext, type TableSpec } from './table-spec.ts';
import { mixLook, mixText, NOT_KNOWN, rowFactsOf } from './type-mix.ts';

const COLUMNS = screenColumns('sessions', [
  { name: 'user_id', leastWidth: 6, width: 24, grows: true, look: idLook },
  { name: 'session', leastWidth: 5, width: 11, right: true },
  { name: 'session_start', leastWidth: 14, width: 29, whole: true, look: shortTime('session_start') },
  {
    name: 'session_end',
    leastWidth: 14,
    width: 29,
    whole: true,
    look: shortTime('session_end', 'session_start'),
  },
  { name: 'duration_seconds', leastWidth: 8, width: 20, look: durationLook },
  { name: 'event_count', leastWidth: 6, width: 13, right: true },
  { name: 'duplicates', leastWidth: 5, width: 13, right: true },
  {
    name: 'types',
    leastWidth: 6,
    width: 22,
    grows: true,
    sortable: false,
    look: mixLook(({ sessions }, id) => sessions.get(id)?.mix),
  },
]);

/** The columns that the list can be sorted by. */
const SORTED = COLUMNS.filter(
  (column): column is (typeof COLUMNS)[number] & { name: SessionColumn } => column.sortable,
);

/** Sessions, by number: by user, then by start. */
export const sessionsTableSpec: TableSpec = {
  columns: COLUMNS,
  // Without a gap, each session is the only one of its user.
  isShown: (name, { options }) => name !== 'session' || options.gapSeconds !== undefined,
  firstSort: ({ gapSeconds }) =>
    gapSeconds === undefined
      ? { column: 'user_id', descending: false }
      : { column: 'duration_seconds', descending: true },
  cells,
  query: ({ options, scope }, { sort }) => ({
    kind: 'sessions',
    sort: sortFor(sort, SORTED),
    scope,
    zone: options.zone,
  }),
  storedOrderCount,
  sameRow: sameSession,
  placeOf: ({ store, grouping }, id) => grouping && store.byteOffsetOf(firstEventOf(grouping, id)),
  idAt: (dataset, byteOffset) => {
    const event = eventAt(dataset, byteOffset);
    return event === undefined ? undefined : sessionOfEvent(dataset, event);
  },
  emptyText: (context) => `no events, so no sessions${soMostAreRejected(context)}`,
  csv: () => ({ what: 'sessions', fileName: 'sessions.csv' }),
  time: {
    column: 'session_start',
    eventIndexOf: ({ grouping }, id) => (grouping === undefined ? undefined : firstEventOf(grouping, id)),
  },
};

function cells(context: TableContext, dataset: Dataset, id: number): Cells | undefined {
  const { store, grouping } = dataset;
  if (grouping === undefined) return undefined;
  const facts = rowFactsOf(context, dataset)?.sessions.get(id);
  const texts = sessionTexts(store, grouping, id, momentFormat(context.options.zone));
  const types = mixText(dataset, facts?.mix);
  if (hasAllByUser(grouping)) return { ...texts, types };
  // Duplicates found by their ids are in no session: counting them takes a query.
  return { ...texts, types, duplicates: facts === undefined ? NOT_KNOWN : formatCount(facts.duplicates) };
}

function storedOrderCount({ grouping }: Dataset, query: RowsQuery): number | undefined {
  if (query.kind !== 'sessions' || !isWholeScope(query.scope) || query.sort.descending) return undefined;
  return query.sort.column === 'user_id' ? (grouping?.sessions.count ?? 0) : undefined;
}

/**
 * Returns the session that holds the first event of a session in a later dataset, or in one that is cut by another gap; -1
 * if its user is gone.
 */
function sameSession(before: Dataset, now: Dataset, session: number): number {
  const { grouping: old } = before;
  const { grouping } = now;
  if (old === undefined || grouping === undefined || old === grouping) return session;
  return sessionOfEvent(now, firstEventOf(old, session)) ?? -1;
}

/** Returns the session that holds an event; undefined if its user has none. */
function sessionOfEvent({ store, grouping }: Dataset, event: number): number | undefined {
  const rank = grouping && rankOfUser(store, grouping, store.userOf(event));
  if (grouping === undefined || rank === undefined) return undefined;
  const { from, to } = sessionsOfUser(grouping, rank);
  // A later dataset may have an earlier event of the user before it.
  const begun = lowerBound(
    to - from,
    (at) => store.compareTimes(firstEventOf(grouping, from + at), event) <= 0,
  );
  return from + Math.max(0, begun - 1);
}
