import { type EventStore, SEGMENT_MASK, SEGMENT_ROWS } from './event-store.ts';
import { sortIndices } from './sort.ts';
import { usersInOrder } from './user-order.ts';

/** All events by user, and each user's by time: the one order that duplicates, sessions and lists are read from. */
export interface EventsByUser {
  /** Users in the order of spec section 5: the user at each rank. */
  readonly userAtRank: Uint32Array;
  /** Events, the users' one after the other by rank; within a user by time, then by place in the file. */
  readonly events: Uint32Array;
  /** The events of the user at rank r are events[start[r]..start[r + 1]). */
  readonly start: Uint32Array;
}

/** Groups by a counting sort over the users' ranks: two passes over one column, then a check of each slice's order. */
export function groupByUser(store: EventStore): EventsByUser {
  const userAtRank = usersInOrder(store.users);
  const rankOfUser = new Uint32Array(userAtRank.length);
  for (let rank = 0; rank < userAtRank.length; rank++) rankOfUser[userAtRank[rank]] = rank;

  const next = new Uint32Array(userAtRank.length + 1);
  forEachUser(store, (user) => next[rankOfUser[user] + 1]++);
  for (let rank = 0; rank < userAtRank.length; rank++) next[rank + 1] += next[rank];
  const start = next.slice();
  const events = new Uint32Array(store.count);
  forEachUser(store, (user, index) => {
    events[next[rankOfUser[user]]++] = index;
  });

  const compare = (a: number, b: number): number => store.compareTimes(a, b);
  for (let rank = 0; rank < userAtRank.length; rank++) {
    // A stable sort, so that equal times keep the order of the file; slices already in order cost one look.
    if (start[rank + 1] - start[rank] > 1)
      sortIndices(events.subarray(start[rank], start[rank + 1]), compare);
  }
  return { userAtRank, events, start };
}

function forEachUser(store: EventStore, visit: (user: number, index: number) => void): void {
  store.segments.forEach(({ user }, number) => {
    const first = number * SEGMENT_ROWS;
    const rows = Math.min(SEGMENT_ROWS, store.count - first);
    for (let row = 0; row < rows; row++) visit(user[row & SEGMENT_MASK], first + row);
  });
}
