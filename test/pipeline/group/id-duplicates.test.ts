import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSessions, type Grouping, group } from '../../../source/pipeline/group/grouping.ts';
import {
  chooseIdParts,
  countIds,
  duplicatesInPart,
  placeIds,
  placesOfIds,
} from '../../../source/pipeline/group/id-duplicates.ts';
import { eachSession } from '../../../source/pipeline/group/sessions.ts';
import { formatTimestamp } from '../../../source/pipeline/index.ts';
import { EventStore } from '../../../source/pipeline/store/event-store.ts';
import { check } from '../../helpers/check.ts';
import { appendEvent, internUser } from '../../helpers/dataset.ts';
import type { Outcome } from '../../helpers/outcome.ts';
import { type SlowEvent, sessionsOf, withoutDuplicates } from '../../helpers/slow-twin.ts';

/** An event of a user, a type and an id, all by number; `id` 0: it has none. */
interface Row {
  readonly user: number;
  readonly type: number;
  readonly seconds: number;
  readonly nanoseconds?: number;
  readonly id: number;
}

function storeOf(rows: readonly Row[]): EventStore {
  const store = EventStore.empty(1);
  rows.forEach(({ user, type, seconds, nanoseconds = 0, id }, i) => {
    const types = store.types.internText(`type ${type}`);
    // Halves that are 0 are ids too, as long as not both are.
    const halves = [id & 0xff, id >>> 8] as const;
    appendEvent(store, internUser(store, String(user)), types, seconds, nanoseconds, 100 * i, i, halves);
  });
  return store;
}

function slowEventsOf(rows: readonly Row[]): SlowEvent[] {
  return rows.map(({ user, type, seconds, nanoseconds = 0, id }, i) => ({
    user: { id: String(user), integer: BigInt(user) },
    instant: BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds),
    type: `type ${type}`,
    id: id === 0 ? undefined : String(id),
    zone: 'utc',
    ...{ number: i, line: i, byteOffset: 100 * i },
  }));
}

function duplicatesOf({ duplicates, eventCount }: Grouping): Outcome['duplicates'] {
  const all = Array.from({ length: eventCount }, (_, event) => event);
  return all.filter((event) => duplicates.has(event)).map((event) => [event, duplicates.originalOf(event)]);
}

function sessionRows(store: EventStore, { byUser, sessions }: Grouping): Outcome['sessions'] {
  return Array.from(eachSession(store, byUser, sessions), (session) => [
    store.users.textOf(session.user),
    formatTimestamp(session.startSeconds, session.startNanoseconds),
    formatTimestamp(session.endSeconds, session.endNanoseconds),
    session.eventCount,
  ]);
}

const rows = (most: Partial<Row>): fc.Arbitrary<Row[]> =>
  fc.array(
    fc.record({
      user: fc.nat(most.user ?? 4),
      type: fc.nat(most.type ?? 2),
      seconds: fc.nat(most.seconds ?? 9),
      nanoseconds: fc.nat(most.nanoseconds ?? 0),
      id: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: most.id ?? 600 })),
    }),
    { maxLength: 300 },
  );

const gaps = fc.constantFrom(undefined, 1, 3);

describe('duplicates of events with ids of their own', () => {
  it.each([
    ['that mostly differ', {}],
    ['that are the same for many events', { id: 3 }],
    ['whose times have fractions of a second', { nanoseconds: 2, id: 40 }],
    ['all of one user at one instant', { user: 0, seconds: 0, id: 50 }],
  ])('are those of the plain reading, with ids %s', (_, most) => {
    check(
      fc.property(rows(most), fc.boolean(), gaps, (events, idDecides, gapSeconds) => {
        const store = storeOf(events);
        const grouping = group(store, gapSeconds, idDecides);
        const slow = withoutDuplicates(slowEventsOf(events), idDecides);
        expect(duplicatesOf(grouping)).toEqual(slow.duplicates);
        expect(sessionRows(store, grouping)).toEqual(sessionsOf(slow.kept, gapSeconds));
        expect(grouping.uniqueUsers).toBe(new Set(slow.kept.map(({ user }) => user.id)).size);
        // The numbers add up.
        expect(countSessions(grouping)).toEqual({
          sessionEvents: events.length - slow.duplicates.length,
          sessionUsers: grouping.uniqueUsers,
        });
      }),
      150,
    );
  });

  it('are found by the kernel too, where some events have an id and others none', () => {
    const events = Array.from({ length: 60_000 }, (_, i): Row => {
      const id = i % 3 === 0 ? 0 : 1 + (i % 20_011);
      return { user: i % 7, type: i % 2, seconds: i % 1009, nanoseconds: i % 2, id };
    });
    for (const idDecides of [false, true]) {
      const slow = withoutDuplicates(slowEventsOf(events), idDecides);
      const store = storeOf(events);
      const grouping = group(store, 60, idDecides);
      expect(duplicatesOf(grouping)).toEqual(slow.duplicates);
      expect(sessionRows(store, grouping)).toEqual(sessionsOf(slow.kept, 60));
    }
  });

  it('are found in any number of ranges and parts', () => {
    const events = Array.from({ length: 70_000 }, (_, i): Row => {
      return { user: i % 5, type: 0, seconds: i % 3, id: 1 + ((i * 7919) % 50_021) };
    });
    const store = storeOf(events);
    const parts = chooseIdParts(store, true);
    if (parts === undefined) throw new Error('there are ids');
    expect(parts.bits).toBeGreaterThan(0);
    const cuts = [0, 1, 40_000, 65_536, 69_999, 70_000];
    const ranges = cuts.slice(1).map((toRow, i) => countIds(store, parts, { fromRow: cuts[i], toRow }));
    const { partitioning, rangePlaces } = placesOfIds(parts, ranges);
    // Threads may place the ranges in any order.
    for (const range of [...rangePlaces].reverse()) placeIds(store, partitioning, range);
    const found = new Map<number, number>();
    for (let part = 0; part + 1 < partitioning.partStart.length; part++) {
      const { duplicates, originals } = duplicatesInPart(store, partitioning, part);
      for (const [i, event] of duplicates.entries()) found.set(event, originals[i]);
    }
    const slow = withoutDuplicates(slowEventsOf(events), true);
    expect([...found].sort((a, b) => a[0] - b[0])).toEqual(slow.duplicates);
  });

  it('with a named id are those of another user and another day too, and the first in the file is kept', () => {
    const store = storeOf([
      { user: 2, type: 0, seconds: 900_000, id: 7 },
      { user: 1, type: 1, seconds: 5, id: 7 },
      { user: 3, type: 1, seconds: 5, id: 0 },
    ]);
    const grouping = group(store, undefined, true);
    expect(duplicatesOf(grouping)).toEqual([[1, 0]]);
    // User 1 has no event kept, so there is no such user and no session.
    expect(grouping.uniqueUsers).toBe(2);
    expect(sessionRows(store, grouping).map(([user]) => user)).toEqual(['2', '3']);
  });

  it('with a found id are none where anything else differs: it only keeps events apart', () => {
    const store = storeOf([
      { user: 1, type: 0, seconds: 5, id: 7 },
      { user: 1, type: 0, seconds: 5, id: 8 },
      { user: 2, type: 0, seconds: 5, id: 7 },
      { user: 1, type: 0, seconds: 5, id: 7 },
      { user: 1, type: 0, seconds: 5, id: 0 },
      { user: 1, type: 0, seconds: 5, id: 0 },
    ]);
    expect(duplicatesOf(group(store, undefined, false))).toEqual([
      [3, 0],
      [5, 4],
    ]);
  });
});
