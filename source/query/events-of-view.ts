import { rescale } from '../pipeline/columns/cooperative.ts';
import { sortIndices } from '../pipeline/columns/merge-sort.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { usersNamedBy } from './filter-language/event-terms.ts';
import type { ParsedFilter } from './filter-language/term.ts';
import { keepRows, ROWS_PER_STEP, type RowMatcher, rowsOf } from './row-list.ts';
import type { DuplicateView, Scope } from './scope.ts';
import { eventsByTime, keptEventsByTime } from './time-order.ts';
import { eventsOfGroupedUser } from './user-ranks.ts';

/** More events of the users that a filter names are found by asking about all events: sorting them takes as long. */
const MOST_OF_NAMED_USERS = 1 << 16;

/** Returns the events of a user, or of all, that a view of duplicates shows, in order of time. Never write to them. */
export function* eventsOfView(
  store: EventStore,
  grouping: Grouping,
  { user, duplicates }: Pick<Scope, 'user' | 'duplicates'>,
): Generator<number, Uint32Array> {
  if (user === undefined && duplicates === 'hidden') return yield* keptEventsByTime(store, grouping);
  const inTime = yield* rescale(eventsByTime(store, grouping, user), 0, 0.8);
  if (duplicates === 'shown') return inTime;
  const list = { rows: inTime, rowCount: inTime.length };
  return rowsOf(yield* rescale(keepRows(list, viewMatcher(grouping, duplicates), ROWS_PER_STEP), 0.8, 1));
}

/** Whether an event is among those that a view of duplicates shows. */
export function viewMatcher({ duplicates }: Grouping, view: DuplicateView): RowMatcher {
  if (view === 'shown' || (view === 'hidden' && duplicates.count === 0)) return () => true;
  return (event) => duplicates.has(event) === (view === 'alone');
}

/**
 * Returns the events of a view that can belong to a filter which names a few users, in order of time: of millions of events
 * nothing else is looked at. Undefined for any other filter.
 */
export function eventsOfNamedUsers(
  store: EventStore,
  grouping: Grouping,
  filter: ParsedFilter,
  { user, duplicates }: Pick<Scope, 'user' | 'duplicates'>,
): Uint32Array | undefined {
  const { byUser, eventCount } = grouping;
  // A duplicate that was found by its id is in no group.
  if (user !== undefined || byUser.events.length < eventCount) return undefined;
  const users = usersNamedBy(filter, store);
  if (users === undefined) return undefined;
  const parts = [...users].map((named) => eventsOfGroupedUser(store, grouping, named));
  const count = parts.reduce((sum, { length }) => sum + length, 0);
  if (count > MOST_OF_NAMED_USERS) return undefined;
  const events = new Uint32Array(count);
  let at = 0;
  for (const part of parts) {
    events.set(part, at);
    at += part.length;
  }
  const inView = events.filter(viewMatcher(grouping, duplicates));
  if (parts.length > 1) sortIndices(inView, (a, b) => store.compareTimes(a, b) || a - b);
  return inView;
}
