import { rowAt } from '../../pipeline/columns/placed-rows.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';

/** Returns the event whose record lies at a place of the file; undefined if none does, or it is not grouped yet. */
export function eventAt({ store, grouping }: Dataset, byteOffset: number): number | undefined {
  const event = rowAt(store, byteOffset);
  return event !== undefined && event < (grouping?.eventCount ?? 0) ? event : undefined;
}
