import { lowerBound } from '../pipeline/columns/lower-bound.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { compareInstants, type Instant } from '../pipeline/time/parse-timestamp.ts';
import { keepRows, ROWS_PER_STEP, type RowMatcher } from './row-list.ts';

/** A range of time, from <= t < to; without an end it has no limit there. */
export interface TimeRange {
  readonly from: Instant | undefined;
  readonly to: Instant | undefined;
}

/** What tables are narrowed to (spec section 10). */
export interface Narrowing {
  readonly range: TimeRange;
  /** By number in the store; -1 for a user without an event; undefined: all. */
  readonly user: number | undefined;
}

/** Whether an instant lies in a range. */
export function isWithin({ from, to }: TimeRange, instant: Instant): boolean {
  return (
    (from === undefined || compareInstants(instant, from) >= 0) &&
    (to === undefined || compareInstants(instant, to) < 0)
  );
}

/** Returns the kept events, or the duplicates, of the user and in the range, in file order. */
export function* narrowedEvents(
  store: EventStore,
  { duplicates }: Grouping,
  { range, user }: Narrowing,
  which: 'kept' | 'duplicates',
): Generator<number, RowSelection> {
  const instant: Instant = { seconds: 0, nanoseconds: 0 };
  const isWanted: RowMatcher = (event) => {
    if (user !== undefined && store.userOf(event) !== user) return false;
    if (duplicates.has(event) !== (which === 'duplicates')) return false;
    timeOf(store, event, instant);
    return isWithin(range, instant);
  };
  return yield* keepRows({ rows: undefined, rowCount: store.count }, isWanted, ROWS_PER_STEP);
}

/** Returns the sessions of the user that hold a kept event in the range, each as a whole, in their order. */
export function* narrowedSessions(
  store: EventStore,
  { byUser: { events }, sessions }: Grouping,
  { range, user }: Narrowing,
): Generator<number, RowSelection> {
  const instant: Instant = { seconds: 0, nanoseconds: 0 };
  const { first, count } = sessions;
  const holds: RowMatcher = (session) => {
    const [begin, end] = [first[session], first[session + 1]];
    if (user !== undefined && store.userOf(events[begin]) !== user) return false;
    const { from } = range;
    // A duplicate has the time of the event that it repeats, so it changes nothing. Events are in order of time.
    const before =
      from === undefined
        ? 0
        : lowerBound(end - begin, (at) => {
            timeOf(store, events[begin + at], instant);
            return compareInstants(instant, from) < 0;
          });
    if (before === end - begin) return false;
    timeOf(store, events[begin + before], instant);
    return isWithin(range, instant);
  };
  return yield* keepRows({ rows: undefined, rowCount: count }, holds, ROWS_PER_STEP);
}

function timeOf(store: EventStore, event: number, into: Instant): void {
  into.seconds = store.secondsOf(event);
  into.nanoseconds = store.nanosecondsOf(event);
}
