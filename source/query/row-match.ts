import { formatCount, formatSpan, MOMENT_CHARACTERS, SPAN_CHARACTERS } from '../format/human-format.ts';
import { momentFormat } from '../format/zoned-moment.ts';
import { lowerBound } from '../pipeline/columns/lower-bound.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import { firstEventOf, sessionAt } from '../pipeline/group/sessions.ts';
import { type Rejection, reasonText } from '../pipeline/reject/rejection.ts';
import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import { strayReader } from '../pipeline/scan/stray-reporter.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { recordNumberOfEvent } from '../pipeline/store/rejection-store.ts';
import { REASONS } from '../pipeline/validate/reasons.ts';
import { duplicatesByUser } from './duplicates-by-session.ts';
import type { EventBytes } from './event-bytes.ts';
import { onceEach, onceEachBelow } from './once-each.ts';
import type { Pattern } from './pattern.ts';
import { recordMatcher } from './record-match.ts';
import type { RowMatcher } from './row-list.ts';
import { placeText, rejectionTexts, userText } from './row-text.ts';

/**
 * Whether a pattern is in one of the cells of a row, as row-text.ts makes them: one rule for searches and the words of
 * filters. It may occur anywhere in a text or a time. A number, or the place of a session (`3/18`), it must match as a
 * whole: digits occur in nearly any number. To match a length of time it must name a unit. Regular expressions have none of
 * these limits. A text is only made if the pattern could occur in texts of its kind; users and types are matched once each.
 */

/** What sessions are matched in. */
interface SessionCells {
  readonly store: EventStore;
  readonly grouping: Grouping;
  /** By session, how many duplicates that were found by their ids repeat its events; empty without such. */
  readonly leftOut: Uint32Array;
}

/** Matches sessions, by number. `zone`: of the times on the screen, undefined for UTC. */
export function sessionMatcher(cells: SessionCells, pattern: Pattern, zone: string | undefined): RowMatcher {
  const { store, grouping } = cells;
  const timeText = momentFormat(zone);
  const { byUser, sessions } = grouping;
  const userMatches = userNumberMatcher(store, pattern);
  const inMoments = pattern.mayOccurIn(MOMENT_CHARACTERS);
  const inOwnCells = ownCellMatcher(cells, pattern);
  const holdsType = typeHolder(store, grouping, pattern);
  return (session) => {
    if (userMatches(store.userOf(firstEventOf(grouping, session)))) return true;
    if (inOwnCells?.(session) || holdsType(session)) return true;
    if (!inMoments) return false;
    const found = sessionAt(store, byUser, sessions, session);
    return (
      pattern.matches(timeText(found.startSeconds, found.startNanoseconds)) ||
      pattern.matches(timeText(found.endSeconds, found.endNanoseconds))
    );
  };
}

/**
 * Matches sessions, by number, by the cells that none of their events has: place, length, counts. Undefined for a pattern
 * that none of these cells can hold.
 */
export function ownCellMatcher(
  { store, grouping, leftOut }: SessionCells,
  pattern: Pattern,
): RowMatcher | undefined {
  const { byUser, sessions, gapSeconds } = grouping;
  const isCount = countMatcher(pattern);
  const isPlace = gapSeconds === undefined ? undefined : wholeMatcher(pattern, PLACE);
  const inSpans = pattern.mayOccurIn(SPAN_CHARACTERS) && namesUnit(pattern);
  if (!mayBeCount(pattern) && isPlace === undefined && !inSpans) return undefined;
  return (session) => {
    if (isCount(sessions.eventCount[session])) return true;
    if (isCount(duplicatesByUser(sessions, session) + (leftOut[session] ?? 0))) return true;
    if (isPlace?.(placeText(grouping, session))) return true;
    if (!inSpans) return false;
    const { durationSeconds, durationNanoseconds } = sessionAt(store, byUser, sessions, session);
    return pattern.matches(formatSpan(durationSeconds, durationNanoseconds));
  };
}

/** Returns whether one of the kept events of a session has a type that matches: each type is a letter of its cell. */
export function typeHolder(
  store: EventStore,
  { byUser, sessions, duplicates }: Grouping,
  pattern: Pattern,
): RowMatcher {
  const isOne = Uint8Array.from({ length: store.types.count }, (_, type) =>
    pattern.matches(store.typeText(type)) ? 1 : 0,
  );
  if (!isOne.includes(1)) return () => false;
  return (session) => {
    for (let at = sessions.first[session]; at < sessions.first[session + 1]; at++) {
      const event = byUser.events[at];
      if (isOne[store.typeOf(event)] === 1 && !duplicates.has(event)) return true;
    }
    return false;
  };
}

/** What events are matched in. */
export interface EventCells {
  readonly dataset: Pick<Dataset, 'store' | 'rejections' | 'files' | 'settings'>;
  readonly grouping: Grouping;
  /** Their records, which are read again. */
  readonly records: EventBytes;
  /** The zone in which times are shown, and so filtered; undefined: UTC. */
  readonly zone: string | undefined;
}

/** Matches events, by index in the store, what lies in their records last. */
export function eventMatcher({ dataset, grouping, records, zone }: EventCells, pattern: Pattern): RowMatcher {
  const { store, rejections, files } = dataset;
  const { duplicates } = grouping;
  const timeText = momentFormat(zone);
  const userMatches = userNumberMatcher(store, pattern);
  const typeMatches = onceEachBelow(store.types.count, (type) => pattern.matches(store.typeText(type)));
  const inMoments = pattern.mayOccurIn(MOMENT_CHARACTERS);
  const hasNumber = eventNumberMatcher(store, rejections, pattern);
  const fileMatches = onceEach((file) => pattern.matches(files.names?.[file] ?? ''));
  const inRecord = recordMatcher(dataset.settings, records, pattern);
  return (event) =>
    (files.areSeveral && fileMatches(files.startOf(store.byteOffsetOf(event)).file)) ||
    typeMatches(store.typeOf(event)) ||
    userMatches(store.userOf(event)) ||
    (inMoments && pattern.matches(timeText(store.secondsOf(event), store.nanosecondsOf(event)))) ||
    (hasNumber !== undefined &&
      (hasNumber(event) || (duplicates.has(event) && hasNumber(duplicates.originalOf(event))))) ||
    inRecord(event);
}

