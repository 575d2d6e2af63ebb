import { compareInstants, type Instant } from '../time/instant.ts';
import { ABOVE_32_BITS, type EventBatch } from './event-batch.ts';
import { FIRST_TEXT_USER } from './users.ts';

/** What grouping must know of all events. Computed while events are read, because they are in the cache then. */
export interface ColumnStats {
  /** The smallest and the largest user that is a small integer; if there are none, the smallest is above the largest. */
  readonly leastInteger: number;
  readonly mostInteger: number;
  /** The times of the earliest and the latest event; undefined without events. */
  readonly firstEvent: Instant | undefined;
  readonly lastEvent: Instant | undefined;
  /** Whether some time has a fraction of a second. */
  readonly hasNanoseconds: boolean;
  /** How many events have an id of their own. */
  readonly idCount: number;
}

/** The statistics of an empty store. */
export const EMPTY_STATS: ColumnStats = {
  leastInteger: FIRST_TEXT_USER,
  mostInteger: -1,
  firstEvent: undefined,
  lastEvent: undefined,
  hasNanoseconds: false,
  idCount: 0,
};

/** The statistics of events that were just scanned. */
export function statsOfRows(rows: EventBatch): ColumnStats {
  const { count, user, secondsLow, hasNanoseconds, hasSecondsHigh } = rows;
  if (count === 0) return EMPTY_STATS;
  const { users, seconds } = rows.columnOps.columnStats(user, secondsLow, count);
  const instantAt = (whole: number): Instant => ({ seconds: whole, nanoseconds: 0 });
  const times =
    hasNanoseconds || hasSecondsHigh
      ? timesOf(rows)
      : { firstEvent: instantAt(seconds.min), lastEvent: instantAt(seconds.max) };
  return {
    leastInteger: users.min,
    mostInteger: users.max,
    ...times,
    hasNanoseconds,
    idCount: countIds(rows),
  };
}

function countIds({ hasIds, idLow, idHigh, count }: EventBatch): number {
  let ids = 0;
  if (hasIds) for (let row = 0; row < count; row++) if ((idLow[row] | idHigh[row]) !== 0) ids++;
  return ids;
}

/** The statistics of the events of both. */
export function joinStats(a: ColumnStats, b: ColumnStats): ColumnStats {
  return {
    leastInteger: Math.min(a.leastInteger, b.leastInteger),
    mostInteger: Math.max(a.mostInteger, b.mostInteger),
    firstEvent: earliest(a.firstEvent, b.firstEvent, 1),
    lastEvent: earliest(a.lastEvent, b.lastEvent, -1),
    hasNanoseconds: a.hasNanoseconds || b.hasNanoseconds,
    idCount: a.idCount + b.idCount,
  };
}

/** Returns the earlier instant, or the later one where `sign` is -1. */
function earliest(a: Instant | undefined, b: Instant | undefined, sign: number): Instant | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return sign * compareInstants(b, a) < 0 ? b : a;
}

function timesOf(rows: EventBatch): { firstEvent: Instant; lastEvent: Instant } {
  const { secondsLow, secondsHigh, nanoseconds, hasSecondsHigh, count } = rows;
  let first = 0;
  let last = 0;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < count; row++) {
    const seconds = hasSecondsHigh ? secondsLow[row] + secondsHigh[row] * ABOVE_32_BITS : secondsLow[row];
    if (seconds < least || (seconds === least && nanoseconds[row] < nanoseconds[first])) {
      least = seconds;
      first = row;
    }
    if (seconds > most || (seconds === most && nanoseconds[row] > nanoseconds[last])) {
      most = seconds;
      last = row;
    }
  }
  return {
    firstEvent: { seconds: least, nanoseconds: nanoseconds[first] },
    lastEvent: { seconds: most, nanoseconds: nanoseconds[last] },
  };
}

/** How many of the events of a store have ids of their own. */
export type IdShare = 'none' | 'some' | 'all';

/** Returns how many of the events of a store have ids. @internal */
export function idShareOf({ idCount }: ColumnStats, eventCount: number): IdShare {
  return idCount === 0 ? 'none' : idCount < eventCount ? 'some' : 'all';
}
