import type { FieldRow } from '../../explorer/overlays/field-rows.ts';
import { formatCount, formatWholePercent } from '../../format/human-format.ts';
import { type ListColumn, widestOf } from './list-columns.ts';

/** What the sample shows of a key. */
export type KeyStatistics = FieldRow['field'];

/** Returns a column of values, which takes the room that the others leave. */
export function valuesColumn<Row>(rows: readonly Row[], textOf: (row: Row) => string): ListColumn<Row> {
  const mostWidth = widestOf(rows, textOf);
  return { name: 'values', leastWidth: 12, width: 24, grows: true, mostWidth, textOf };
}

/** Returns a column of the kinds of values. */
export function kindsColumn<Row>(rows: readonly Row[], textOf: (row: Row) => string): ListColumn<Row> {
  return { name: 'kinds', leastWidth: 6, width: Math.max(6, widestOf(rows, textOf)), textOf };
}

/** The share of the records that have a value of a key. */
export function coverageText({ coverage }: KeyStatistics): string {
  return coverage > 0 && coverage < 0.01 ? '<1%' : formatWholePercent(coverage, 1);
}

/** A few values of a key, apart by more than the blank that one of them may hold. */
export function samplesText({ samples }: Pick<KeyStatistics, 'samples'>): string {
  return samples.join('  ');
}

/** How many values of a key differ from each other. */
export function distinctText({ distinct }: KeyStatistics): string {
  return formatCount(distinct);
}

/** The kinds of a key's values, the most frequent first. */
export function kindsText({ kinds }: KeyStatistics): string {
  const counted = Object.entries(kinds).filter(([, count]) => count > 0);
  return counted
    .sort(([, a], [, b]) => b - a)
    .map(([kind]) => kind)
    .join(', ');
}
