import { lowerBound } from '../../pipeline/columns/lower-bound.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';

/** Returns the event whose record lies at a place of the file; undefined if none does, or it is not grouped yet. */
export function eventAt({ store, grouping }: Dataset, byteOffset: number): number | undefined {
  const count = grouping?.eventCount ?? 0;
  const event = lowerBound(count, (index) => store.byteOffsetOf(index) < byteOffset);
  return event < count && store.byteOffsetOf(event) === byteOffset ? event : undefined;
}
