import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { runToEnd } from '../../../source/pipeline/columns/cooperative.ts';
import { GroupingExtender } from '../../../source/pipeline/group/extend-grouping.ts';
import { type Grouping, group } from '../../../source/pipeline/group/grouping.ts';
import { Pipeline } from '../../../source/pipeline/pipeline.ts';
import { encodeUtf8 } from '../../../source/pipeline/text/bytes.ts';
import { check } from '../../helpers/check.ts';

const user = fc.constantFrom(0, 1, 2, 7, -3, 12345678901, 'ann', 'bob', 'zoe', 'Ä');
const time = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom('', '', '.5', '.25'))
  .map(([minutes, fraction]) => `2024-07-10T10:${String(minutes).padStart(2, '0')}:00${fraction}Z`);
const event = fc.record({
  ...{ user_id: user, event_time: time, event_type: fc.constantFrom('a', 'b') },
  id: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
});

/** Ids that do not count, that keep events apart, and that decide alone. */
const gap = fc.constantFrom(undefined, 60, 150, 600);
const ids = fc.constantFrom(
  { idKey: 'other', idDecides: false },
  { idKey: 'id', idDecides: false },
  { idKey: 'id', idDecides: true },
);

/** Most logs are in order of time, and what is appended comes at the end. */
const events = fc
  .tuple(fc.array(event, { minLength: 4, maxLength: 60 }), fc.boolean())
  .map(([all, isSorted]) =>
    isSorted ? all.toSorted((a, b) => (a.event_time < b.event_time ? -1 : 1)) : all,
  );

const push = (pipeline: Pipeline, rows: readonly object[]): void =>
  pipeline.push(encodeUtf8(rows.map((row) => `${JSON.stringify(row)}\n`).join('')));

function facts({ byUser, sessions, duplicates, ...rest }: Grouping): object {
  return {
    ...{ ...rest, events: [...byUser.events], start: [...byUser.start] },
    sessions: { count: sessions.count, first: [...sessions.first], eventCount: [...sessions.eventCount] },
    duplicates: { count: duplicates.count, ...duplicates.columns() },
  };
}

it('adds events to a grouping as if all had been grouped together', () => {
  let added = 0;
  check(
    fc.property(events, gap, ids, fc.nat(), (all, gapSeconds, ids, seed) => {
      const pipeline = new Pipeline({ gapSeconds, ...ids });
      const extender = new GroupingExtender(ids.idDecides);
      const known = Math.ceil((all.length * 4) / 5) + (seed % 2);
      push(pipeline, all.slice(0, known));
      const before = pipeline.group();
      for (let at = known; at < all.length; at += 1 + (seed % 3)) {
        push(pipeline, all.slice(at, at + 1 + (seed % 3)));
        const { store, grouping = before } = pipeline.dataset();
        const extended = runToEnd(extender.extendInSteps(store, grouping));
        const whole = facts(group(store, gapSeconds, ids.idDecides));
        expect(extended && facts(extended)).toEqual(whole);
        // The pipeline adds to what it has added to before.
        expect(facts(pipeline.group())).toEqual(whole);
        added++;
      }
    }),
    500,
  );
  expect(added).toBeGreaterThan(20);
});

it('adds several events of several new users between the same known ones', () => {
  const pipeline = new Pipeline({ gapSeconds: 60 });
  push(pipeline, [...Array.from({ length: 30 }, () => row(1)), row(9)]);
  const before = pipeline.group();
  push(pipeline, [row(3), row(2), row(3)]);
  const { store } = pipeline.dataset();
  const extended = runToEnd(new GroupingExtender(false).extendInSteps(store, before));
  expect(extended && facts(extended)).toEqual(facts(group(store, 60)));
});

it('groups all events again if many are new', () => {
  const pipeline = new Pipeline();
  push(pipeline, [row(1)]);
  const before = pipeline.group();
  push(pipeline, [row(2), row(3)]);
  const { store } = pipeline.dataset();
  expect(runToEnd(new GroupingExtender(false).extendInSteps(store, before))).toBeUndefined();
  expect(pipeline.group().uniqueUsers).toBe(3);
});

const row = (user_id: number): object => ({
  ...{ user_id, event_time: '2024-07-10T10:00:00Z', event_type: 'a' },
});
