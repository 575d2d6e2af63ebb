import { strayNews } from '../../../format/stray-words.ts';
import type { Dataset } from '../../../pipeline/result/dataset.ts';
import { REASONS, reasonsByCount } from '../../../pipeline/validate/reasons.ts';
import { kindRows } from './kind-rows.ts';
import type { ListContext, ListedRow, ReasonRow, StrayRow } from './listed-row.ts';

/** Returns the reasons that occur, most frequent first, then in the order of REASONS. */
export function reasonRows({ dataset, tabs }: ListContext): readonly ReasonRow[] {
  if (dataset === undefined) return [];
  const { places, unfolded } = tabs.skipped;
  const { countByReason } = dataset.rejections;
  return reasonsByCount(countByReason).map((reason) => ({
    kind: 'reason',
    key: String(reason),
    reason,
    name: REASONS[reason].code,
    count: countByReason[reason],
    places: places?.answer.places[reason],
    isUnfolded: unfolded.has(String(reason)),
  }));
}

/** Returns the rows below the reasons: that most records have text before them, and that there are other stray runs. */
export function strayRows(dataset: Dataset | undefined): readonly StrayRow[] {
  if (dataset === undefined) return [];
  return strayNews(dataset).map(({ text, ...row }) => ({ ...row, key: row.kind, name: text }));
}

/** Returns all rows of the list: the reasons with what is unfolded of them, then what is said about stray runs. */
export function listedRows(context: ListContext): readonly ListedRow[] {
  const reasons = reasonRows(context).flatMap((row): readonly ListedRow[] =>
    row.isUnfolded ? [row, ...kindRows(context, row)] : [row],
  );
  return [...reasons, ...strayRows(context.dataset)];
}
