import type { Grouping } from '../../pipeline/group/grouping.ts';
import { sessionAt } from '../../pipeline/group/sessions.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import type { EventStore } from '../../pipeline/store/event-store.ts';
import { recordNumberOfEvent } from '../../pipeline/store/rejection-store.ts';
import { compareInstants, type Instant } from '../../pipeline/time/instant.ts';
import type { EventBytes } from '../event-bytes.ts';
import { onceEach, onceEachBelow } from '../once-each.ts';
import type { RowMatcher } from '../row-list.ts';
import { eventMatcher, ownCellMatcher } from '../row-match.ts';
import { rangeOfSaid, type SaidRange } from '../said-times.ts';
import { isWithin } from '../time-range.ts';
import { usersNamed } from '../user-ids.ts';
import { type KeyTerm, keyTest, neededByKey } from './key-terms.ts';
import type { Asked, Comparison, FilterValue, ParsedFilter, Term } from './term.ts';
import { anyNumber, holds, patternOf, textTest } from './value-tests.ts';

/** The session of each event, and how many duplicates each has that were found by their ids: none if that is empty. */
interface SessionsOfEvents {
  readonly sessionOf: Uint32Array;
  readonly leftOut: Uint32Array;
}

/** The data that terms are about. */
export interface FilteredData {
  readonly dataset: Pick<Dataset, 'store' | 'rejections' | 'files' | 'settings'>;
  readonly grouping: Grouping;
  /** Only read for a filter that `needsSessions`. */
  readonly sessions: SessionsOfEvents | undefined;
  /** Only read for a filter that `needsRecords`: about one event after another in file order. */
  readonly records: EventBytes;
  /** The zone in which times are shown, and so filtered; undefined: UTC. */
  readonly zone: string | undefined;
}

/** The terms of a filter, or some of them: all must hold. */
export type Terms = Pick<ParsedFilter, 'terms'>;

/** Whether terms look at the session of an event: words do, since they may be in any of its cells. */
export function needsSessions({ terms }: Terms): boolean {
  return terms.some(({ kind }) => kind === 'duration' || kind === 'eventCount' || kind === 'word');
}

const OF_RECORDS: ReadonlySet<Asked['kind']> = new Set(['key', 'word', 'faultKind', 'faultValue']);

/** Whether terms need the records, which are read again from the file: words do, since their values are a cell too. */
export function needsRecords({ terms }: Terms): boolean {
  return terms.some(({ kind }) => OF_RECORDS.has(kind));
}

type TypeTerm = Extract<Asked, { kind: 'type' | 'user' }> & Term;

/** Returns the terms about types, of which there are few, and all others. */
export function splitTerms({ terms }: Terms): {
  readonly types: readonly TypeTerm[];
  readonly others: Terms;
} {
  return {
    types: terms.filter((term): term is TypeTerm => term.kind === 'type'),
    others: { terms: terms.filter(({ kind }) => kind !== 'type') },
  };
}

/** Whether a filter fits duplicates alone. */
export function asksForDuplicates(filter: Terms | undefined): boolean {
  return filter?.terms.some(({ kind, isNegated }) => kind === 'duplicate' && !isNegated) ?? false;
}

/** Returns whether a type, by number, is what all terms about types ask for. */
export function typeTest(terms: readonly TypeTerm[], store: EventStore): (type: number) => boolean {
  const tests = terms.map(({ comparison, values, isNegated }) => ({
    test: textTest(comparison, values),
    isNegated,
  }));
  return (type) => {
    const text = store.typeText(type);
    return tests.every(({ test, isNegated }) => test(text) !== isNegated);
  };
}

/** Returns the users, by number, one of whom a filter asks for by name; undefined if any user can belong to it. */
export function usersNamedBy({ terms }: Terms, store: EventStore): ReadonlySet<number> | undefined {
  for (const term of terms) {
    if (term.kind === 'user' && term.comparison === '=' && !term.isNegated)
      return new Set(usersOf(term.values, store));
  }
  return undefined;
}

function usersOf(values: readonly FilterValue[], store: EventStore): number[] {
  return values.flatMap(({ text }) => usersNamed(store, text));
}

/** The cheapest terms are tested first. */
const COSTS: Readonly<Record<Asked['kind'], number>> = {
  duplicate: 0,
  code: 0,
  user: 1,
  type: 1,
  time: 2,
  record: 2,
  line: 2,
  eventCount: 2,
  duration: 3,
  word: 4,
  reason: 4,
  key: 5,
  faultKind: 5,
  faultValue: 5,
};

/** Returns terms in the order in which they are asked: what costs least comes first. */
export function cheapestFirst(terms: readonly Term[]): readonly Term[] {
  return [...terms].sort((a, b) => COSTS[a.kind] - COSTS[b.kind]);
}

/** Returns whether an event, by index in the store, is one that a filter keeps. */
export function filterMatcher({ terms }: Terms, data: FilteredData): RowMatcher {
  const tests = cheapestFirst(terms).map((term) => termMatcher(term, data));
  return allOf(tests);
}

