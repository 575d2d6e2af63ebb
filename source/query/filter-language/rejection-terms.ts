import { type Rejection, reasonText } from '../../pipeline/reject/rejection.ts';
import { type ReadRecord, rejectionRereader } from '../../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { recordsByFile } from '../../pipeline/scan/records-by-file.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import { decodeUtf8, encodeUtf8, NO_BYTES } from '../../pipeline/text/bytes.ts';
import type { Instant } from '../../pipeline/time/instant.ts';
import { TYPE_DIMENSION } from '../../pipeline/validate/dimensions.ts';
import { compileFields } from '../../pipeline/validate/fields.ts';
import {
  JSON_DECODE_ERROR,
  REASONS,
  RECORD_TOO_LONG,
  ROW_ERROR,
  TIME_FAULTS,
} from '../../pipeline/validate/reasons.ts';
import { faultReader } from '../fault-reader.ts';
import { rejectionMatcher } from '../row-match.ts';
import type { Scope } from '../scope.ts';
import { isWithin, type TimeRange } from '../time-range.ts';
import { areAllTypes } from '../type-choice.ts';
import { userIdOf } from '../user-ids.ts';
import { timeTest } from './event-terms.ts';
import { keyTest } from './key-terms.ts';
import type { Asked, AskedOf, Term } from './term.ts';
import { cheapestFirst } from './term-traits.ts';
import { anyNumber, patternOf, textTest } from './value-tests.ts';

/** Whether a rejection is in a scope; undefined if what that depends on could not be read from its record. */
export type Verdict = boolean | undefined;

/** A test of one rejection. */
type RejectionTest = (row: number, rejection: () => Rejection) => Verdict;

/** The texts of a rejection that tests of its user and its time need. */
export type TestedTexts = Pick<Rejection, 'userId' | 'eventTime' | 'code'>;

const CODES_OF_TIME: ReadonlySet<string> = new Set(TIME_FAULTS.map((reason) => REASONS[reason].code));
/** Reasons of records that are no JSON objects, whose keys are unknown. */
const UNREADABLE: ReadonlySet<number> = new Set([JSON_DECODE_ERROR, RECORD_TOO_LONG, ROW_ERROR]);

/** Returns the verdict of several conditions together: one that does not hold decides. */
export function allOf(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes(false) ? false : verdicts.includes(undefined) ? undefined : true;
}

/** Returns whether a rejection is of a user, by the id that `userIdOf` writes. */
export function isOfUser({ userId }: Pick<TestedTexts, 'userId'>, user: string | undefined): Verdict {
  if (userId === '') return undefined;
  return user !== undefined && userIdOf(userId) === user;
}

/** Returns a function that reads the time in a rejection's record; it returns undefined if that is not possible. */
export function rejectedTimeReader(
  settings: PipelineSettings,
): (texts: Pick<TestedTexts, 'eventTime' | 'code'>) => Instant | undefined {
  const { reader } = compileFields(settings).time;
  const instant: Instant = { seconds: 0, nanoseconds: 0 };
  return ({ eventTime, code }) => {
    if (CODES_OF_TIME.has(code)) return undefined;
    const bytes = encodeUtf8(eventTime);
    return reader.parse(bytes, 0, bytes.length, true, instant) === undefined ? { ...instant } : undefined;
  };
}

/**
 * Returns the verdict of a scope for each rejection, by number. It reads records again only if that is needed; `reread`
 * returns the rejection in words. `readRecord`: undefined if no record can be read again.
 */
export function rejectionVerdicts(
  dataset: Dataset,
  { range, user, filter, types }: Scope,
  readRecord: ReadRecord | undefined,
  reread = rejectionRereader(dataset, readRecord ?? (() => NO_BYTES)),
): (row: number) => Verdict {
  const { store } = dataset;
  const timeOf = rejectedTimeReader(dataset.settings);
  const faultOf = readRecord && faultReader(dataset, readRecord);
  const rejected = { dataset, readRecord, reread, timeOf, faultOf };
  const tests: RejectionTest[] = cheapestFirst(filter?.terms ?? []).map((term) => termTest(term, rejected));
  if (user !== undefined) {
    const id = user < 0 ? undefined : userIdOf(store.users.textOf(user));
    tests.push((_, rejection) => isOfUser(rejection(), id));
  }
  if (range !== undefined) tests.push((_, rejection) => within(range, timeOf(rejection())));
  if (!areAllTypes(types)) {
    const named = new Set(types.types.map((type) => store.typeText(type)));
    const isChosen = (type: string): boolean => named.has(type) === (types.which === 'only');
    tests.push(typeVerdict(rejected, isChosen));
  }
  return (row) => {
    let read: Rejection | undefined;
    const rejection = (): Rejection => {
      read ??= reread(row);
      return read;
    };
    let verdict: Verdict = true;
    for (const test of tests) {
      verdict = allOf([verdict, test(row, rejection)]);
      if (verdict === false) return false;
    }
    return verdict;
  };
}

function within(range: TimeRange, time: Instant | undefined): Verdict {
  return time && isWithin(range, time);
}

