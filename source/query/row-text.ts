import { formatCount, formatMoment, formatSpan } from '../format/human-format.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import { sessionAt } from '../pipeline/group/sessions.ts';
import { type Rejection, reasonText } from '../pipeline/reject/rejection.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { eventNumberOf, type RejectionStore } from '../pipeline/store/rejection-store.ts';
import { userOfRank } from './user-ranks.ts';

/**
 * The texts of a row's cells, from left to right: what the screen shows, and what filters and searches look at. They come
 * from data and may hold anything. Numbers of records and lines are plain digits, counts have commas.
 */

/** The cells of a session: user, start, end, events, duration. */
export function sessionTexts(
  store: EventStore,
  { byUser, sessions }: Grouping,
  session: number,
): readonly [string, string, string, string, string] {
  const found = sessionAt(store, byUser, sessions, session);
  return [
    store.users.textOf(found.user),
    formatMoment(found.startSeconds, found.startNanoseconds),
    formatMoment(found.endSeconds, found.endNanoseconds),
    formatCount(found.eventCount),
    formatSpan(found.durationSeconds, found.durationNanoseconds),
  ];
}

/** The cells of an event: time, user, type, number among all records. */
export function eventTexts(
  store: EventStore,
  rejections: RejectionStore,
  event: number,
): readonly [string, string, string, string] {
  return [
    formatMoment(store.secondsOf(event), store.nanosecondsOf(event)),
    store.users.textOf(store.userOf(event)),
    store.typeText(store.typeOf(event)),
    String(eventNumberOf(rejections, event)),
  ];
}

/** The cell of a user. */
export function userTexts(store: EventStore, grouping: Grouping, rank: number): readonly [string] {
  return [store.users.textOf(userOfRank(store, grouping, rank))];
}

/** What the cells of a rejection tell; the detail may not be known yet. */
interface ToldRejection
  extends Pick<Rejection, 'event' | 'line' | 'code' | 'userId' | 'eventTime' | 'eventType' | 'raw'> {
  readonly detail: string | undefined;
}

/** record's number, line, `CODE: DETAIL`, user, time, type, raw */
export function rejectionTexts(
  rejection: ToldRejection,
): readonly [string, string, string, string, string, string, string] {
  const { event, line, userId, eventTime, eventType, raw } = rejection;
  return [String(event), String(line), reasonText(rejection), userId, eventTime, eventType, raw];
}