/** Asks one test at a time, without a call more than there are tests: this is asked about each of millions of events. */
function allOf([test, ...others]: readonly RowMatcher[]): RowMatcher {
  if (test === undefined) return () => true;
  if (others.length === 0) return test;
  const rest = allOf(others);
  return (event) => test(event) && rest(event);
}

function termMatcher(term: Term, data: FilteredData): RowMatcher {
  const matches = askedMatcher(term, data);
  return term.isNegated ? (event) => !matches(event) : matches;
}

function askedMatcher(asked: Asked, data: FilteredData): RowMatcher {
  const { dataset, grouping } = data;
  const { store, rejections, files } = dataset;
  switch (asked.kind) {
    case 'word':
      return wordMatcher(asked, data);
    case 'duplicate':
      return (event) => grouping.duplicates.has(event);
    case 'user': {
      const { comparison, values } = asked;
      if (comparison === '=') {
        const users = new Set(usersOf(values, store));
        return (event) => users.has(store.userOf(event));
      }
      const test = textTest(comparison, values);
      const fits = onceEach((user) => test(store.users.textOf(user)));
      return (event) => fits(store.userOf(event));
    }
    case 'type': {
      const test = textTest(asked.comparison, asked.values);
      const fits = onceEachBelow(store.types.count, (type) => test(store.typeText(type)));
      return (event) => fits(store.typeOf(event));
    }
    case 'time': {
      const test = timeTest(asked.comparison, asked.times, store.columnStats.lastEvent);
      const instant: Instant = { seconds: 0, nanoseconds: 0 };
      return (event) => {
        instant.seconds = store.secondsOf(event);
        instant.nanoseconds = store.nanosecondsOf(event);
        return test(instant);
      };
    }
    case 'record': {
      const test = anyNumber(asked.comparison, asked.numbers);
      return (event) => test(recordNumberOfEvent(rejections, event));
    }
    case 'line': {
      const test = anyNumber(asked.comparison, asked.numbers);
      return (event) => test(store.lineOf(event) - files.startOf(store.byteOffsetOf(event)).lineBase);
    }
    case 'eventCount': {
      const test = anyNumber(asked.comparison, asked.numbers);
      return ofSession(data, (session) => test(grouping.sessions.eventCount[session]));
    }
    case 'duration': {
      const { comparison, numbers } = asked;
      return ofSession(data, (session) => {
        const { durationSeconds, durationNanoseconds } = sessionOf(data, session);
        return numbers.some((number) => holds(comparison, durationSeconds - number || durationNanoseconds));
      });
    }
    // An event was not rejected.
    case 'code':
    case 'reason':
    case 'faultKind':
    case 'faultValue':
      return () => false;
    case 'key':
      return keyMatcher(asked, data);
  }
}

/** Returns a test of instants for the times of a term: `=` is all that a time names, `>` is after the beginning of that. */
export function timeTest(
  comparison: Comparison,
  times: readonly SaidRange[],
  last: Instant | undefined,
): (instant: Instant) => boolean {
  const ranges = times.map((time) => rangeOfSaid(time, last));
  if (comparison === '=') return (instant) => ranges.some((range) => isWithin(range, instant));
  return (instant) =>
    ranges.some(({ from, to }) => {
      const limit = from ?? to;
      return limit !== undefined && holds(comparison, compareInstants(instant, limit));
    });
}

/** A word is in a cell of the event, or in one that only its session has. */
function wordMatcher(asked: Extract<Asked, { kind: 'word' }>, data: FilteredData): RowMatcher {
  const { dataset, grouping, sessions, records, zone } = data;
  const pattern = patternOf(asked.value);
  const inEvent = eventMatcher(dataset, grouping, pattern, records, zone);
  const leftOut = sessions?.leftOut ?? NONE_LEFT_OUT;
  const inOwnCells = ownCellMatcher(dataset.store, grouping, pattern, leftOut);
  if (inOwnCells === undefined) return inEvent;
  const inSession = ofSession(data, inOwnCells);
  // The session costs less than the record, in which the event is looked for last.
  return (event) => inSession(event) || inEvent(event);
}

const NONE_LEFT_OUT = new Uint32Array(0);

function sessionOf({ dataset, grouping }: FilteredData, session: number): ReturnType<typeof sessionAt> {
  return sessionAt(dataset.store, grouping.byUser, grouping.sessions, session);
}

function ofSession({ sessions, grouping }: FilteredData, test: (session: number) => boolean): RowMatcher {
  if (sessions === undefined) return () => false;
  const { sessionOf } = sessions;
  const fits = onceEachBelow(grouping.sessions.count, test);
  return (event) => fits(sessionOf[event]);
}

function keyMatcher(asked: KeyTerm, { records }: FilteredData): RowMatcher {
  const needed = neededByKey(asked);
  const fits = keyTest(asked);
  return (event) => {
    if (needed !== undefined && !records.mayHave(event, needed)) return false;
    const record = records.recordOf(event);
    return record !== undefined && fits(record);
  };
}
