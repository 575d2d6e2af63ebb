import type { Grouping } from '../pipeline/dataset.ts';

/** How many events are kept of the user at a rank: the sum over his sessions. */
export function keptOfRank({ byUser, sessions }: Grouping, rank: number): number {
  const { first, eventCount, count } = sessions;
  const end = byUser.start[rank + 1];
  let kept = 0;
  for (let session = firstSessionFrom(first, count, byUser.start[rank]); session < count; session++) {
    if (first[session] >= end) break;
    kept += eventCount[session];
  }
  return kept;
}

/** The first session that begins at a place among the events by user, or after it. */
function firstSessionFrom(first: Uint32Array, count: number, place: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (first[middle] < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
