import { formatCount } from '../../format/human-format.ts';
import { momentFormat } from '../../format/zoned-moment.ts';
import type { Grouping } from '../../pipeline/group/grouping.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { hasAllByUser } from '../../query/duplicates-by-session.ts';
import type { Sort, TypeColumn, UserColumn } from '../../query/query.ts';
import { userText } from '../../query/row-text.ts';
import { isWholeScope } from '../../query/scope.ts';
import type { UserFacts } from '../../query/session-answers.ts';
import { sessionsOfUser } from '../../query/session-places.ts';
import { keptEventsOfUser, rankOfUser, userOfRank } from '../../query/user-ranks.ts';
import { fileTypes } from '../chart/file-types.ts';
import { nameOfType } from '../chart/type-faces.ts';
import { eventAt } from './event-at.ts';
import { idLook } from './id-look.ts';
import { soMostAreRejected } from './most-rejected.ts';
import { shortTime } from './short-times.ts';
import {
  type Cells,
  type Column,
  headerOf,
  screenColumns,
  sortFor,
  type TableContext,
  type TableSpec,
} from './table-spec.ts';
import type { TableSort } from './table-state.ts';
import { mixLook, mixText, NOT_KNOWN, rowFactsOf } from './type-mix.ts';

const COLUMNS = screenColumns('users', [
  { name: 'user_id', leastWidth: 8, width: 24, grows: true, look: idLook },
  { name: 'sessions', leastWidth: 5, width: 13, right: true },
  { name: 'event_count', leastWidth: 6, width: 13, right: true },
  { name: 'duplicates', leastWidth: 5, width: 13, right: true },
  { name: 'rejections', leastWidth: 8, width: 13, right: true },
  { name: 'first_event', leastWidth: 14, width: 29, whole: true, look: shortTime('first_event') },
  { name: 'last_event', leastWidth: 14, width: 29, whole: true, look: shortTime('last_event') },
  {
    name: 'types',
    leastWidth: 6,
    width: 22,
    grows: true,
    sortable: false,
    look: mixLook(({ users }, id) => users.get(id)?.mix),
  },
]);

/** The columns that the list can be sorted by. */
const SORTED = COLUMNS.filter(
  (column): column is (typeof COLUMNS)[number] & { name: UserColumn } => column.sortable,
);

/** The only other columns while each type has one. */
const BESIDE_TYPES: ReadonlySet<string> = new Set(['user_id', 'event_count']);

/** The most columns of types: more would be of no use. */
const MOST_TYPES = 50;

/** Users by rank: their position in the order of spec section 5. */
export const usersTableSpec: TableSpec = {
  columns: COLUMNS,
  moreColumns: typeColumns,
  isShown: (name, { tabs }) => !tabs.sessions.isUnfolded || BESIDE_TYPES.has(name) || isTypeColumn(name),
  firstSort: () => ({ column: 'event_count', descending: true }),
  cells,
  query: ({ options, scope }, { sort }) => ({
    kind: 'users',
    scope,
    pattern: undefined,
    sort: sortOf(sort),
    zone: options.zone,
  }),
  csv: () => ({ what: 'users', fileName: 'users.csv' }),
  sameRow: sameUser,
  placeOf: ({ store, grouping }, rank) =>
    grouping && store.byteOffsetOf(grouping.byUser.events[grouping.byUser.start[rank]]),
  idAt: (dataset, byteOffset) => {
    const { store, grouping } = dataset;
    const event = eventAt(dataset, byteOffset);
    return grouping === undefined || event === undefined
      ? undefined
      : rankOfUser(store, grouping, store.userOf(event));
  },
  emptyText: (context) => `no events, so no users${soMostAreRejected(context)}`,
};

/** Returns a column of counts for each type, the most frequent first, while the types are unfolded. */
function typeColumns(context: TableContext): readonly Column[] {
  return typesUnfolded(context).map(
    ({ column, name }): Column => ({
      name: column,
      header: headerOf(name),
      meaning: 'how many events of this type they have',
      sortable: true,
      leastWidth: 5,
      width: 18,
      right: true,
    }),
  );
}

