import { type StrayNews, strayNews } from '../../../format/stray-words.ts';
import type { Dataset } from '../../../pipeline/result/dataset.ts';
import { REASONS, reasonsByCount } from '../../../pipeline/validate/reasons.ts';

/** A reason that occurs. */
export interface ReasonRow {
  readonly kind: 'reason';
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
    kind: 'reason',
    reason,
    name: REASONS[reason].code,
    count: countByReason[reason],
  }));
}

/** A row about stray runs: what it says, and the first of its runs. */
export interface StrayRow extends Pick<StrayNews, 'kind' | 'count' | 'first'> {
  readonly name: string;
}

/** Returns the rows below the reasons: that most records have text before them, and that there are other stray runs. */
export function strayRows(dataset: Dataset | undefined): readonly StrayRow[] {
  if (dataset === undefined) return [];
  return strayNews(dataset).map(({ text, ...row }) => ({ ...row, name: text }));
}

/** A row of the list of reasons. */
export type ListedRow = ReasonRow | StrayRow;

/** Returns all rows of the list: the reasons, then what is said about stray runs. */
export function listedRows(dataset: Dataset | undefined): readonly ListedRow[] {
  return [...reasonRows(dataset), ...strayRows(dataset)];
}
