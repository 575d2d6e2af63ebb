import { formatCount, formatMoment, formatSpan } from '../format/human-format.ts';
import type { MomentFormat } from '../format/zoned-moment.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import { sessionAt } from '../pipeline/group/sessions.ts';
import type { Rejection } from '../pipeline/reject/rejection.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { type RejectionStore, recordNumberOfEvent } from '../pipeline/store/rejection-store.ts';
import { duplicatesByUser } from './duplicates-by-session.ts';
import type { EventColumn, RejectionColumn, SessionColumn } from './query.ts';
import { sessionPlace } from './session-places.ts';
import { userOfRank } from './user-ranks.ts';

/**
 * The texts of a row's cells by column: what the screen shows, and what filters and searches look at. They come from data
 * and may hold anything. Numbers of records and lines are plain digits; counts have commas.
 */

/** The cells of a session. `timeText`: how times are shown. Its duplicates here do not include those found by ids. */
export function sessionTexts(
  store: EventStore,
  grouping: Grouping,
  session: number,
  timeText: MomentFormat = formatMoment,
): Readonly<Record<SessionColumn, string>> {
  const { byUser, sessions } = grouping;
  const found = sessionAt(store, byUser, sessions, session);
  return {
    user_id: store.users.textOf(found.user),
    session_start: timeText(found.startSeconds, found.startNanoseconds),
    session_end: timeText(found.endSeconds, found.endNanoseconds),
    event_count: formatCount(found.eventCount),
    duration_seconds: formatSpan(found.durationSeconds, found.durationNanoseconds),
    session: placeText(grouping, session),
    duplicates: formatCount(duplicatesByUser(sessions, session)),
  };
}

/** `3/18`: the third of the user's 18 sessions. */
export function placeText(grouping: Grouping, session: number): string {
  const { number, of } = sessionPlace(grouping, session);
  return `${number}/${of}`;
}

/** The cells of an event, without the one that only duplicates have. `timeText`: how times are shown. */
export function eventTexts(
  store: EventStore,
  rejections: RejectionStore,
  eventIndex: number,
  timeText: MomentFormat = formatMoment,
): Readonly<Record<EventColumn, string>> {
  return {
    event_time: timeText(store.secondsOf(eventIndex), store.nanosecondsOf(eventIndex)),
    user_id: store.users.textOf(store.userOf(eventIndex)),
    event_type: store.typeText(store.typeOf(eventIndex)),
    event: String(recordNumberOfEvent(rejections, eventIndex)),
  };
}

/** The name of the user at a rank: the only cell of a user that is searched. */
export function userText(store: EventStore, grouping: Grouping, rank: number): string {
  return store.users.textOf(userOfRank(store, grouping, rank));
}

/** The cells of a rejection. What is wrong is in words alone: the list of reasons has the code. */
export function rejectionTexts(
  rejection: Omit<Rejection, 'code' | 'column' | 'byteLength' | 'byteOffset'>,
): Readonly<Record<RejectionColumn, string>> {
  return {
    line: String(rejection.line),
    reason: rejection.detail,
    user_id: rejection.userId,
    event_type: rejection.eventType,
    event_time: rejection.eventTime,
    raw: rejection.raw,
    event: String(rejection.recordNumber),
  };
}
