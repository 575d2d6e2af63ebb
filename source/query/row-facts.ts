import { rescale } from '../pipeline/columns/cooperative.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { duplicatesByUser, duplicatesLeftOut } from './duplicates-by-session.ts';
import type { SessionFactsQuery, UserFactsQuery } from './query.ts';
import type { SessionFacts, TypeMix, UserFacts } from './session-answers.ts';
import { firstEventOfUser, heldSessionsOfUser, lastEventOfUser, userSums } from './user-sums.ts';

/** Ranges of places among the events by user, `from` to before `to`. */
interface Places {
  readonly from: number;
  readonly to: number;
}

/** Events between two yields. */
const EVENTS_PER_STEP = 1 << 14;

/** Counts the kept events in some places by type. Yields the share done, since a row on the screen may hold millions. */
function* typeMix(
  store: EventStore,
  { byUser: { events }, duplicates }: Grouping,
  places: Iterable<Places>,
): Generator<number, TypeMix> {
  const countOf = new Map<number, number>();
  let pauseIn = EVENTS_PER_STEP;
  for (const { from, to } of places) {
    for (let at = from; at < to; at++) {
      if (--pauseIn === 0) {
        pauseIn = EVENTS_PER_STEP;
        yield (at - from) / (to - from);
      }
      const event = events[at];
      if (duplicates.has(event)) continue;
      const type = store.typeOf(event);
      countOf.set(type, (countOf.get(type) ?? 0) + 1);
    }
  }
  const sorted = Array.from(countOf).sort(([a, many], [b, more]) => more - many || a - b);
  return {
    types: Uint32Array.from(sorted, ([type]) => type),
    counts: Uint32Array.from(sorted, ([, count]) => count),
  };
}

/** Returns the facts of some sessions, by number. */
export function* sessionFacts(
  { store, grouping }: Dataset,
  { rows }: SessionFactsQuery,
): Generator<number, ReadonlyMap<number, SessionFacts>> {
  if (grouping === undefined) return new Map();
  const { sessions } = grouping;
  const leftOut = yield* rescale(duplicatesLeftOut(store, grouping), 0, 0.5);
  const facts = new Map<number, SessionFacts>();
  for (const session of rows) {
    const places = [{ from: sessions.first[session], to: sessions.first[session + 1] }];
    const mix = yield* rescale(typeMix(store, grouping, places), 0.5, 1);
    facts.set(session, { mix, duplicates: duplicatesByUser(sessions, session) + (leftOut[session] ?? 0) });
  }
  return facts;
}

/** Returns the facts of some users, by rank, for those of their sessions that a scope holds. */
export function* userFacts(
  dataset: Dataset,
  { rows, scope, zone }: UserFactsQuery,
  readRecord: ReadRecord,
): Generator<number, ReadonlyMap<number, UserFacts>> {
  const { grouping } = dataset;
  if (grouping === undefined) return new Map();
  const { sessions } = grouping;
  const sums = yield* rescale(userSums({ dataset, grouping, readRecord, zone }, scope), 0, 0.5);
  const facts = new Map<number, UserFacts>();
  for (const rank of rows) {
    const places = Array.from(heldSessionsOfUser(grouping, sums, rank), (session) => ({
      from: sessions.first[session],
      to: sessions.first[session + 1],
    }));
    facts.set(rank, {
      mix: yield* rescale(typeMix(dataset.store, grouping, places), 0.5, 1),
      sessions: sums.sessions[rank],
      events: sums.events[rank],
      duplicates: sums.duplicates[rank],
      firstEvent: firstEventOfUser(grouping, sums, rank),
      lastEvent: lastEventOfUser(grouping, sums, rank),
    });
  }
  return facts;
}

/** Counts the kept events of the whole file by type. */
export function* typeTotals({ store, grouping }: Dataset): Generator<number, Float64Array> {
  const counts = new Float64Array(store.types.count);
  if (grouping === undefined) return counts;
  const { eventCount, duplicates } = grouping;
  for (let from = 0; from < eventCount; from += EVENTS_PER_STEP) {
    const to = Math.min(eventCount, from + EVENTS_PER_STEP);
    for (let event = from; event < to; event++) {
      if (!duplicates.has(event)) counts[store.typeOf(event)]++;
    }
    yield to / eventCount;
  }
  return counts;
}
