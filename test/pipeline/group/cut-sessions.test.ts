import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CurrentGrouping } from '../../../source/pipeline/group/current-grouping.ts';
import { cutSessions } from '../../../source/pipeline/group/cut-sessions.ts';
import { type Grouping, group } from '../../../source/pipeline/group/grouping.ts';
import { Pipeline } from '../../../source/pipeline/pipeline.ts';
import { EventStore } from '../../../source/pipeline/store/event-store.ts';
import { bytesOf, longInput } from '../../helpers/arbitraries.ts';
import { check } from '../../helpers/check.ts';
import { appendEvent, datasetOf, eventLine, upTo } from '../../helpers/dataset.ts';

const gap = fc.constantFrom(undefined, 1, 2, 60, 600, 86_400, 31_536_000);

/** Times near each other, in fractions of a second too, and far apart. */
const instant = fc.record({
  seconds: fc.oneof(fc.nat(30), fc.nat(100_000), fc.constantFrom(-62_135_596_800, 253_402_300_799)),
  nanoseconds: fc.constantFrom(0, 0, 1, 500_000_000, 999_999_999),
});
const events = fc.array(fc.record({ user: fc.nat(4), type: fc.nat(1), instant }), { maxLength: 60 });

function storeOf(rows: readonly { user: number; type: number; instant: Instant }[]): EventStore {
  const store = EventStore.empty(0);
  rows.forEach(({ user, type, instant: { seconds, nanoseconds } }, i) => {
    appendEvent(store, user, store.types.internText(`type ${type}`), seconds, nanoseconds, 100 * i, i);
  });
  return store;
}

interface Instant {
  readonly seconds: number;
  readonly nanoseconds: number;
}

function recut(store: EventStore, { byUser, duplicates }: Grouping, gapSeconds: number | undefined): unknown {
  return plain(cutSessions(store, byUser, duplicates, gapSeconds));
}

function plain({ count, first, eventCount }: Grouping['sessions']): unknown {
  return { count, first: [...first], eventCount: [...eventCount] };
}

/** Spec section 5 to the letter, with times as whole nanoseconds. */
function slowSessions(
  store: EventStore,
  { byUser, duplicates }: Grouping,
  gapSeconds: number | undefined,
): unknown {
  const first: number[] = [];
  const eventCount: number[] = [];
  const timeOf = (event: number): bigint =>
    BigInt(store.secondsOf(event)) * 1_000_000_000n + BigInt(store.nanosecondsOf(event));
  for (let rank = 0; rank + 1 < byUser.start.length; rank++) {
    for (let at = byUser.start[rank]; at < byUser.start[rank + 1]; at++) {
      const event = byUser.events[at];
      const isFirst = at === byUser.start[rank];
      const isLater =
        !isFirst &&
        gapSeconds !== undefined &&
        timeOf(event) - timeOf(byUser.events[at - 1]) > BigInt(gapSeconds) * 1_000_000_000n;
      if (isFirst || isLater) {
        first.push(at);
        eventCount.push(0);
      }
      if (!duplicates.has(event)) eventCount[eventCount.length - 1]++;
    }
  }
  return { count: first.length, first: [...first, byUser.events.length], eventCount };
}

