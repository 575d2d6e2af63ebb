import { formatCount } from '../../format/human-format.ts';
import type { ScopeCounts } from '../../query/query.ts';
import { isWhole, type Scope } from '../../query/scope.ts';
import { isUpToDate } from '../model/load-state.ts';
import type { LabelContext } from './tab-spec.ts';

/** Returns how many events there are of those that a scope's view of duplicates shows. */
export function eventsInView({ dataset }: Pick<LabelContext, 'dataset'>, { duplicates }: Scope): number {
  const grouping = dataset?.grouping;
  if (grouping === undefined) return 0;
  const { count } = grouping.duplicates;
  if (duplicates === 'shown') return grouping.eventCount;
  return duplicates === 'alone' ? count : grouping.eventCount - count;
}

/**
 * Returns the count that follows a tab's title, the longest form first: `12 of 3,827`, `12`. `all`: how many rows there are
 * that nothing narrows; while more may be loaded, they are those of the last regrouping (spec section 10), or `isLive`.
 */
export function countTexts(
  { dataset, options, scope, counts }: LabelContext,
  all: number,
  shownOf: (counts: ScopeCounts) => number,
  isLive = false,
): readonly string[] {
  const isPart = !isLive && dataset !== undefined && !isUpToDate({ dataset });
  const atLeast = isPart ? (options.ascii ? '>=' : '≥') : '';
  const whole = `${atLeast}${formatCount(all)}`;
  if (isWhole(scope)) return [whole];
  const shown = counts === undefined ? (options.ascii ? '...' : '…') : formatCount(shownOf(counts.counts));
  return shown === formatCount(all) ? [whole] : [`${shown} of ${whole}`, shown];
}
