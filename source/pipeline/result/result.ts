import { countReasons, type ReasonCode } from '../validate/reasons.ts';
import type { Dataset, Grouping } from './dataset.ts';

/** The five numbers. */
export interface Totals {
  readonly totalEvents: number;
  readonly validEvents: number;
  readonly skippedEvents: number;
  readonly duplicatesRemoved: number;
  readonly uniqueUsers: number;
}

/** All that a run found: the dataset of a whole input, and its grouping laid open. */
export interface Result extends Dataset, Grouping {
  readonly grouping: Grouping;
  readonly totals: Totals;
  /** Rejections by reason, most frequent first. */
  readonly reasons: readonly { code: ReasonCode; count: number }[];
}

/** A finished dataset laid open. */
export function resultOf(dataset: Dataset, grouping: Grouping): Result {
  const { store, rejections, totalEvents } = dataset;
  return {
    ...grouping,
    ...dataset,
    grouping,
    totals: {
      totalEvents,
      validEvents: store.count,
      skippedEvents: rejections.count,
      duplicatesRemoved: grouping.duplicates.count,
      uniqueUsers: grouping.uniqueUsers,
    },
    reasons: countReasons(rejections.countByCode),
  };
}
