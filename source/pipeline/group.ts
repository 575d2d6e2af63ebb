import { SEGMENT_BITS, SEGMENT_ROWS } from './event-segment.ts';
import type { EventStore } from './event-store.ts';
import { sharedColumn, uint32Column } from './memory.ts';
import { sortIndices } from './sort.ts';
import { Uint32List } from './uint32-list.ts';
import { otherUsersInOrder } from './user-order.ts';
import { FIRST_OTHER_USER } from './users.ts';

/** All events by user, and each user's by time: the one order that duplicates, sessions and lists are read from. */
export interface EventsByUser {
  /** Events, the users' one after the other in the order of spec section 5; within a user by time, then by place. */
  readonly events: Uint32Array;
  /** The user at rank r has events[start[r]..start[r + 1]). Small integers that are nobody's id have empty slices. */
  readonly start: Uint32Array;
  /** The places in `events` whose event lies in the same second as the one before, of the same user; ascending. */
  readonly ties: Uint32Array;
}

/**
 * Groups by a counting sort over the users' ranks. A file is mostly written in the order of time, so while events are
 * placed each is held against the last of its user, and only the users found out of order are sorted.
 */
export function groupByUser(store: EventStore): EventsByUser {
  const ranks = new Ranks(store);
  const start = countByRank(store, ranks);
  const { events, ties, rankOfTie, disordered } = placeByRank(store, ranks, start.slice());
  if (!disordered.includes(1)) return { events, start, ties: sharedColumn(ties.sort()) };

  const sorter = new SliceSorter(store);
  const settled = new Uint32List();
  for (let i = 0; i < ties.length; i++) if (disordered[rankOfTie[i]] === 0) settled.push(ties[i]);
  for (let rank = 0; rank < disordered.length; rank++) {
    if (disordered[rank] === 0) continue;
    sorter.sort(events.subarray(start[rank], start[rank + 1]));
    for (let at = start[rank] + 1; at < start[rank + 1]; at++) {
      if (store.secondsOf(events[at]) === store.secondsOf(events[at - 1])) settled.push(at);
    }
  }
  return { events, start, ties: sharedColumn(settled.toArray().sort()) };
}

/** Where users come in order: negative integers, then the integers that are their own number, then all others. */
class Ranks {
  readonly count: number;
  private readonly negative: number;
  private readonly rankOfOther: Uint32Array;

  constructor(store: EventStore) {
    const { ordered, negative } = otherUsersInOrder(store.users);
    const integers = largestOwnNumber(store) + 1;
    this.negative = negative;
    this.count = integers + ordered.length;
    this.rankOfOther = new Uint32Array(ordered.length);
    for (let i = 0; i < ordered.length; i++) {
      this.rankOfOther[ordered[i] - FIRST_OTHER_USER] = i < negative ? i : i + integers;
    }
  }

  of(user: number): number {
    return user < FIRST_OTHER_USER ? this.negative + user : this.rankOfOther[user - FIRST_OTHER_USER];
  }
}

function largestOwnNumber(store: EventStore): number {
  let largest = -1;
  for (let first = 0; first < store.count; first += SEGMENT_ROWS) {
    const { user } = store.segments[first >>> SEGMENT_BITS];
    const rows = Math.min(SEGMENT_ROWS, store.count - first);
    for (let row = 0; row < rows; row++)
      if (user[row] < FIRST_OTHER_USER && user[row] > largest) largest = user[row];
  }
  return largest;
}

function countByRank(store: EventStore, ranks: Ranks): Uint32Array {
  const start = uint32Column(ranks.count + 1);
  for (let first = 0; first < store.count; first += SEGMENT_ROWS) {
    const { user } = store.segments[first >>> SEGMENT_BITS];
    const rows = Math.min(SEGMENT_ROWS, store.count - first);
    for (let row = 0; row < rows; row++) start[ranks.of(user[row]) + 1]++;
  }
  for (let rank = 0; rank < ranks.count; rank++) start[rank + 1] += start[rank];
  return start;
}

/** `next`: for each rank, where its next event goes. `disordered`: 1 for a rank whose events are not in order of time. */
function placeByRank(
  store: EventStore,
  ranks: Ranks,
  next: Uint32Array,
): { events: Uint32Array; ties: Uint32Array; rankOfTie: Uint32Array; disordered: Uint8Array } {
  const events = uint32Column(store.count);
  const ties = new Uint32List();
  const rankOfTie = new Uint32List();
  const disordered = new Uint8Array(ranks.count);
  const lastSeconds = new Float64Array(ranks.count).fill(Number.NEGATIVE_INFINITY);
  for (let first = 0; first < store.count; first += SEGMENT_ROWS) {
    const { user, seconds } = store.segments[first >>> SEGMENT_BITS];
    const rows = Math.min(SEGMENT_ROWS, store.count - first);
    for (let row = 0; row < rows; row++) {
      const rank = ranks.of(user[row]);
      const at = next[rank]++;
      const last = lastSeconds[rank];
      events[at] = first + row;
      lastSeconds[rank] = seconds[row];
      if (seconds[row] > last) continue;
      if (seconds[row] === last) {
        ties.push(at);
        rankOfTie.push(rank);
      }
      if (store.compareTimes(first + row, events[at - 1]) < 0) disordered[rank] = 1;
    }
  }
  return { events, ties: ties.toArray(), rankOfTie: rankOfTie.toArray(), disordered };
}

/** Sorts events by time, those of one time staying as they are; gathers the times first, to compare them side by side. */
class SliceSorter {
  private seconds = new Float64Array(64);
  private nanoseconds = new Uint32Array(64);

  constructor(private readonly store: EventStore) {}

  sort(events: Uint32Array): void {
    const { length } = events;
    if (length > this.seconds.length) {
      this.seconds = new Float64Array(length * 2);
      this.nanoseconds = new Uint32Array(length * 2);
    }
    const { seconds, nanoseconds, store } = this;
    const order = new Uint32Array(length);
    for (let i = 0; i < length; i++) {
      order[i] = i;
      seconds[i] = store.secondsOf(events[i]);
      nanoseconds[i] = store.nanosecondsOf(events[i]);
    }
    sortIndices(order, (a, b) => seconds[a] - seconds[b] || nanoseconds[a] - nanoseconds[b]);
    for (let i = 0; i < length; i++) order[i] = events[order[i]];
    events.set(order);
  }
}
