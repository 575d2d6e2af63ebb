import { screenLayout } from '../../view/screen-layout.ts';

/** Cells to the left of the text of Original: a mark, the line's number, a rule. */
export function gutterWidth(columns: number): number {
  return columns < 60 ? 10 : 14;
}

/** The cells for the text of Original, on a screen of `columns` and `rows`. */
export function textSize(columns: number, rows: number): { readonly width: number; readonly height: number } {
  return { width: columns - gutterWidth(columns) - 1, height: screenLayout(columns, rows).body.height };
}
