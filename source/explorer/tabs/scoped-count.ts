import { formatCount } from '../../format/human-format.ts';
import { scopeOfReason } from '../../query/rejected-scope.ts';
import { isWholeScope, type Scope } from '../../query/scope.ts';
import { asOfRejections, hasWholeFile, isCutting, isUpToDate } from '../model/load-state.ts';
import type { LabelContext } from './tab-spec.ts';

/** Returns how many events of the file a scope's view of duplicates shows. */
export function eventsInView({ dataset }: Pick<LabelContext, 'dataset'>, { duplicates }: Scope): number {
  const grouping = dataset?.grouping;
  if (grouping === undefined) return 0;
  const { count } = grouping.duplicates;
  if (duplicates === 'shown') return grouping.eventCount;
  return duplicates === 'alone' ? count : grouping.eventCount - count;
}

/** Whether two scopes are equal: the same filter typed again is another object. */
function isSame(one: Scope, other: Scope): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Returns the count that follows a tab's title, the longest form first: `12 of 3,827`, `12`. `all`: how many rows there are
 * without any narrowing. While more may be loaded, they are those of the last regrouping (spec section 10), except for
 * rejections.
 */
export function countTexts(
  { dataset, generation, options, counts, tabs, load, ...context }: LabelContext,
  all: number,
  what: 'sessions' | 'events' | 'rejections',
): readonly string[] {
  const unknown = options.ascii ? '...' : '…';
  // The sessions of the previous gap would be wrong.
  const isOld = what === 'sessions' && isCutting({ dataset, load, options });
  if (dataset === undefined || isOld) return [unknown];
  const isPart = what !== 'rejections' && !isUpToDate({ dataset });
  const atLeast = isPart ? (options.ascii ? '>=' : '≥') : '';
  const whole = `${atLeast}${formatCount(all)}`;
  const scope = what === 'rejections' ? scopeOfReason(context.scope, tabs.skipped.narrowed) : context.scope;
  if (all === 0 || isWholeScope(scope)) return [whole];
  const held = counts[what === 'rejections' ? 'rejections' : 'events'];
  const asOf = what === 'rejections' ? asOfRejections({ dataset, generation }) : generation;
  // The counts of another scope would be wrong here, and of the whole file those of a part of it.
  const isCurrent = !hasWholeFile({ dataset }) || held?.key.startsWith(`${asOf} `) === true;
  const count = held !== undefined && isCurrent && isSame(held.scope, scope) ? held.counts[what] : undefined;
  const shown = count === undefined ? unknown : formatCount(count);
  return shown === formatCount(all) ? [whole] : [`${shown} of ${whole}`, shown];
}
