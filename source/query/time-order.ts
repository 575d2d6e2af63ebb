import { lowerBound } from '../pipeline/columns/lower-bound.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import type { Grouping } from '../pipeline/result/dataset.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { eventTimes } from './event-times.ts';
import type { TimeWindow } from './query.ts';
import { numbersUpTo, part } from './row-list.ts';
import { sortRowsByInstant } from './sort-rows.ts';
import { eventsOfUser } from './user-ranks.ts';

const timeOrders = new WeakMap<Grouping, Uint32Array>();

/**
 * The events of a user, or of all, in order of time, those of one time in file order; duplicates are among them. For
 * all it is made once a grouping, four bytes an event.
 */
export function* eventsByTime(
  store: EventStore,
  grouping: Grouping,
  user: number | undefined,
): Generator<number, Uint32Array> {
  if (user !== undefined) return eventsOfUser(store, grouping, user);
  const known = timeOrders.get(grouping);
  if (known !== undefined) return known;
  const { eventCount } = grouping;
  const times = yield* part(eventTimes(store, undefined, eventCount), 0, 0.2);
  const inFileOrder: RowSelection = { rows: undefined, rowCount: eventCount };
  const sorted = yield* part(sortRowsByInstant(inFileOrder, times, false), 0.2, 0.9);
  const rows = sorted.rows ?? (yield* part(numbersUpTo(eventCount), 0.9, 1));
  timeOrders.set(grouping, rows);
  return rows;
}

/** Those of `events`, which are in order of time, that lie in the window. */
export function withinWindow(
  store: EventStore,
  events: Uint32Array,
  { fromSeconds, toSeconds }: TimeWindow,
): Uint32Array {
  const from = firstFrom(store, events, fromSeconds);
  return events.subarray(from, Math.max(from, firstFrom(store, events, toSeconds)));
}

function firstFrom(store: EventStore, events: Uint32Array, seconds: number): number {
  return lowerBound(events.length, (at) => store.secondsOf(events[at]) < seconds);
}
