import type { Grouping } from '../group/grouping.ts';
import { REASONS, type ReasonCode, reasonsByCount } from '../validate/reasons.ts';
import type { Dataset } from './dataset.ts';
import { type Totals, totalsOf } from './totals.ts';

/** Everything that a run found: the dataset of a whole input, with the fields of its grouping. */
export interface Result extends Dataset, Grouping {
  readonly grouping: Grouping;
  readonly totals: Totals;
  /** Rejections by reason, most frequent first. */
  readonly reasons: readonly { code: ReasonCode; count: number }[];
}

/** The result of a finished dataset. */
export function resultOf(dataset: Dataset, grouping: Grouping): Result {
  const { countByReason } = dataset.rejections;
  return {
    ...grouping,
    ...dataset,
    grouping,
    totals: totalsOf({ ...dataset, grouping }),
    reasons: reasonsByCount(countByReason).map((reason) => ({
      code: REASONS[reason].code,
      count: countByReason[reason],
    })),
  };
}
