import { COUNT_CHARACTERS, formatCount, formatSpan, SPAN_CHARACTERS } from '../../format/human-format.ts';
import type { Grouping } from '../../pipeline/group/grouping.ts';
import { sessionAt } from '../../pipeline/group/sessions.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import type { EventStore } from '../../pipeline/store/event-store.ts';
import { recordNumberOfEvent } from '../../pipeline/store/rejection-store.ts';
import { compareInstants, type Instant } from '../../pipeline/time/parse-timestamp.ts';
import type { EventBytes } from '../event-bytes.ts';
import { onceEach, onceEachBelow } from '../once-each.ts';
import type { RowMatcher } from '../row-list.ts';
import { eventMatcher } from '../row-match.ts';
import { rangeOfSaid, type SaidRange } from '../said-times.ts';
import { isWithin } from '../time-range.ts';
import { userNamed } from '../user-ids.ts';
import { neededIn } from './needed-bytes.ts';
import { RecordValues } from './record-values.ts';
import type { Asked, Comparison, FilterValue, ParsedFilter, Term } from './term.ts';
import { anyNumber, holds, numberTest, patternOf, textTest } from './value-tests.ts';

/** The data that terms are about. */
export interface FilteredData {
  readonly dataset: Pick<Dataset, 'store' | 'rejections' | 'files' | 'settings'>;
  readonly grouping: Grouping;
  /** The session of each event; only read for a filter that `needsSessions`. */
  readonly sessionOf: Uint32Array | undefined;
  /** Reads the records; only used for a filter that `needsRecords`, about one event after another in file order. */
  readonly records: EventBytes | undefined;
  /** The zone in which times are shown, and so filtered; undefined: UTC. */
  readonly zone: string | undefined;
}

/** The terms of a filter, or some of them: all must hold. */
export type Terms = Pick<ParsedFilter, 'terms'>;

/** Whether terms look at the session of an event: words do, since they may be in any of its cells. */
export function needsSessions({ terms }: Terms): boolean {
  return terms.some(({ kind }) => kind === 'duration' || kind === 'eventCount' || kind === 'word');
}

/** Whether terms need the records, which are read again from the file. */
export function needsRecords({ terms }: Terms): boolean {
  return terms.some(({ kind }) => kind === 'key' || kind === 'faultKind' || kind === 'faultValue');
}

/** Whether texts are made of many events, as they are to look for a word. */
export function makesTexts({ terms }: Terms): boolean {
  return terms.some(({ kind }) => kind === 'word');
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
  return values.map(({ text }) => userNamed(store, text)).filter((user) => user >= 0);
}

/** The cheapest terms are tested first. */
const COSTS: Readonly<Record<Asked['kind'], number>> = {
  ...{ duplicate: 0, code: 0, user: 1, type: 1, time: 2, record: 2, line: 2, eventCount: 2, duration: 3 },
  ...{ word: 4, reason: 4, key: 5, faultKind: 5, faultValue: 5 },
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

/** A word may be in a cell of the event, or in one of its session: in the length, or it may be the count. */
function wordMatcher(asked: Extract<Asked, { kind: 'word' }>, data: FilteredData): RowMatcher {
  const { dataset, grouping, zone } = data;
  const pattern = patternOf(asked.value);
  const inEvent = eventMatcher(dataset, pattern, zone);
  const inSpans = pattern.mayOccurIn(SPAN_CHARACTERS);
  const inCounts = pattern.mayOccurIn(COUNT_CHARACTERS);
  if (!inSpans && !inCounts) return inEvent;
  const isAll = (text: string): boolean => {
    const match = pattern.firstMatch(text);
    return match !== undefined && match.from === 0 && match.to === text.length;
  };
  const inSession = ofSession(data, (session) => {
    if (inCounts && isAll(formatCount(grouping.sessions.eventCount[session]))) return true;
    const { durationSeconds, durationNanoseconds } = sessionOf(data, session);
    return (
      inSpans && isSpan(asked.value.text) && pattern.matches(formatSpan(durationSeconds, durationNanoseconds))
    );
  });
  return (event) => inEvent(event) || inSession(event);
}

/** Whether a text may be a length of time with its unit: digits alone would be in nearly any length. */
function isSpan(text: string): boolean {
  return /\d ?[dhms]/.test(text) || text.startsWith('/');
}

function sessionOf({ dataset, grouping }: FilteredData, session: number): ReturnType<typeof sessionAt> {
  return sessionAt(dataset.store, grouping.byUser, grouping.sessions, session);
}

function ofSession({ sessionOf, grouping }: FilteredData, test: (session: number) => boolean): RowMatcher {
  if (sessionOf === undefined) return () => false;
  const fits = onceEachBelow(grouping.sessions.count, test);
  return (event) => fits(sessionOf[event]);
}

function keyMatcher(asked: Extract<Asked, { kind: 'key' }>, { records }: FilteredData): RowMatcher {
  if (records === undefined) return () => false;
  const pattern = neededIn(asked.comparison, asked.values);
  const needed = pattern && { pattern };
  const fits = keyTest(asked);
  return (event) => {
    if (needed !== undefined && !records.mayHave(event, needed)) return false;
    const record = records.recordOf(event);
    return record !== undefined && fits(record);
  };
}

/** Returns a test of records, each one valid JSON object: whether the value of a key is what a term asks for. */
export function keyTest({
  path,
  comparison,
  values,
}: Pick<Extract<Asked, { kind: 'key' }>, 'path' | 'comparison' | 'values'>): (record: Uint8Array) => boolean {
  const found = new RecordValues(path);
  const ofTexts = textTest(comparison, values);
  const ofNumbers = numberTest(comparison, values);
  return (record) =>
    found.of(record).some(({ kind, text }) => (kind === 'number' ? ofNumbers : ofTexts)(text));
}