/** Returns the types that have a column while they are unfolded: the name of each, and that of its column here. */
export function typesUnfolded({ dataset, tabs }: Pick<TableContext, 'dataset' | 'tabs'>): readonly {
  readonly type: number;
  readonly name: string;
  readonly column: TypeColumn;
}[] {
  const { isUnfolded, totals } = tabs.sessions;
  if (!isUnfolded || totals === undefined || dataset === undefined) return [];
  const { types } = fileTypes(totals.counts, [], dataset.store);
  return types
    .slice(0, MOST_TYPES)
    .map(({ type, name }) => ({ type, name: nameOfType(name), column: columnOfType(type) }));
}

function columnOfType(type: number): TypeColumn {
  return `type:${type}`;
}

/** Whether a column has the counts of a type. */
export function isTypeColumn(name: string): name is TypeColumn {
  return name.startsWith('type:');
}

function sortOf(sort: TableSort): Sort<UserColumn | TypeColumn> {
  const { column, descending } = sort;
  return isTypeColumn(column) ? { column, descending } : sortFor(sort, SORTED);
}

function cells(context: TableContext, dataset: Dataset, rank: number): Cells | undefined {
  const { store, grouping } = dataset;
  if (grouping === undefined) return undefined;
  const user_id = userText(store, grouping, rank);
  const known = rowFactsOf(context, dataset);
  const facts = known?.users.get(rank) ?? plainFacts(context, grouping, rank);
  const rejected = known?.rejections.get(rank);
  const rejections = rejected === undefined ? NOT_KNOWN : formatCount(rejected);
  if (facts === undefined) {
    const others = [...COLUMNS, ...typeColumns(context)].map(({ name }) => [name, NOT_KNOWN] as const);
    return { ...Object.fromEntries(others), user_id, rejections };
  }
  const timeText = momentFormat(context.options.zone);
  const momentOf = (event: number): string => timeText(store.secondsOf(event), store.nanosecondsOf(event));
  const { types, counts } = facts.mix ?? NO_MIX;
  const byType = Object.fromEntries(
    Array.from(types, (type, i) => [columnOfType(type), formatCount(counts[i])] as const),
  );
  const none = facts.mix === undefined ? NOT_KNOWN : '0';
  const others = Object.fromEntries(typeColumns(context).map(({ name }) => [name, none] as const));
  return {
    ...others,
    ...byType,
    user_id,
    rejections,
    sessions: formatCount(facts.sessions),
    event_count: formatCount(facts.events),
    duplicates: formatCount(facts.duplicates),
    first_event: momentOf(facts.firstEvent),
    last_event: momentOf(facts.lastEvent),
    types: mixText(dataset, facts.mix),
  };
}

const NO_MIX = { types: new Uint32Array(0), counts: new Uint32Array(0) };

/** The most sessions of a user that are added up while the screen is drawn. */
const MOST_SESSIONS = 1024;

/** Returns the facts of a user, without the types, if they are at hand: nothing is narrowed, and there is little to add. */
function plainFacts(
  { scope }: TableContext,
  grouping: Grouping,
  rank: number,
): (Omit<UserFacts, 'mix'> & { readonly mix: undefined }) | undefined {
  const { from, to } = sessionsOfUser(grouping, rank);
  if (!isWholeScope(scope) || !hasAllByUser(grouping) || to - from > MOST_SESSIONS) return undefined;
  const { events: byUser, start } = grouping.byUser;
  const events = keptEventsOfUser(grouping, rank);
  return {
    mix: undefined,
    sessions: to - from,
    events,
    duplicates: start[rank + 1] - start[rank] - events,
    firstEvent: byUser[start[rank]],
    lastEvent: byUser[start[rank + 1] - 1],
  };
}

/** Returns the rank in a later dataset of the user at a rank, or -1: users who come in before it move it. */
function sameUser(before: Dataset, now: Dataset, rank: number): number {
  const { grouping: old } = before;
  const { grouping } = now;
  if (old === undefined || grouping === undefined || old === grouping) return rank;
  return rankOfUser(now.store, grouping, userOfRank(before.store, old, rank)) ?? -1;
}
