import { rescale } from '../pipeline/columns/cooperative.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { eventTimes } from './event-times.ts';
import { numbersUpTo } from './row-list.ts';
import { sortRowsByInstant } from './sort-rows.ts';
import { eventsOfUser } from './user-ranks.ts';

/**
 * Orders kept for later queries: trends and lists of events are made from them, and each change of either asks again, which
 * would sort all events each time. Keyed by the events, which a grouping whose sessions are cut by another gap shares.
 */
const timeOrders = new WeakMap<Grouping['byUser'], Uint32Array>();

/**
 * Returns the events of a user, or of all users, in order of time, those of the same time in file order, duplicates
 * included. The order of all events is sorted once per grouping and kept, at four bytes per event.
 */
export function* eventsByTime(
  store: EventStore,
  grouping: Grouping,
  user: number | undefined,
): Generator<number, Uint32Array> {
  if (user !== undefined) return yield* eventsOfUser(store, grouping, user);
  const known = timeOrders.get(grouping.byUser);
  if (known !== undefined) return known;
  const { eventCount } = grouping;
  const times = yield* rescale(eventTimes(store, undefined, eventCount), 0, 0.2);
  const inFileOrder: RowSelection = { rows: undefined, rowCount: eventCount };
  const sorted = yield* rescale(sortRowsByInstant(inFileOrder, times, false), 0.2, 0.9);
  const rows = sorted.rows ?? (yield* rescale(numbersUpTo(eventCount), 0.9, 1));
  timeOrders.set(grouping.byUser, rows);
  return rows;
}
