import { screenZone } from '../format/zoned-moment.ts';
import { rescale } from '../pipeline/columns/cooperative.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { SECONDS_PER_DAY } from '../pipeline/time/calendar.ts';
import type { Zone } from '../pipeline/time/zone.ts';
import type { SessionStatsQuery } from './query.ts';
import { ROWS_PER_STEP, visitRows } from './row-list.ts';
import { sessionsInScope } from './scoped-sessions.ts';
import type { SessionStats } from './session-answers.ts';

/** The years 1 to 9999 are less than 2^39 seconds. */
const LENGTHS = 40;

/** Sums the sessions of a scope up. */
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
  ...{ count: 0, days: NONE, countByDay: NONE, countByLength: NONE, medianSeconds: 0, longestSeconds: 0 },
};

/** Sums sessions up. Looks at each once for its day and its length, and at the lengths three times for their median. */
function* sessionStats(
  store: EventStore,
  grouping: Grouping,
  sessions: RowSelection,
  zone: Zone,
): Generator<number, SessionStats> {
  const { rowCount } = sessions;
  const { events } = grouping.byUser;
  const { first } = grouping.sessions;
  const lengths = new Float64Array(rowCount);
  const countByLength = new Float64Array(LENGTHS);
  const byDay = new Map<number, number>();
  let longestSeconds = 0;
  const look = (session: number, at: number): void => {
    const from = events[first[session]];
    const to = events[first[session + 1] - 1];
    const start = store.secondsOf(from);
    const isShorter = store.nanosecondsOf(to) < store.nanosecondsOf(from);
    const length = store.secondsOf(to) - start - (isShorter ? 1 : 0);
    lengths[at] = length;
    if (length > longestSeconds) longestSeconds = length;
    countByLength[lengthClass(length)]++;
    const day = Math.floor((start + zone.offsetAt(start)) / SECONDS_PER_DAY);
    byDay.set(day, (byDay.get(day) ?? 0) + 1);
  };
  yield* rescale(visitRows(sessions, look, ROWS_PER_STEP), 0, 0.7);
  const medianSeconds = yield* rescale(median(lengths), 0.7, 1);
  const days = Float64Array.from(byDay.keys()).sort();
  const countByDay = days.map((day) => byDay.get(day) ?? 0);
  return { count: rowCount, days, countByDay, countByLength, medianSeconds, longestSeconds };
}

/** Which of the classes of lengths a length in whole seconds is in. */
function lengthClass(seconds: number): number {
  return seconds < 1 ? 0 : Math.floor(Math.log2(seconds)) + 1;
}

const DIGIT_BITS = 13;
const DIGITS = 3;

/** Returns the lower median of whole numbers below 2^39; 0 of none. Finds it digit by digit: no sort, a few counters. */
function* median(values: Float64Array): Generator<number, number> {
  const base = 2 ** DIGIT_BITS;
  let wanted = Math.floor((values.length - 1) / 2);
  let prefix = 0;
  for (let digit = DIGITS - 1; digit >= 0; digit--) {
    const unit = base ** digit;
    const counts = new Float64Array(base);
    const count = (value: number): void => {
      const high = Math.floor(value / unit);
      if (Math.floor(high / base) === prefix) counts[high % base]++;
    };
    for (let from = 0; from < values.length; from += ROWS_PER_STEP) {
      const to = Math.min(values.length, from + ROWS_PER_STEP);
      for (let at = from; at < to; at++) count(values[at]);
      yield (DIGITS - 1 - digit + to / values.length) / DIGITS;
    }
    let place = 0;
    while (place < base - 1 && wanted >= counts[place]) wanted -= counts[place++];
    prefix = values.length === 0 ? 0 : prefix * base + place;
  }
  return prefix;
}
