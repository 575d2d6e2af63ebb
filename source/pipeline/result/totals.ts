import type { Dataset } from './dataset.ts';

/** The five numbers (spec section 6). */
export interface Totals {
  /** Records found: valid and skipped ones. */
  readonly totalEvents: number;
  /** Including duplicates. */
  readonly validEvents: number;
  readonly skippedEvents: number;
  readonly duplicatesRemoved: number;
  /** Users with a kept event. */
  readonly uniqueUsers: number;
}

/** The five numbers of a dataset; duplicates and users are those of its last grouping, 0 before the first. */
export function totalsOf({ store, rejections, totalEvents, grouping }: Dataset): Totals {
  return {
    totalEvents,
    validEvents: store.count,
    skippedEvents: rejections.count,
    duplicatesRemoved: grouping?.duplicates.count ?? 0,
    uniqueUsers: grouping?.uniqueUsers ?? 0,
  };
}

/** The five numbers in order, under the names that the summary, `--json` and the screen give them. */
export function namedTotals(totals: Totals): readonly [name: string, value: number][] {
  return [
    ['total_events', totals.totalEvents],
    ['valid_events', totals.validEvents],
    ['skipped_events', totals.skippedEvents],
    ['duplicates_removed', totals.duplicatesRemoved],
    ['unique_users', totals.uniqueUsers],
  ];
}