/** An empty text is one that could not be read. */
function known(text: string, test: (text: string) => boolean): Verdict {
  return text === '' ? undefined : test(text);
}

/**
 * Returns what tells whether a test holds for the type of a rejection. The time is looked at last: a record that is rejected
 * for it has a type, which may be the empty text, or that of all events where no key has it.
 */
function typeVerdict({ dataset }: Rejected, test: (text: string) => boolean): RejectionTest {
  const { paths, constant } = compileFields(dataset.settings).dimensions[TYPE_DIMENSION];
  const withoutText = paths.length > 0 ? '' : decodeUtf8(constant);
  return (_, read) => {
    const { eventType, code } = read();
    return eventType === '' && CODES_OF_TIME.has(code) ? test(withoutText) : known(eventType, test);
  };
}

/** What tests of rejections are made with. */
interface Rejected {
  readonly dataset: Dataset;
  readonly readRecord: ReadRecord | undefined;
  readonly reread: (row: number) => Rejection;
  readonly timeOf: (rejection: Rejection) => Instant | undefined;
  readonly faultOf: ReturnType<typeof faultReader> | undefined;
}

function termTest(term: Term, rejected: Rejected): RejectionTest {
  const test = askedTest(term, rejected);
  if (!term.isNegated) return test;
  return (row, rejection) => {
    const verdict = test(row, rejection);
    return verdict === undefined ? undefined : !verdict;
  };
}

/** What tells whether a rejection is what a term asks for, by the kind of the term. */
type Tests = {
  readonly [Kind in Asked['kind']]: (asked: AskedOf<Kind>, rejected: Rejected) => RejectionTest;
};

const TESTS: Tests = {
  word: ({ value }, { dataset, reread }) => rejectionMatcher(dataset, reread, patternOf(value)),
  // A rejection repeats no event.
  duplicate: () => () => false,
  user: ({ comparison, values }) => {
    const ids = new Set(values.map(({ text }) => userIdOf(text)));
    const test =
      comparison === '=' ? (text: string) => ids.has(userIdOf(text)) : textTest(comparison, values);
    return (_, rejection) => known(rejection().userId, test);
  },
  type: ({ comparison, values }, rejected) => typeVerdict(rejected, textTest(comparison, values)),
  time: ({ comparison, times }, { dataset, timeOf }) => {
    const test = timeTest(comparison, times, dataset.store.columnStats.lastEvent);
    return (_, rejection) => {
      const time = timeOf(rejection());
      return time && test(time);
    };
  },
  record: ({ comparison, numbers }, { dataset: { rejections } }) => {
    const test = anyNumber(comparison, numbers);
    return (row) => test(rejections.recordNumberOf(row));
  },
  line: ({ comparison, numbers }, { dataset: { rejections, files } }) => {
    const test = anyNumber(comparison, numbers);
    return (row) => test(rejections.lineOf(row) - files.startOf(rejections.byteOffsetOf(row)).lineBase);
  },
  code: ({ comparison, values }, { dataset: { rejections } }) => {
    const test = textTest(comparison, values);
    const fits = REASONS.map(({ code }) => test(code));
    return (row) => fits[rejections.reasonOf(row)];
  },
  reason: ({ comparison, values }) => {
    const test = textTest(comparison, values);
    return (_, read) => {
      const rejection = read();
      return [rejection.code, rejection.detail, reasonText(rejection)].some(test);
    };
  },
  faultKind: (asked, rejected) => faultTest(asked, rejected, 'kind'),
  faultValue: (asked, rejected) => faultTest(asked, rejected, 'value'),
  // A rejection is in no session.
  duration: () => () => undefined,
  eventCount: () => () => undefined,
  key: keyVerdict,
};

function askedTest<Kind extends Asked['kind']>(asked: AskedOf<Kind>, rejected: Rejected): RejectionTest {
  // Cast: the compiler does not relate the kind of a term of any kind to its type parameter.
  return TESTS[asked.kind as Kind](asked, rejected);
}

function faultTest(
  { comparison, values }: AskedOf<'faultKind'>,
  { faultOf }: Rejected,
  part: 'kind' | 'value',
): RejectionTest {
  if (faultOf === undefined) return () => undefined;
  const test = textTest(comparison, values);
  return (row) => test(faultOf(row)[part]);
}

function keyVerdict(asked: AskedOf<'key'>, { dataset, readRecord }: Rejected): RejectionTest {
  if (readRecord === undefined) return () => undefined;
  const { rejections, settings, files } = dataset;
  const recordsAt = recordsByFile(settings, files);
  const fits = keyTest(asked);
  return (row) => {
    if (UNREADABLE.has(rejections.reasonOf(row))) return undefined;
    const byteOffset = rejections.byteOffsetOf(row);
    const byteLength = Math.min(rejections.byteLengthOf(row), settings.maxRecordBytes);
    const bytes = readRecord(byteOffset, byteLength);
    if (bytes.length < byteLength) return undefined;
    const record = recordsAt(byteOffset).records.jsonAt(bytes, true);
    return typeof record === 'string' ? undefined : fits(record);
  };
}
