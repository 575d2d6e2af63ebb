import { rescale } from '../pipeline/columns/cooperative.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import {
  knownOrderedSeconds,
  type OrderedSeconds,
  orderedSecondsInSteps,
} from '../pipeline/group/ordered-seconds.ts';
import { ABOVE_32_BITS } from '../pipeline/store/event-batch.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { ROWS_PER_STEP, visitRows } from './row-list.ts';

/** The seconds of some sessions, in the order of their list; fractions of a second are cut off. */
export interface SessionSeconds {
  /** What `starts` count from, since the Unix epoch. */
  readonly base: number;
  readonly starts: OrderedSeconds;
  /** From the first event to the last. */
  readonly lengths: OrderedSeconds;
}

/** With fewer events a session on average, fetching the times of all events in their order is faster. */
const FEW_EVENTS = 4;

/**
 * Returns when sessions begin and how long they are. Their first and last events are scattered over the store, so if
 * sessions are short, or the gap was changed before, it reads the seconds of all events in sequence, in the order of the
 * sessions.
 */
export function* sessionSeconds(
  store: EventStore,
  { byUser, sessions }: Grouping,
  list: RowSelection,
): Generator<number, SessionSeconds> {
  const { firstEvent, lastEvent, hasNanoseconds } = store.columnStats;
  const base = firstEvent?.seconds ?? 0;
  const isShort = (lastEvent?.seconds ?? 0) - base < ABOVE_32_BITS;
  const column = (): OrderedSeconds =>
    isShort ? new Uint32Array(list.rowCount) : new Float64Array(list.rowCount);
  const { events } = byUser;
  const { first } = sessions;
  const isWorthwhile = list.rowCount * FEW_EVENTS > events.length;
  const ordered =
    knownOrderedSeconds(byUser) ??
    (isWorthwhile ? yield* rescale(orderedSecondsInSteps(store, byUser), 0, 0.5) : undefined);
  const secondsAt =
    ordered === undefined
      ? (place: number) => store.secondsOf(events[place]) - base
      : (place: number) => ordered[place];
  const starts = column();
  const lengths = column();
  const look = (session: number, at: number): void => {
    const start = secondsAt(first[session]);
    starts[at] = start;
    lengths[at] = secondsAt(first[session + 1] - 1) - start;
  };
  yield* rescale(visitRows(list, look, ROWS_PER_STEP), 0.5, hasNanoseconds ? 0.7 : 1);
  if (hasNanoseconds) {
    const shorten = (session: number, at: number): void => {
      const from = store.nanosecondsOf(events[first[session]]);
      if (store.nanosecondsOf(events[first[session + 1] - 1]) < from) lengths[at]--;
    };
    yield* rescale(visitRows(list, shorten, ROWS_PER_STEP), 0.7, 1);
  }
  return { base, starts, lengths };
}
