import { rescale } from '../pipeline/columns/cooperative.ts';
import { lowerBound } from '../pipeline/columns/lower-bound.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import type { Instant } from '../pipeline/time/instant.ts';
import { duplicatesLeftOut } from './duplicates-by-session.ts';
import { EventBytes } from './event-bytes.ts';
import { eventsOfTypes } from './events-of-types.ts';
import { eventsOfNamedUsers, eventsOfView, viewMatcher } from './events-of-view.ts';
import { type FilteredData, filterMatcher, splitTerms, typeTest } from './filter-language/event-terms.ts';
import type { Terms } from './filter-language/term.ts';
import { needsRecords, needsSessions } from './filter-language/term-traits.ts';
import { onceEachBelow } from './once-each.ts';
import { keepRows, ROWS_PER_STEP, type RowMatcher, rowsOf, visitRows } from './row-list.ts';
import type { Scope } from './scope.ts';
import { sessionOfEvents } from './session-of-event.ts';
import { SharedWork } from './shared-work.ts';
import { isWithin, type TimeRange } from './time-range.ts';
import { areAllTypes, typeChooser } from './type-choice.ts';

/** What it takes to choose the events of a scope. */
export interface ScopedData {
  readonly dataset: FilteredData['dataset'];
  readonly grouping: Grouping;
  readonly readRecord: ReadRecord;
  /** The zone in which times are shown, and so filtered; undefined: UTC. */
  readonly zone: string | undefined;
}

const chosen = new SharedWork<Grouping['sessions'], Uint32Array>();

/**
 * Returns the events of a scope, but of all times and types, in order of time, those of the same time in file order. Reads
 * records if a term is about one of their keys. The result is kept for the next query of the same scope, at four bytes per
 * event if anything is left out. Never write to it.
 */
export function* eventsOfAllTimes(data: ScopedData, scope: Scope): Generator<number, Uint32Array> {
  const { grouping, zone } = data;
  const { user, filter, duplicates } = scope;
  // An answer that is an order that is kept anyway is not kept twice.
  const isKnown = duplicates === 'shown' || (user === undefined && duplicates === 'hidden');
  if (isKnown && filter === undefined) return yield* eventsOfView(data.dataset.store, grouping, scope);
  const key = JSON.stringify([user, filter?.terms, duplicates, zone]);
  return yield* chosen.get(grouping.sessions, key, () => choose(data, scope));
}

/** Whether all events that are no duplicates are in a scope, apart from its range and types. */
export function isAllKept({ user, filter, duplicates }: Scope): boolean {
  return user === undefined && filter === undefined && duplicates === 'hidden';
}

function* choose(data: ScopedData, scope: Scope): Generator<number, Uint32Array> {
  const { dataset, grouping } = data;
  const { store } = dataset;
  const { filter } = scope;
  if (filter === undefined) return yield* eventsOfView(store, grouping, scope);
  const few = eventsOfNamedUsers(store, grouping, filter, scope);
  const { types, others } = splitTerms(filter);
  const readsRecords = needsRecords(others);
  // Next to reading records all else is quick.
  const part = readsRecords ? 0.05 : 1;
  const inView = few ?? (yield* rescale(eventsOfView(store, grouping, scope), 0, 0.2 * part));
  const inTime =
    types.length === 0
      ? inView
      : yield* rescale(eventsOfTypes(store, inView, typeTest(types, store)), 0.2 * part, 0.3 * part);
  if (others.terms.length === 0) return inTime;
  const all = { rows: inTime, rowCount: inTime.length };
  const sessions = yield* rescale(sessionsFor(data, others), 0.3 * part, 0.4 * part);
  const records = new EventBytes(dataset, data.readRecord);
  const matches = filterMatcher(others, { ...data, sessions, records });
  if (!readsRecords) {
    return rowsOf(yield* rescale(keepRows(all, matches, ROWS_PER_STEP), 0.4, 1));
  }
  const isFound = yield* rescale(matchInFileOrder(all, grouping.eventCount, matches, records), part, 0.98);
  return rowsOf(yield* rescale(keepRows(all, isFound, ROWS_PER_STEP), 0.98, 1));
}

