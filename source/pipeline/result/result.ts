import { REASONS, type ReasonCode, reasonsByCount } from '../validate/reasons.ts';
import type { Dataset, Grouping } from './dataset.ts';
import { type Totals, totalsOf } from './totals.ts';

/** All that a run found: the dataset of a whole input, and its grouping laid open. */
export interface Result extends Dataset, Grouping {
  readonly grouping: Grouping;
  readonly totals: Totals;
  /** Rejections by reason, most frequent first. */
  readonly reasons: readonly { code: ReasonCode; count: number }[];
}

/** A finished dataset laid open. */
export function resultOf(dataset: Dataset, grouping: Grouping): Result {
  const { countByCode } = dataset.rejections;
  return {
    ...grouping,
    ...dataset,
    grouping,
    totals: totalsOf({ ...dataset, grouping }),
    reasons: reasonsByCount(countByCode).map((reason) => ({
      code: REASONS[reason].code,
      count: countByCode[reason],
    })),
  };
}
