import { screenZone } from '../format/zoned-moment.ts';
import { rescale } from '../pipeline/columns/cooperative.ts';
import { radixSortInSteps } from '../pipeline/columns/radix-sort.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import type { OrderedSeconds } from '../pipeline/group/ordered-seconds.ts';
import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import { ABOVE_32_BITS } from '../pipeline/store/event-batch.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { SECONDS_PER_DAY } from '../pipeline/time/calendar.ts';
import type { Zone } from '../pipeline/time/zone.ts';
import type { SessionStatsQuery } from './query.ts';
import { ROWS_PER_STEP } from './row-list.ts';
import { sessionsInScope } from './scoped-sessions.ts';
import type { SessionStats } from './session-answers.ts';
import { type SessionSeconds, sessionSeconds } from './session-seconds.ts';

/** The years 1 to 9999 are less than 2^39 seconds. */
const LENGTHS = 40;

/** Sums up the sessions of a scope. */
export function* answerSessionStats(
  dataset: Dataset,
  { scope, zone }: SessionStatsQuery,
  readRecord: ReadRecord,
): Generator<number, SessionStats> {
  const { store, grouping } = dataset;
  if (grouping === undefined) return NO_STATS;
  const held = yield* rescale(sessionsInScope({ dataset, grouping, readRecord, zone }, scope), 0, 0.5);
  return yield* rescale(sessionStats(store, grouping, held, screenZone(zone)), 0.5, 1);
}

const NONE = new Float64Array(0);
const NO_STATS: SessionStats = {
  count: 0,
  days: NONE,
  countByDay: NONE,
  countByLength: NONE,
  medianSeconds: 0,
  longestSeconds: 0,
};

function* sessionStats(
  store: EventStore,
  grouping: Grouping,
  sessions: RowSelection,
  zone: Zone,
): Generator<number, SessionStats> {
  const times = yield* rescale(sessionSeconds(store, grouping, sessions), 0, 0.6);
  const byDay = yield* rescale(countByDay(times, zone), 0.6, 0.7);
  const { lengths } = times;
  const countByLength = new Float64Array(LENGTHS);
  let longestSeconds = 0;
  for (let from = 0; from < lengths.length; from += ROWS_PER_STEP) {
    const to = Math.min(lengths.length, from + ROWS_PER_STEP);
    for (let at = from; at < to; at++) {
      const length = lengths[at];
      if (length > longestSeconds) longestSeconds = length;
      countByLength[lengthClass(length)]++;
    }
    yield 0.7 + (0.1 * to) / lengths.length;
  }
  const medianSeconds = yield* rescale(median(lengths, countByLength), 0.8, 1);
  return { count: lengths.length, ...byDay, countByLength, medianSeconds, longestSeconds };
}

/** Counts the sessions that begin on each day. */
function* countByDay(
  { base, starts }: SessionSeconds,
  zone: Zone,
): Generator<number, Pick<SessionStats, 'days' | 'countByDay'>> {
  const dayOf = (start: number): number => {
    const seconds = base + start;
    return Math.floor((seconds + zone.offsetAt(seconds)) / SECONDS_PER_DAY);
  };
  const counts = new Map<number, number>();
  // Sessions of a user follow each other in time: mostly on the same day.
  let day = Number.NaN;
  let count = 0;
  const add = (): void => {
    if (count > 0) counts.set(day, (counts.get(day) ?? 0) + count);
    count = 0;
  };
  for (let from = 0; from < starts.length; from += ROWS_PER_STEP) {
    const to = Math.min(starts.length, from + ROWS_PER_STEP);
    for (let at = from; at < to; at++) {
      const next = dayOf(starts[at]);
      if (next !== day) add();
      day = next;
      count++;
    }
    yield to / starts.length;
  }
  add();
  const days = Float64Array.from(counts.keys()).sort();
  return { days, countByDay: days.map((one) => counts.get(one) ?? 0) };
}

/** Returns the class that a length in whole seconds is in. */
function lengthClass(seconds: number): number {
  return seconds < ABOVE_32_BITS ? 32 - Math.clz32(seconds) : Math.floor(Math.log2(seconds)) + 1;
}

/** Returns the lower median; 0 of none. Only lengths of its class are sorted. */
function* median(lengths: OrderedSeconds, countByLength: Float64Array): Generator<number, number> {
  let wanted = Math.floor((lengths.length - 1) / 2);
  let of = 0;
  while (wanted >= countByLength[of]) wanted -= countByLength[of++];
  // All of these are 0, or 1.
  if (of < 2 || lengths.length === 0) return Math.max(0, of);
  const near = lengths.filter((length) => lengthClass(length) === of);
  const order = yield* radixSortInSteps(near);
  return near[order === undefined ? wanted : order[wanted]];
}
