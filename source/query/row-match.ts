import {
  COUNT_CHARACTERS,
  formatCount,
  formatSpan,
  MOMENT_CHARACTERS,
  NUMBER_CHARACTERS,
  SPAN_CHARACTERS,
} from '../format/human-format.ts';
import { momentFormat } from '../format/zoned-moment.ts';
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
import { onceEach } from './once-each.ts';
import type { Pattern } from './pattern.ts';
import type { RowMatcher } from './row-list.ts';
import { placeText, rejectionTexts, userText } from './row-text.ts';

/**
 * Whether a pattern occurs in any of the texts that row-text.ts makes for a row. A text is only made if the pattern could
 * occur in texts of its kind; users and types are matched once each.
 */

/** The characters in the place of a session among its user's: `3/18`. */
const PLACE_CHARACTERS = '0123456789/';

/** Matches sessions, by number. `zone`: in which their times are shown, undefined for UTC. */
export function sessionMatcher(
  store: EventStore,
  grouping: Grouping,
  pattern: Pattern,
  zone: string | undefined,
): RowMatcher {
  const timeText = momentFormat(zone);
  const { byUser, sessions } = grouping;
  const userMatches = userNumberMatcher(store, pattern);
  const inMoments = pattern.mayOccurIn(MOMENT_CHARACTERS);
  const inCounts = pattern.mayOccurIn(COUNT_CHARACTERS);
  const inSpans = pattern.mayOccurIn(SPAN_CHARACTERS);
  const inTimes = inMoments || inSpans;
  const inPlaces = grouping.gapSeconds !== undefined && pattern.mayOccurIn(PLACE_CHARACTERS);
  return (session) => {
    if (userMatches(store.userOf(firstEventOf(grouping, session)))) return true;
    if (inCounts && pattern.matches(formatCount(sessions.eventCount[session]))) return true;
    if (inCounts && pattern.matches(formatCount(duplicatesByUser(sessions, session)))) return true;
    if (inPlaces && pattern.matches(placeText(grouping, session))) return true;
    if (!inTimes) return false;
    const found = sessionAt(store, byUser, sessions, session);
    return (
      (inMoments &&
        (pattern.matches(timeText(found.startSeconds, found.startNanoseconds)) ||
          pattern.matches(timeText(found.endSeconds, found.endNanoseconds)))) ||
      (inSpans && pattern.matches(formatSpan(found.durationSeconds, found.durationNanoseconds)))
    );
  };
}

/** Matches events, by index in the store. `zone`: in which their times are shown, undefined for UTC. */
export function eventMatcher(
  { store, rejections, files }: Pick<Dataset, 'store' | 'rejections' | 'files'>,
  pattern: Pattern,
  zone: string | undefined,
): RowMatcher {
  const timeText = momentFormat(zone);
  const userMatches = userNumberMatcher(store, pattern);
  const typeMatches = onceEach((type) => pattern.matches(store.typeText(type)));
  const inMoments = pattern.mayOccurIn(MOMENT_CHARACTERS);
  const inNumbers = pattern.mayOccurIn(NUMBER_CHARACTERS);
  const fileMatches = onceEach((file) => pattern.matches(files.names?.[file] ?? ''));
  return (eventIndex) =>
    (files.areSeveral && fileMatches(files.startOf(store.byteOffsetOf(eventIndex)).file)) ||
    typeMatches(store.typeOf(eventIndex)) ||
    userMatches(store.userOf(eventIndex)) ||
    (inMoments && pattern.matches(timeText(store.secondsOf(eventIndex), store.nanosecondsOf(eventIndex)))) ||
    (inNumbers && pattern.matches(String(recordNumberOfEvent(rejections, eventIndex))));
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
  return (run) => {
    const { line, byteOffset, name } = files.placeOf(strays.byteOffsetOf(run), strays.lineOf(run));
    const numbers = [String(line), String(byteOffset), formatCount(strays.byteLengthOf(run))];
    return [...numbers, name ?? ''].some(pattern.matches) || pattern.matches(textOf(run));
  };
}

/** Matches rejections. Calls `reread` for the record unless its number, its line or its reason's code already match. */
export function rejectionMatcher(
  dataset: Pick<Dataset, 'rejections' | 'files'>,
  reread: (row: number) => Rejection,
  pattern: Pattern,
): RowMatcher {
  const { rejections, files } = dataset;
  const inNumbers = pattern.mayOccurIn(NUMBER_CHARACTERS);
  // Not for regular expressions: they may depend on what follows, and the detail follows.
  const codeMatches = REASONS.map(({ code }) => pattern.plain && pattern.matches(code));
  const lineOf = (row: number): number =>
    rejections.lineOf(row) - files.startOf(rejections.byteOffsetOf(row)).lineBase;
  return (row) =>
    codeMatches[rejections.reasonOf(row)] ||
    (inNumbers &&
      (pattern.matches(String(rejections.recordNumberOf(row))) || pattern.matches(String(lineOf(row))))) ||
    textsOf(reread(row)).some(pattern.matches);
}

/** The reason with its code too, as files have it. */
function textsOf(rejection: Rejection): readonly string[] {
  return [...Object.values(rejectionTexts(rejection)), reasonText(rejection), rejection.file ?? ''];
}

function userNumberMatcher({ users }: EventStore, pattern: Pattern): (user: number) => boolean {
  return onceEach((user) => pattern.matches(users.textOf(user)));
}