/**
 * Matches events, by index, by the number of their record; undefined for a pattern that is no number. Numbers rise with the
 * events, so one search finds the event: comparing each of millions would take as long as all else.
 */
function eventNumberMatcher(
  { count }: EventStore,
  rejections: Dataset['rejections'],
  { plainText, matches }: Pattern,
): RowMatcher | undefined {
  const numberOf = (event: number): number => recordNumberOfEvent(rejections, event);
  if (plainText === undefined) return (event) => matches(String(numberOf(event)));
  if (!isWholeNumber(plainText)) return undefined;
  const wanted = Number(plainText);
  const found = lowerBound(count, (event) => numberOf(event) < wanted);
  if (found >= count || numberOf(found) !== wanted) return undefined;
  return (event) => event === found;
}

/** Matches users, by rank. */
export function userMatcher(store: EventStore, grouping: Grouping, pattern: Pattern): RowMatcher {
  return (rank) => pattern.matches(userText(store, grouping, rank));
}

/** Matches stray runs, by index. Reads their beginnings from the file unless their numbers match. */
export function strayMatcher(
  { strays, files }: Dataset,
  readRecord: ReadRecord,
  pattern: Pattern,
): RowMatcher {
  const textOf = strayReader(strays, readRecord);
  const isNumber = numberMatcher(pattern);
  const isCount = countMatcher(pattern);
  return (run) => {
    const { line, byteOffset, name } = files.placeOf(strays.byteOffsetOf(run), strays.lineOf(run));
    return (
      isNumber(line) ||
      isNumber(byteOffset) ||
      isCount(strays.byteLengthOf(run)) ||
      pattern.matches(name ?? '') ||
      pattern.matches(textOf(run))
    );
  };
}

/** Matches rejections. Calls `reread` for the record unless its number, its line or its reason's code already match. */
export function rejectionMatcher(
  dataset: Pick<Dataset, 'rejections' | 'files'>,
  reread: (row: number) => Rejection,
  pattern: Pattern,
): RowMatcher {
  const { rejections, files } = dataset;
  const isNumber = numberMatcher(pattern);
  // Not for regular expressions: they may depend on what follows, and the detail follows.
  const codeMatches = REASONS.map(({ code }) => pattern.plainText !== undefined && pattern.matches(code));
  const lineOf = (row: number): number =>
    rejections.lineOf(row) - files.startOf(rejections.byteOffsetOf(row)).lineBase;
  return (row) =>
    codeMatches[rejections.reasonOf(row)] ||
    isNumber(rejections.recordNumberOf(row)) ||
    isNumber(lineOf(row)) ||
    textsOf(reread(row)).some(pattern.matches);
}

/** The reason with its code too, as files have it. */
function textsOf(rejection: Rejection): readonly string[] {
  const { line: _, event: __, ...texts } = rejectionTexts(rejection);
  return [...Object.values(texts), reasonText(rejection), rejection.file ?? ''];
}

/** The place of a session among its user's. */
const PLACE = /^[1-9]\d*\/[1-9]\d*$/;

/** Returns whether a text is all of what a pattern looks for; undefined for one that no text of its `form` can be. */
function wholeMatcher(
  { plainText, matches }: Pattern,
  form: RegExp,
): ((text: string) => boolean) | undefined {
  if (plainText === undefined) return matches;
  return form.test(plainText) ? (text) => text === plainText : undefined;
}

/** Returns whether a number is what a pattern looks for: all of its digits, or for a regular expression its text. */
function numberMatcher({ plainText, matches }: Pattern): (value: number) => boolean {
  if (plainText === undefined) return (value) => matches(String(value));
  const wanted = isWholeNumber(plainText) ? Number(plainText) : Number.NaN;
  return (value) => value === wanted;
}

/** Whether a text is a number as it is shown without commas. */
function isWholeNumber(text: string): boolean {
  return /^(?:0|[1-9]\d*)$/.test(text);
}

/** Whether a pattern can be a count: a number with commas or without, or a regular expression. */
export function mayBeCount({ plainText }: Pattern): boolean {
  return plainText === undefined || /^[\d,]+$/.test(plainText);
}

/** Returns whether a count is what a pattern looks for: it is shown with commas, and may be typed without. */
export function countMatcher(pattern: Pattern): (count: number) => boolean {
  const { plainText, matches } = pattern;
  if (plainText === undefined) return (count) => matches(formatCount(count));
  const isNumber = numberMatcher(pattern);
  const grouped = /^[1-9]\d{0,2}(?:,\d{3})+$/.test(plainText)
    ? Number(plainText.replaceAll(',', ''))
    : Number.NaN;
  return (count) => count === grouped || isNumber(count);
}

/** Whether a pattern names a length of time with its unit: digits alone occur in nearly any length. */
function namesUnit({ plainText }: Pattern): boolean {
  return plainText === undefined || /\d ?[dhms]/.test(plainText);
}

function userNumberMatcher({ users }: EventStore, pattern: Pattern): (user: number) => boolean {
  return onceEach((user) => pattern.matches(users.textOf(user)));
}
