import { lowerBound } from '../columns/lower-bound.ts';
import { uint32Column } from '../columns/memory.ts';
import type { EventStore } from '../store/event-store.ts';
import type { Grouping } from './grouping.ts';
import type { NewEvents } from './new-events.ts';
import type { Sessions } from './sessions.ts';

/**
 * Returns the sessions of a grouping with new events. Only those of the events' users change, from the first session that an
 * event belongs to or follows; all others move. A new event never cuts a session in two: sessions grow, join, or are new.
 */
export function extendSessions(
  store: EventStore,
  grouping: Grouping,
  added: NewEvents,
  isDuplicate: (eventIndex: number) => boolean,
): Sessions {
  const { sessions } = grouping;
  const { events } = added;
  const cut = new SessionCut(store, grouping, events.length);
  for (let from = 0; from < events.length; ) {
    const user = store.userOf(events[from]);
    let to = from + 1;
    while (to < events.length && store.userOf(events[to]) === user) to++;
    cut.addToUser(added, from, to, isDuplicate);
    from = to;
  }
  cut.copyTo(sessions.count, events.length);
  return cut.end(grouping.byUser.events.length + events.length);
}

/** A session that may still grow. */
interface OpenSession {
  readonly first: number;
  eventCount: number;
  lastEvent: number;
}

class SessionCut {
  private readonly first: Uint32Array;
  private readonly eventCount: Uint32Array;
  private count = 0;
  /** How many sessions of the grouping are done. */
  private done = 0;
  private open: OpenSession | undefined;
  private readonly gapSeconds: number;

  constructor(
    private readonly store: EventStore,
    private readonly grouping: Grouping,
    added: number,
  ) {
    const most = grouping.sessions.count + added;
    this.first = uint32Column(most + 1);
    this.eventCount = uint32Column(most);
    this.gapSeconds = grouping.gapSeconds ?? Number.POSITIVE_INFINITY;
  }

  /** Copies the sessions before `session`, `moved` places later. */
  copyTo(session: number, moved: number): void {
    const { sessions } = this.grouping;
    const from = this.done;
    const at = this.count - from;
    this.eventCount.set(sessions.eventCount.subarray(from, session), this.count);
    for (let i = from; i < session; i++) this.first[at + i] = sessions.first[i] + moved;
    this.count += session - from;
    this.done = session;
  }

  /** Cuts new events `[from..to)` of one user, together with the sessions that they change. */
  addToUser(
    { events, place, rank, isOfNewUser }: NewEvents,
    from: number,
    to: number,
    isDuplicate: (eventIndex: number) => boolean,
  ): void {
    const { byUser, sessions } = this.grouping;
    const isNew = isOfNewUser[from] === 1;
    const runFrom = byUser.start[rank[from]];
    const runTo = isNew ? runFrom : byUser.start[rank[from] + 1];
    // The session that the first of them belongs to, or follows.
    const near = Math.max(runFrom, place[from] - 1);
    let session = isNew
      ? lowerBound(sessions.count, (other) => sessions.first[other] < runFrom)
      : lowerBound(sessions.count, (other) => sessions.first[other] <= near) - 1;
    this.copyTo(session, from);
    let at = from;
    let isAfterNew = false;
    while (at < to || isAfterNew) {
      const isOver = session >= sessions.count || sessions.first[session] >= runTo;
      if (at < to && (isOver || place[at] <= sessions.first[session])) {
        const event = events[at];
        this.take(event, event, place[at] + at, isDuplicate(event) ? 0 : 1);
        isAfterNew = true;
        at++;
        continue;
      }
      isAfterNew = false;
      if (isOver) break;
      const first = sessions.first[session];
      const end = sessions.first[session + 1];
      const newFirst = first + at;
      let eventCount = sessions.eventCount[session];
      for (; at < to && place[at] < end; at++) if (!isDuplicate(events[at])) eventCount++;
      this.take(byUser.events[first], byUser.events[end - 1], newFirst, eventCount);
      session++;
    }
    this.close();
    this.done = session;
  }

  /** Returns all sessions. `endPlace`: the place after the last event. */
  end(endPlace: number): Sessions {
    const { count, first, eventCount } = this;
    first[count] = endPlace;
    return { count, first: first.subarray(0, count + 1), eventCount: eventCount.subarray(0, count) };
  }

  /** Takes events of one session, with the place of the first and the number of those that are no duplicates. */
  private take(firstEvent: number, lastEvent: number, first: number, eventCount: number): void {
    if (this.open !== undefined && !this.isApart(this.open.lastEvent, firstEvent)) {
      this.open.eventCount += eventCount;
      this.open.lastEvent = lastEvent;
      return;
    }
    this.close();
    this.open = { first, eventCount, lastEvent };
  }

  private close(): void {
    if (this.open === undefined) return;
    this.first[this.count] = this.open.first;
    this.eventCount[this.count++] = this.open.eventCount;
    this.open = undefined;
  }

  private isApart(before: number, after: number): boolean {
    const { store, gapSeconds } = this;
    const apart = store.secondsOf(after) - store.secondsOf(before);
    // An event exactly one gap later belongs to the session: fractions of the second decide.
    return (
      apart > gapSeconds || (apart === gapSeconds && store.nanosecondsOf(after) > store.nanosecondsOf(before))
    );
  }
}
