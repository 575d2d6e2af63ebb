import { formatCount } from '../../../format/human-format.ts';
import { strayNews } from '../../../format/stray-words.ts';
import type { Dataset } from '../../../pipeline/result/dataset.ts';
import { REASONS, reasonsByCount } from '../../../pipeline/validate/reasons.ts';
import { holdsAllRejections } from '../../../query/scoped-rejections.ts';
import { kindRows } from './kind-rows.ts';
import type { ListContext, ListedRow, NoteRow, ReasonRow, StrayRow } from './listed-row.ts';

/** Returns the reasons that occur, most frequent first, then in the order of REASONS. */
export function reasonRows(context: ListContext): readonly ReasonRow[] {
  const { places, unfolded } = context.tabs.skipped;
  const countByReason = reasonCounts(context);
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

/** Returns how many rejections of the scope each reason has: of the whole file as of now, else as counted last. */
export function reasonCounts({ dataset, tabs, scope }: ListContext): ArrayLike<number> {
  if (dataset === undefined) return REASONS.map(() => 0);
  if (holdsAllRejections(scope)) return dataset.rejections.countByReason;
  const { places } = tabs.skipped;
  return REASONS.map(
    (_, reason) => places?.answer.places[reason].reduce((sum, count) => sum + count, 0) ?? 0,
  );
}

/** Returns the rows below the reasons: that most records have text before them, and that there are other stray runs. */
function strayRows(dataset: Dataset | undefined): readonly StrayRow[] {
  if (dataset === undefined) return [];
  return strayNews(dataset).map(({ text, ...row }) => ({ ...row, key: row.kind, name: text }));
}

/** Returns the row about rejections that may belong to the scope or not. */
function undecidedRows({ tabs, scope }: ListContext): readonly NoteRow[] {
  const undecided = tabs.skipped.places?.answer.undecided ?? 0;
  return undecided === 0 || holdsAllRejections(scope)
    ? []
    : [{ kind: 'note', key: 'undecided', name: `${formatCount(undecided)} cannot be told`, depth: 0 }];
}

/** Returns all rows of the list: the reasons with what is unfolded below them, then the rows about others. */
export function listedRows(context: ListContext): readonly ListedRow[] {
  const reasons = reasonRows(context).flatMap((row): readonly ListedRow[] =>
    row.isUnfolded ? [row, ...kindRows(context, row)] : [row],
  );
  return [...reasons, ...undecidedRows(context), ...strayRows(context.dataset)];
}
