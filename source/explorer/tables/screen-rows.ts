import { idAt } from '../../pipeline/columns/row-selection.ts';
import { TABLES, type TableName } from './registry.ts';
import type { ColumnsContext } from './visible-columns.ts';

/** A line of a table on the screen: a row, or a text between two rows. */
export type ScreenRow =
  | { readonly row: number; readonly between?: undefined }
  | { readonly between: string; readonly row?: undefined };

/**
 * Returns at most `height` lines of a table, below its header, from the first row on the screen on. Texts between rows take
 * lines, too; the row of the cursor is always among the lines.
 */
export function screenRows(context: ColumnsContext, table: TableName, height: number): readonly ScreenRow[] {
  const { shown, viewport, shownSort } = context.tables[table];
  if (shown === undefined || height < 1) return [];
  const { between, time } = TABLES[table];
  const textBetween = between !== undefined && time?.column === shownSort.column ? between : undefined;
  const lines: ScreenRow[] = [];
  const end = Math.min(shown.rowCount, viewport.top + height);
  let cursorLine = 0;
  for (let row = viewport.top; row < end; row++) {
    const text =
      row === viewport.top
        ? undefined
        : textBetween?.(context, shown.dataset, idAt(shown, row - 1), idAt(shown, row));
    if (text !== undefined) lines.push({ between: text });
    if (row === viewport.cursor) cursorLine = lines.length;
    lines.push({ row });
  }
  const hidden = Math.max(0, cursorLine - height + 1);
  return lines.slice(hidden, hidden + height);
}
