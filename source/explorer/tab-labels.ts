import { formatCount } from '../format/human-format.ts';
import type { Model } from './model.ts';

/** The tabs as they are written, side by side from the left edge; with counts where there is room. */
export function tabLabels({
  columns,
  dataset,
  options,
}: Pick<Model, 'columns' | 'dataset' | 'options'>): readonly string[] {
  // More may come: the sessions are those of the last regrouping (spec section 10).
  const isPart = dataset !== undefined && dataset.state.kind !== 'done';
  const atLeast = isPart ? (options.ascii ? '>=' : '≥') : '';
  const sessions = dataset?.grouping?.sessions.count ?? 0;
  const skipped = dataset?.rejections.count ?? 0;
  const withCounts = [
    ` 1 Sessions ${atLeast}${formatCount(sessions)} `,
    ` 2 Skipped ${formatCount(skipped)} `,
    ' 3 Events ',
    ' 4 Original ',
  ];
  const names = [' 1 Sessions ', ' 2 Skipped ', ' 3 Events ', ' 4 Original '];
  const short = ['1 Sess ', '2 Skip ', '3 Event ', '4 Orig'];
  return [withCounts, names].find((labels) => labels.join('').length <= columns) ?? short;
}
