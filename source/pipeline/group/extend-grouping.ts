import { uint32Column } from '../columns/memory.ts';
import type { EventStore } from '../store/event-store.ts';
import type { DuplicatePairs } from './duplicates.ts';
import { extendSessions } from './extend-sessions.ts';
import type { Grouping } from './grouping.ts';
import { IdIndex } from './id-index.ts';
import { type NewEvents, placeNewEvents } from './new-events.ts';
import type { EventsByUser } from './partitioning.ts';

/** With more new events than this, or than this share of all, all events are grouped again. */
const MOST_NEW_EVENTS = 1 << 16;
const MOST_NEW_SHARE = 1 / 4;

/** Whether adding events to a grouping of `eventCount` events is faster than grouping all. */
export function isExtension(eventCount: number, addedCount: number): boolean {
  return addedCount <= Math.min(MOST_NEW_EVENTS, MOST_NEW_SHARE * eventCount);
}

/** Adds the events that were appended to a store to its last grouping. */
export class GroupingExtender {
  /** Kept for the next grouping, since making it takes a pass over all events. */
  private ids: IdIndex | undefined;

  /** `idDecides`: see `PipelineSettings`. */
  constructor(private readonly idDecides: boolean) {}

  /**
   * Adds the events that came after a grouping to it: it looks at the runs and sessions of their users only, and copies the
   * rest. Gives what `group` gives (decision 024); undefined if that would not be faster.
   */
  *extendInSteps(store: EventStore, grouping: Grouping): Generator<void, Grouping | undefined> {
    const { eventCount } = grouping;
    const addedCount = store.count - eventCount;
    if (addedCount === 0) return grouping;
    if (!isExtension(eventCount, addedCount)) return undefined;
    const byId = yield* this.duplicatesById(store, eventCount);
    const leftOut = new Set(byId.duplicates);
    const indices = Uint32Array.from({ length: addedCount }, (_, i) => eventCount + i);
    const added = placeNewEvents(
      store,
      grouping,
      indices.filter((eventIndex) => !leftOut.has(eventIndex)),
    );
    if (added === undefined) return undefined;
    yield;
    const duplicates = grouping.duplicates.extended(store.count, joined(byId, added));
    yield;
    const sessions = extendSessions(store, grouping, added, (event) => duplicates.has(event));
    yield;
    const start = extendStarts(store, grouping, added);
    yield;
    const events = extendEvents(grouping.byUser, added);
    return {
      eventCount: store.count,
      gapSeconds: grouping.gapSeconds,
      uniqueUsers: start.length - 1,
      byUser: { events, start },
      duplicates,
      sessions,
      firstEvent: store.columnStats.firstEvent,
      lastEvent: store.columnStats.lastEvent,
    };
  }

  private *duplicatesById(store: EventStore, fromEvent: number): Generator<void, DuplicatePairs> {
    if (store.columnStats.idCount === 0) return NO_PAIRS;
    this.ids ??= new IdIndex();
    yield* this.ids.addNew(store, this.idDecides, fromEvent);
    return this.ids.pairsFrom(fromEvent);
  }
}

const NO_PAIRS: DuplicatePairs = { duplicates: new Uint32Array(0), originals: new Uint32Array(0) };

/** Returns the pairs of both, in the order of the duplicates. */
function joined(a: DuplicatePairs, b: DuplicatePairs): DuplicatePairs {
  if (a.duplicates.length === 0) return b;
  const duplicates = [...a.duplicates, ...b.duplicates];
  const originals = [...a.originals, ...b.originals];
  const order = Uint32Array.from(duplicates.keys()).sort((i, j) => duplicates[i] - duplicates[j]);
  return {
    duplicates: order.map((i) => duplicates[i]),
    originals: order.map((i) => originals[i]),
  };
}

function extendEvents({ events }: EventsByUser, { events: added, place }: NewEvents): Uint32Array {
  const all = uint32Column(events.length + added.length);
  let copied = 0;
  for (let i = 0; i < added.length; i++) {
    all.set(events.subarray(copied, place[i]), copied + i);
    all[place[i] + i] = added[i];
    copied = place[i];
  }
  all.set(events.subarray(copied), copied + added.length);
  return all;
}

function extendStarts(
  store: EventStore,
  { byUser: { start }, uniqueUsers }: Grouping,
  { events, place, rank, isOfNewUser }: NewEvents,
): Uint32Array {
  const newUsers = new Set<number>();
  for (let i = 0; i < events.length; i++) if (isOfNewUser[i] === 1) newUsers.add(store.userOf(events[i]));
  const all = uint32Column(uniqueUsers + newUsers.size + 1);
  let count = 0;
  let copied = 0;
  const copyTo = (end: number, moved: number): void => {
    for (; copied < end; copied++) all[count++] = start[copied] + moved;
  };
  for (let i = 0; i < events.length; i++) {
    const isFirst = i === 0 || store.userOf(events[i - 1]) !== store.userOf(events[i]);
    if (!isFirst) continue;
    copyTo(isOfNewUser[i] === 1 ? rank[i] : rank[i] + 1, i);
    if (isOfNewUser[i] === 1) all[count++] = place[i] + i;
  }
  copyTo(uniqueUsers, events.length);
  all[count] = start[uniqueUsers] + events.length;
  return all;
}
