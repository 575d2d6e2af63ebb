import { rescale } from '../pipeline/columns/cooperative.ts';
import { lowerBound } from '../pipeline/columns/lower-bound.ts';
import { uint32Column } from '../pipeline/columns/memory.ts';
import { sortIndices } from '../pipeline/columns/merge-sort.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { keepRows, numbersUpTo, ROWS_PER_STEP } from './row-list.ts';
import { SharedWork } from './shared-work.ts';
import { sortByTime } from './sort-by-time.ts';
import { eventsOfUser } from './user-ranks.ts';

/** The first events of a store in order of time. */
interface TimeOrder {
  readonly eventCount: number;
  readonly rows: Uint32Array;
}

/**
 * Orders kept for later queries: trends and lists of events are made from them, and each change of either asks again, which
 * would sort all events each time. Keyed by what datasets of one file share, whose events only become more.
 */
interface KnownOrders {
  readonly done: WeakMap<EventStore['segments'], TimeOrder>;
  /** The list and the trend ask for the same order at the same time: it is sorted once. */
  readonly begun: SharedWork<EventStore['segments'], Uint32Array>;
}

const timeOrders: KnownOrders = { done: new WeakMap(), begun: new SharedWork(1) };
/** The same without duplicates: a kept event never becomes one. */
const keptOrders: KnownOrders = { done: new WeakMap(), begun: new SharedWork(1) };

/** With more new events than this all events are sorted again. */
const MOST_NEW_EVENTS = 1 << 16;

/**
 * Returns the events of a user, or of all users, in order of time, those of the same time in file order, duplicates
 * included. All events are sorted once; their order is kept, at four bytes per event, and takes a few new ones in.
 */
export function* eventsByTime(
  store: EventStore,
  grouping: Grouping,
  user: number | undefined,
): Generator<number, Uint32Array> {
  if (user !== undefined) return yield* eventsOfUser(store, grouping, user);
  const { eventCount } = grouping;
  return yield* growOrder(
    timeOrders,
    store,
    eventCount,
    () => true,
    () => allByTime(store, eventCount),
  );
}

/** Returns the events of all users that are no duplicates, in the same order. */
export function* keptEventsByTime(store: EventStore, grouping: Grouping): Generator<number, Uint32Array> {
  const { eventCount, duplicates } = grouping;
  const isKept = (eventIndex: number): boolean => !duplicates.has(eventIndex);
  return yield* growOrder(keptOrders, store, eventCount, isKept, () => keptByTime(store, grouping, isKept));
}

/** Returns the order of those of the first `eventCount` events that belong to it: the known one, extended, or `sorted`. */
function* growOrder(
  orders: KnownOrders,
  store: EventStore,
  eventCount: number,
  belongs: (eventIndex: number) => boolean,
  sorted: () => Generator<number, Uint32Array>,
): Generator<number, Uint32Array> {
  const { segments } = store;
  const known = orders.done.get(segments);
  const added = eventCount - (known?.eventCount ?? 0);
  if (known !== undefined && added === 0) return known.rows;
  const isFew = known !== undefined && added > 0 && added <= MOST_NEW_EVENTS;
  const rows = isFew
    ? withNewEvents(store, known, eventCount, belongs)
    : yield* orders.begun.get(segments, String(eventCount), sorted);
  orders.done.set(segments, { eventCount, rows });
  return rows;
}

function* allByTime(store: EventStore, eventCount: number): Generator<number, Uint32Array> {
  const sorted = yield* rescale(sortByTime(store, eventCount), 0, 0.9);
  return sorted ?? (yield* rescale(numbersUpTo(eventCount), 0.9, 1));
}

function* keptByTime(
  store: EventStore,
  grouping: Grouping,
  isKept: (eventIndex: number) => boolean,
): Generator<number, Uint32Array> {
  const rows = yield* rescale(eventsByTime(store, grouping, undefined), 0, 0.8);
  if (grouping.duplicates.count === 0) return rows;
  const kept = yield* rescale(keepRows({ rows, rowCount: rows.length }, isKept, ROWS_PER_STEP), 0.8, 1);
  return kept.rows ?? rows;
}

/** Inserts appended events into the order; most of them are the latest, and go to its end. */
function withNewEvents(
  store: EventStore,
  known: TimeOrder,
  eventCount: number,
  belongs: (eventIndex: number) => boolean,
): Uint32Array {
  const { rows } = known;
  const { length } = rows;
  const appended = Uint32Array.from(
    { length: eventCount - known.eventCount },
    (_, i) => known.eventCount + i,
  );
  const added = appended.filter(belongs);
  sortIndices(added, (a, b) => store.compareTimes(a, b));
  const all = uint32Column(length + added.length);
  let copied = 0;
  for (let i = 0; i < added.length; i++) {
    const isLast = length === 0 || store.compareTimes(rows[length - 1], added[i]) <= 0;
    const place = isLast ? length : lowerBound(length, (at) => store.compareTimes(rows[at], added[i]) <= 0);
    all.set(rows.subarray(copied, place), copied + i);
    all[place + i] = added[i];
    copied = place;
  }
  all.set(rows.subarray(copied), copied + added.length);
  return all;
}
