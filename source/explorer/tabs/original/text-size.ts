import type { Dataset } from '../../../pipeline/result/dataset.ts';
import { layoutOf } from '../../model/layout.ts';
import type { Model } from '../../model/model.ts';

/** Two marks, a blank on either side of the number, and a rule. */
const MARK_CELLS = 5;

/** The least digits in the gutter, so that it does not grow with each line of a short file. */
const LEAST_DIGITS = 3;

/** Returns how many cells numbers of lines have: as many as the last known line needs. */
export function numberWidth(dataset: Dataset | undefined): number {
  return Math.max(LEAST_DIGITS, String(lastLineOf(dataset)).length);
}

function lastLineOf(dataset: Dataset | undefined): number {
  if (dataset === undefined) return 1;
  const { store, rejections, lines } = dataset;
  const { line } = lines.nearestBefore(Number.POSITIVE_INFINITY);
  return Math.max(
    line,
    store.count > 0 ? store.lineOf(store.count - 1) : 1,
    rejections.count > 0 ? rejections.lineOf(rejections.count - 1) : 1,
  );
}

/** The cells for the text of Original on the screen of a model. */
export function textSize(model: Pick<Model, 'columns' | 'rows' | 'plan' | 'chips' | 'tab' | 'dataset'>): {
  readonly width: number;
  readonly height: number;
} {
  const gutter = MARK_CELLS + numberWidth(model.dataset);
  return { width: model.columns - gutter - 1, height: layoutOf(model).body.height };
}
