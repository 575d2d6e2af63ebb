import type { Dataset } from '../../../pipeline/result/dataset.ts';
import { REASONS, reasonsByCount } from '../../../pipeline/validate/reasons.ts';

/** A reason that occurs. */
export interface ReasonRow {
  /** An index into REASONS. */
  readonly reason: number;
  readonly name: string;
  readonly count: number;
}

/** Returns the reasons that occur, most frequent first, then in the order of REASONS. */
export function reasonRows(dataset: Dataset | undefined): readonly ReasonRow[] {
  if (dataset === undefined) return [];
  const { countByReason } = dataset.rejections;
  return reasonsByCount(countByReason).map((reason) => ({
    reason,
    name: REASONS[reason].code,
    count: countByReason[reason],
  }));
}
