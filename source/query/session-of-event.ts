import { uint32Column } from '../pipeline/columns/memory.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import { ROWS_PER_STEP } from './row-list.ts';

/** Kept for later queries: each change of the scope needs it again. */
const known = new WeakMap<Grouping['sessions'], Uint32Array>();

/**
 * Returns the session of each event; that of a duplicate that was found by its id is the one of the event that it repeats.
 * Counted once per grouping and gap and kept, at four bytes per event.
 */
export function* sessionOfEvents(grouping: Grouping): Generator<number, Uint32Array> {
  const { sessions, byUser, eventCount, duplicates } = grouping;
  const kept = known.get(sessions);
  if (kept !== undefined) return kept;
  const sessionOf = uint32Column(eventCount);
  const { events } = byUser;
  const isWhole = events.length === eventCount;
  const isThere = isWhole ? undefined : new Uint8Array(eventCount);
  let pausedAt = 0;
  for (let session = 0; session < sessions.count; session++) {
    const end = sessions.first[session + 1];
    for (let at = sessions.first[session]; at < end; at++) {
      sessionOf[events[at]] = session;
      if (isThere !== undefined) isThere[events[at]] = 1;
    }
    if (end - pausedAt < ROWS_PER_STEP) continue;
    pausedAt = end;
    yield end / eventCount;
  }
  if (isThere !== undefined) {
    for (let event = 0; event < eventCount; event++) {
      if (isThere[event] === 0) sessionOf[event] = sessionOf[duplicates.originalOf(event)];
      if (event % ROWS_PER_STEP === 0) yield 1;
    }
  }
  known.set(sessions, sessionOf);
  return sessionOf;
}