describe('cutting sessions again by another gap', () => {
  it('gives the sessions of the spec, to the nanosecond, whatever the previous gap was', () => {
    check(
      fc.property(events, gap, gap, (rows, before, gapSeconds) => {
        const store = storeOf(rows);
        const grouping = group(store, before);
        expect(recut(store, grouping, gapSeconds)).toEqual(slowSessions(store, grouping, gapSeconds));
      }),
      300,
    );
  });

  it('gives the same as grouping by that gap, on random files', () => {
    check(
      fc.property(longInput, gap, gap, ({ bytes }, before, gapSeconds) => {
        const { store, grouping } = datasetOf(bytes, { gapSeconds: before });
        if (grouping === undefined) throw new Error('not grouped');
        expect(recut(store, grouping, gapSeconds)).toEqual(plain(group(store, gapSeconds).sessions));
      }),
      60,
    );
  });

  it('gives the same as the kernel, on a store large enough for it', () => {
    const times = (i: number): Instant => ({ seconds: (i * 7919) % 1_000_003, nanoseconds: (i % 3) * 7 });
    const store = storeOf(upTo(60_000).map((i) => ({ user: i % 997, type: i % 2, instant: times(i) })));
    const grouping = group(store, undefined);
    for (const gapSeconds of [1, 600, 7919, undefined]) {
      expect(recut(store, grouping, gapSeconds)).toEqual(plain(group(store, gapSeconds).sessions));
    }
  });

  it('gives no sessions without events', () => {
    const store = EventStore.empty(0);
    expect(recut(store, group(store, undefined), 60)).toEqual({ count: 0, first: [0], eventCount: [] });
  });
});

describe('the gap of a pipeline', () => {
  const at = (minute: number): Uint8Array => bytesOf(eventLine('1', `2024-07-10T10:${minute}:00Z`, '"view"'));

  it('can be changed while bytes arrive and after the end, and applies to later groupings', () => {
    const pipeline = new Pipeline({ gapSeconds: 60 });
    [10, 20].forEach((minute) => {
      pipeline.push(at(minute));
    });
    expect(pipeline.setGap(600)).toBeUndefined();
    expect(pipeline.group()).toMatchObject({ gapSeconds: 600, sessions: { count: 1 } });
    pipeline.push(at(40));
    expect(pipeline.finish()).toMatchObject({ gapSeconds: 600, sessions: { count: 2 } });
    expect(pipeline.setGap(undefined)).toMatchObject({ gapSeconds: undefined, sessions: { count: 1 } });
    expect(pipeline.setGap(1)).toMatchObject({ gapSeconds: 1, sessions: { count: 3 } });
    expect(pipeline.dataset()).toMatchObject({ grouping: { gapSeconds: 1, eventCount: 3 }, imbalances: [] });
  });

  it('keeps events and duplicates when it changes', () => {
    const pipeline = new Pipeline();
    pipeline.push(at(10));
    const { byUser, duplicates } = pipeline.finish();
    const cut = pipeline.setGap(60);
    expect(cut?.byUser).toBe(byUser);
    expect(cut?.duplicates).toBe(duplicates);
  });

  it('must be a whole number of seconds, at least 1', () => {
    const pipeline = new Pipeline();
    expect(() => pipeline.setGap(0)).toThrow(RangeError);
    expect(() => pipeline.setGap(1.5)).toThrow(RangeError);
  });
});

describe('a gap that changes in the middle of other work', () => {
  const store = storeOf(
    upTo(200).map((i) => ({ user: i % 3, type: 0, instant: { seconds: i * i, nanoseconds: 0 } })),
  );
  const changes = fc.array(fc.record({ gapSeconds: gap, regroups: fc.boolean(), steps: fc.nat(4) }), {
    minLength: 1,
    maxLength: 8,
  });

  it('is the one set last, in whatever order the steps run', () => {
    check(
      fc.property(changes, (all) => {
        const current = new CurrentGrouping(undefined);
        const underWay: Generator<unknown, unknown>[] = [];
        for (const { gapSeconds, regroups, steps } of all) {
          // A grouping that was begun before the gap changed ends after it.
          const grouping = regroups ? group(store, current.gapSeconds) : undefined;
          underWay.push(current.setGap(store, gapSeconds));
          if (grouping !== undefined) underWay.push(current.replace(store, grouping));
          for (let i = 0; i < steps; i++) underWay[i % underWay.length].next();
        }
        for (const work of underWay) while (work.next().done !== true);
        const last = all[all.length - 1].gapSeconds;
        expect(current.gapSeconds).toBe(last);
        if (current.latest === undefined) return;
        expect(current.latest.gapSeconds).toBe(last);
        expect(plain(current.latest.sessions)).toEqual(plain(group(store, last).sessions));
      }),
      200,
    );
  });
});
