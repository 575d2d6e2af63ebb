import { layoutOf } from '../../model/layout.ts';
import type { Model } from '../../model/model.ts';

/** Cells to the left of the text of Original: a mark, the line's number, a rule. */
export function gutterWidth(columns: number): number {
  return columns < 60 ? 10 : 14;
}

/** The cells for the text of Original on the screen of a model. */
export function textSize(model: Pick<Model, 'columns' | 'rows' | 'plan' | 'chips'>): {
  readonly width: number;
  readonly height: number;
} {
  const { columns } = model;
  return { width: columns - gutterWidth(columns) - 1, height: layoutOf(model).body.height };
}
