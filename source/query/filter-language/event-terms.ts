import { sessionAt } from '../../pipeline/group/sessions.ts';
import type { EventStore } from '../../pipeline/store/event-store.ts';
import { recordNumberOfEvent } from '../../pipeline/store/rejection-store.ts';
import { compareInstants, type Instant } from '../../pipeline/time/instant.ts';
import type { EventBytes } from '../event-bytes.ts';
import { onceEach, onceEachBelow } from '../once-each.ts';
import type { RowMatcher } from '../row-list.ts';
import { type EventCells, eventMatcher, ownCellMatcher } from '../row-match.ts';
import { rangeOfSaid, type SaidRange } from '../said-times.ts';
import { isWithin } from '../time-range.ts';
import { usersNamed } from '../user-ids.ts';
import { type KeyTerm, keyTest, neededByKey } from './key-terms.ts';
import type { Asked, AskedOf, Comparison, FilterValue, Term, Terms } from './term.ts';
import { cheapestFirst } from './term-traits.ts';
import { anyNumber, holds, patternOf, textTest } from './value-tests.ts';

/** The session of each event, and how many duplicates each has that were found by their ids: none if that is empty. */
interface SessionsOfEvents {
  readonly sessionOf: Uint32Array;
  readonly leftOut: Uint32Array;
}

/** The data that terms are about. */
export interface FilteredData extends EventCells {
  /** Only read for a filter that `needsSessions`. */
  readonly sessions: SessionsOfEvents | undefined;
  /** Only read for a filter that `needsRecords`: about one event after another in file order. */
  readonly records: EventBytes;
}

type TypeTerm = AskedOf<'type'> & Term;

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

/** What tells whether an event is what a term asks for, by the kind of the term. */
type Matchers = {
  readonly [Kind in Asked['kind']]: (asked: AskedOf<Kind>, data: FilteredData) => RowMatcher;
};

const MATCHERS: Matchers = {
  word: wordMatcher,
  duplicate:
    (_, { grouping }) =>
    (event) =>
      grouping.duplicates.has(event),
  user: userMatcher,
  type: ({ comparison, values }, { dataset: { store } }) => {
    const test = textTest(comparison, values);
    const fits = onceEachBelow(store.types.count, (type) => test(store.typeText(type)));
    return (event) => fits(store.typeOf(event));
  },
  time: timeMatcher,
  record: ({ comparison, numbers }, { dataset: { rejections } }) => {
    const test = anyNumber(comparison, numbers);
    return (event) => test(recordNumberOfEvent(rejections, event));
  },
  line: ({ comparison, numbers }, { dataset: { store, files } }) => {
    const test = anyNumber(comparison, numbers);
    return (event) => test(store.lineOf(event) - files.startOf(store.byteOffsetOf(event)).lineBase);
  },
  eventCount: ({ comparison, numbers }, data) => {
    const test = anyNumber(comparison, numbers);
    const { eventCount } = data.grouping.sessions;
    return ofSession(data, (session) => test(eventCount[session]));
  },
  duration: ({ comparison, numbers }, data) =>
    ofSession(data, (session) => {
      const { durationSeconds, durationNanoseconds } = sessionOf(data, session);
      return numbers.some((number) => holds(comparison, durationSeconds - number || durationNanoseconds));
    }),
  code: noEvent,
  reason: noEvent,
  faultKind: noEvent,
  faultValue: noEvent,
  key: keyMatcher,
};

function askedMatcher<Kind extends Asked['kind']>(asked: AskedOf<Kind>, data: FilteredData): RowMatcher {
  // Cast: the compiler does not relate the kind of a term of any kind to its type parameter.
  return MATCHERS[asked.kind as Kind](asked, data);
}

/** What asks for rejections fits no event. */
function noEvent(): RowMatcher {
  return () => false;
}

function userMatcher(
  { comparison, values }: AskedOf<'user'>,
  { dataset: { store } }: FilteredData,
): RowMatcher {
  if (comparison === '=') {
    const users = new Set(usersOf(values, store));
    return (event) => users.has(store.userOf(event));
  }
  const test = textTest(comparison, values);
  const fits = onceEach((user) => test(store.users.textOf(user)));
  return (event) => fits(store.userOf(event));
}

function timeMatcher(
  { comparison, times }: AskedOf<'time'>,
  { dataset: { store } }: FilteredData,
): RowMatcher {
  const test = timeTest(comparison, times, store.columnStats.lastEvent);
  // One for all events: of these there may be millions.
  const instant: Instant = { seconds: 0, nanoseconds: 0 };
  return (event) => {
    instant.seconds = store.secondsOf(event);
    instant.nanoseconds = store.nanosecondsOf(event);
    return test(instant);
  };
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
function wordMatcher(asked: AskedOf<'word'>, data: FilteredData): RowMatcher {
  const { dataset, grouping, sessions } = data;
  const pattern = patternOf(asked.value);
  const inEvent = eventMatcher(data, pattern);
  const leftOut = sessions?.leftOut ?? NONE_LEFT_OUT;
  const inOwnCells = ownCellMatcher({ store: dataset.store, grouping, leftOut }, pattern);
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
