import { COUNT_CHARACTERS, formatCount, formatSpan, SPAN_CHARACTERS } from '../../format/human-format.ts';
import { readEventRecord } from '../../pipeline/differ/compare-duplicates.ts';
import type { Grouping } from '../../pipeline/group/grouping.ts';
import { sessionAt } from '../../pipeline/group/sessions.ts';
import type { ReadRecord } from '../../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { recordsByFile } from '../../pipeline/scan/records-by-file.ts';
import { recordNumberOfEvent } from '../../pipeline/store/rejection-store.ts';
import { runReads, windowedReads } from '../../pipeline/text/byte-reads.ts';
import { compareInstants, type Instant } from '../../pipeline/time/parse-timestamp.ts';
import { onceEach } from '../once-each.ts';
import type { RowMatcher } from '../row-list.ts';
import { eventMatcher } from '../row-match.ts';
import { rangeOfSaid, type SaidRange } from '../said-times.ts';
import { isWithin } from '../time-range.ts';
import { userNamed } from '../user-ids.ts';
import { RecordValues } from './record-values.ts';
import type { Asked, Comparison, ParsedFilter, Term } from './term.ts';
import { anyNumber, holds, numberTest, patternOf, textTest } from './value-tests.ts';

/** The data that terms are about. */
export interface FilteredData {
  readonly dataset: Pick<Dataset, 'store' | 'rejections' | 'files' | 'settings'>;
  readonly grouping: Grouping;
  /** The session of each event; only read for a filter that `needsSessions`. */
  readonly sessionOf: Uint32Array | undefined;
  readonly readRecord: ReadRecord;
  /** The zone in which times are shown, and so filtered; undefined: UTC. */
  readonly zone: string | undefined;
}

/** Whether a filter looks at the session of an event: words do, since they may be in any of its cells. */
export function needsSessions({ terms }: ParsedFilter): boolean {
  return terms.some(({ kind }) => kind === 'duration' || kind === 'eventCount' || kind === 'word');
}

/** Whether a filter needs the records, which are read again from the file. */
export function needsRecords({ terms }: ParsedFilter): boolean {
  return terms.some(({ kind }) => kind === 'key');
}

/** The cheapest terms are tested first. */
const COSTS: Readonly<Record<Asked['kind'], number>> = {
  ...{
    user: 0,
    type: 0,
    duplicate: 0,
    time: 1,
    record: 1,
    line: 1,
    eventCount: 1,
    duration: 2,
    word: 3,
    key: 4,
  },
};

/** Returns whether an event, by index in the store, is one that a filter keeps. */
export function filterMatcher({ terms }: ParsedFilter, data: FilteredData): RowMatcher {
  const tests = [...terms]
    .sort((a, b) => COSTS[a.kind] - COSTS[b.kind])
    .map((term) => termMatcher(term, data));
  return (event) => tests.every((test) => test(event));
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
        const users = new Set(values.map(({ text }) => userNamed(store, text)));
        return (event) => users.has(store.userOf(event));
      }
      const test = textTest(comparison, values);
      const fits = onceEach((user) => test(store.users.textOf(user)));
      return (event) => fits(store.userOf(event));
    }
    case 'type': {
      const test = textTest(asked.comparison, asked.values);
      const fits = onceEach((type) => test(store.typeText(type)));
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

function ofSession({ sessionOf }: FilteredData, test: (session: number) => boolean): RowMatcher {
  if (sessionOf === undefined) return () => false;
  const fits = onceEach(test);
  return (event) => fits(sessionOf[event]);
}

function keyMatcher(
  asked: Extract<Asked, { kind: 'key' }>,
  { dataset, readRecord }: FilteredData,
): RowMatcher {
  const { settings, files, store } = dataset;
  const recordsAt = recordsByFile(settings, files);
  const readBytes = windowedReads(readRecord);
  const fits = keyTest(asked);
  return (event) => {
    const record = runReads(readEventRecord(recordsAt, store, event), readBytes);
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