const IN_LIST = 1;
const FOUND = 2;

/** Asks about the events of a list in file order, in which their records are read. Returns whether an event was found. */
function* matchInFileOrder(
  list: RowSelection,
  eventCount: number,
  matches: RowMatcher,
  records: EventBytes,
): Generator<number, RowMatcher> {
  const marks = new Uint8Array(eventCount);
  const mark = (event: number): void => {
    marks[event] = IN_LIST;
  };
  yield* rescale(visitRows(list, mark, ROWS_PER_STEP), 0, 0.02);
  const isListed: RowMatcher = (event) => marks[event] === IN_LIST && matches(event);
  const all = { rows: undefined, rowCount: eventCount };
  const found = yield* rescale(keepRows(all, isListed, ROWS_PER_STEP, records), 0.02, 1);
  for (const event of rowsOf(found)) marks[event] = FOUND;
  return (event) => marks[event] === FOUND;
}

/** Returns what a filter has to know of sessions. */
function* sessionsFor(
  { dataset, grouping }: ScopedData,
  filter: Terms,
): Generator<number, FilteredData['sessions']> {
  if (!needsSessions(filter)) return undefined;
  const sessionOf = yield* rescale(sessionOfEvents(grouping), 0, 0.5);
  return { sessionOf, leftOut: yield* rescale(duplicatesLeftOut(dataset.store, grouping), 0.5, 1) };
}

/** Returns those of `events`, which are in order of time, that lie in a range, and how many lie before them. */
export function withinRange(
  store: EventStore,
  events: Uint32Array,
  { from, to }: TimeRange,
): { readonly inside: Uint32Array; readonly before: number } {
  const before = from === undefined ? 0 : firstFrom(store, events, from);
  const end = to === undefined ? events.length : firstFrom(store, events, to);
  return { inside: events.subarray(before, Math.max(before, end)), before };
}

function firstFrom(store: EventStore, events: Uint32Array, { seconds, nanoseconds }: Instant): number {
  return lowerBound(
    events.length,
    (at) => (store.secondsOf(events[at]) - seconds || store.nanosecondsOf(events[at]) - nanoseconds) < 0,
  );
}

/**
 * Returns the events of a scope in file order, in one pass over all events, without sorting them by time: for runs that ask
 * once.
 */
export function* eventsInFileOrder(data: ScopedData, scope: Scope): Generator<number, RowSelection> {
  const { dataset, grouping } = data;
  const { store } = dataset;
  const { user, range, filter, types } = scope;
  const isInView = viewMatcher(grouping, scope.duplicates);
  const isChosen = areAllTypes(types) ? undefined : onceEachBelow(store.types.count, typeChooser(types));
  const instant = { seconds: 0, nanoseconds: 0 };
  const sessions = filter && (yield* rescale(sessionsFor(data, filter), 0, 0.1));
  const records = new EventBytes(dataset, data.readRecord);
  const matches = filter && filterMatcher(filter, { ...data, sessions, records });
  const isIn: RowMatcher = (event) => {
    if (user !== undefined && store.userOf(event) !== user) return false;
    if (!isInView(event) || isChosen?.(store.typeOf(event)) === false) return false;
    instant.seconds = store.secondsOf(event);
    instant.nanoseconds = store.nanosecondsOf(event);
    return (range === undefined || isWithin(range, instant)) && (matches === undefined || matches(event));
  };
  const all = { rows: undefined, rowCount: grouping.eventCount };
  const cost = filter && needsRecords(filter) ? records : undefined;
  return yield* rescale(keepRows(all, isIn, ROWS_PER_STEP, cost), 0.1, 1);
}

/** Returns the events of a scope, in order of time, those of the same time in file order. Never write to them. */
export function* eventsInScope(data: ScopedData, scope: Scope): Generator<number, Uint32Array> {
  const { store } = data.dataset;
  const all = yield* rescale(eventsOfAllTimes(data, scope), 0, 0.9);
  const { inside } = scope.range === undefined ? { inside: all } : withinRange(store, all, scope.range);
  if (areAllTypes(scope.types)) return inside;
  return yield* rescale(eventsOfTypes(store, inside, typeChooser(scope.types)), 0.9, 1);
}
