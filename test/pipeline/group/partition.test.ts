import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KernelPartition } from '../../../source/pipeline/group/kernel-partition.ts';
import type { PartitionGroups } from '../../../source/pipeline/group/partition-groups.ts';
import {
  chooseBuckets,
  choosePartitions,
  countRange,
  type Partitioning,
  placeRange,
} from '../../../source/pipeline/group/partitioning.ts';
import { PlainPartition } from '../../../source/pipeline/group/plain-partition.ts';
import { EventStore } from '../../../source/pipeline/store/event-store.ts';
import { check } from '../../helpers/check.ts';
import { appendEvent, internUser } from '../../helpers/dataset.ts';

/** An event; names are made from the numbers `user` and `type`. */
interface Row {
  readonly user: number;
  readonly type: number;
  readonly seconds: number;
  readonly nanoseconds: number;
}

type Grouper = (store: EventStore, partitioning: Partitioning) => Pick<PlainPartition, 'group'>;

const byKernel = (store: EventStore, partitioning: Partitioning): KernelPartition => {
  const kernel = KernelPartition.over(store, partitioning);
  if (kernel === undefined) throw new Error('no room for a kernel');
  return kernel;
};
const byTwin: Grouper = (store, partitioning) => new PlainPartition(store, partitioning);

/** The groups of all partitions of a store, by the kernel or by its twin. */
function groupsOf(grouperOf: Grouper, store: EventStore, gapSeconds: number | undefined): unknown {
  const partitioning = planOf(store, gapSeconds);
  const grouper = grouperOf(store, partitioning);
  const groups = Array.from({ length: partitioning.partitionStart.length - 1 }, (_, i) =>
    plainly(grouper.group(i)),
  );
  return { groups, events: Array.from(partitioning.events) };
}

function planOf(store: EventStore, gapSeconds: number | undefined): Partitioning {
  const buckets = chooseBuckets(store, undefined);
  const range = countRange(store, buckets, { fromRow: 0, toRow: store.count });
  const { partitioning, rangePlaces } = choosePartitions(store, buckets, gapSeconds, [range]);
  placeRange(store, partitioning, rangePlaces[0]);
  return partitioning;
}

function plainly({ userStart, sessionStart, eventCount, duplicates, originals }: PartitionGroups): unknown {
  const pairs = Array.from(duplicates, (event, i) => [event, originals[i]]);
  return {
    userStart: Array.from(userStart),
    sessionStart: sessionStart && Array.from(sessionStart),
    eventCount: Array.from(eventCount),
    // Duplicates are in no particular order.
    pairs: pairs.sort((a, b) => a[0] - b[0]),
  };
}

function storeOf(rows: readonly Row[]): EventStore {
  const store = EventStore.empty(1);
  rows.forEach(({ user, type, seconds, nanoseconds }, i) => {
    const id = user % 3 === 0 ? String(user) : `user ${user}`;
    const types = store.types.internText(`type ${type}`);
    appendEvent(store, internUser(store, id), types, seconds, nanoseconds, 100 * i, i);
  });
  return store;
}

/** Few of each, so that users, times and types repeat. */
const rows = (most: Partial<Row>): fc.Arbitrary<Row[]> =>
  fc.array(
    fc.record({
      user: fc.nat(most.user ?? 12),
      type: fc.nat(most.type ?? 3),
      seconds: fc.nat(most.seconds ?? 20),
      nanoseconds: fc.nat(most.nanoseconds ?? 0),
    }),
    { minLength: 1, maxLength: 400 },
  );

const gaps = fc.constantFrom(undefined, 1, 3, 1_000_000);

describe('the kernel groups a partition as its plain twin does', () => {
  it.each([
    ['with whole seconds', {}],
    ['with fractions of a second', { nanoseconds: 2 }],
    ['with one user, in no order of time', { user: 0, seconds: 300 }],
    ['with times so far apart that they take more than 32 bits', { seconds: 200_000_000_000 }],
    ['with users of any number', { user: 900_000_000 }],
  ])('%s', (_, most) => {
    check(
      fc.property(rows(most), gaps, (events, gapSeconds) => {
        const store = storeOf(events);
        expect(groupsOf(byKernel, store, gapSeconds)).toEqual(groupsOf(byTwin, store, gapSeconds));
      }),
      150,
    );
  });

  it('with more types than fit beside the time', () => {
    const many = Array.from({ length: 20_000 }, (_, i): Row => {
      return { user: i % 7, type: i % 17_000, seconds: i % 17, nanoseconds: 0 };
    });
    const store = storeOf([...many, ...many]);
    expect(groupsOf(byKernel, store, 5)).toEqual(groupsOf(byTwin, store, 5));
  });

  it('with a partition larger than all before it', () => {
    const many = Array.from({ length: 32_000 }, (_, user): Row => {
      return { user: 3 * user, type: user % 10, seconds: user, nanoseconds: 0 };
    });
    const largest = Array.from({ length: 39_000 }, (_, i): Row => {
      // Two types in each second.
      return { user: 150_000, type: i % 10, seconds: Math.floor(i / 2), nanoseconds: 0 };
    });
    const store = storeOf([...many, ...largest]);
    expect(groupsOf(byKernel, store, undefined)).toEqual(groupsOf(byTwin, store, undefined));
  });

  it('with the seconds at which sessions begin and end', () => {
    const store = storeOf([
      { user: 3, type: 0, seconds: 100, nanoseconds: 0 },
      { user: 3, type: 0, seconds: 90, nanoseconds: 0 },
      { user: 3, type: 0, seconds: 500, nanoseconds: 0 },
      { user: 6, type: 0, seconds: -7, nanoseconds: 0 },
    ]);
    const { startSeconds, endSeconds } = byKernel(store, planOf(store, 60)).group(0);
    expect(Array.from(startSeconds ?? [])).toEqual([90, 500, -7]);
    expect(Array.from(endSeconds ?? [])).toEqual([100, 500, -7]);
  });
});
