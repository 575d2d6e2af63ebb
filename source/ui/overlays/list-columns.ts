import type { PlacedColumn } from '../../explorer/tables/column-layout.ts';
import type { ColumnWidth } from '../../explorer/tables/table-spec.ts';
import type { Style } from '../../explorer/view/spans.ts';
import { safeText } from '../../format/safe-text.ts';
import { beginning, inCells, widthOf } from '../../format/text-width.ts';
import type { Marks } from '../components/marks.ts';
import { paint } from '../components/theme.ts';

/** A column of a list in an overlay. */
export interface ListColumn<Row> extends ColumnWidth {
  readonly name: string;
  readonly textOf: (row: Row) => string;
  readonly styleOf?: (row: Row) => Style;
}

/** What the widest screen has. */
const MOST_CELLS = 500;

/** Returns how many cells the widest of some texts takes. They come from data. */
export function widestOf<Row>(rows: readonly Row[], textOf: (row: Row) => string): number {
  return rows.reduce((most, row) => Math.max(most, widthOf(safeText(beginning(textOf(row), MOST_CELLS)))), 0);
}

/** Returns the names of the columns above a list. */
export function listHeader<Row>(
  placed: readonly PlacedColumn<ListColumn<Row>>[],
  { ellipsis }: Marks,
): string {
  let line = '';
  let at = 0;
  for (const { column, from, width } of placed) {
    line += ' '.repeat(from - at) + inCells(column.name, width, ellipsis, column.right);
    at = from + width;
  }
  return paint('header', line);
}

/** How a row of a list is drawn on a screen of so many columns. */
interface RowLook {
  readonly isChosen: boolean;
  readonly columns: number;
  readonly marks: Marks;
}

/** Returns a row of a list; inverse if it is the chosen one, and then without the styles of its cells. */
export function listLine<Row>(
  row: Row,
  placed: readonly PlacedColumn<ListColumn<Row>>[],
  { isChosen, columns, marks }: RowLook,
): string {
  let line = '';
  let at = 1;
  for (const { column, from, width } of placed) {
    const text = safeText(beginning(column.textOf(row), width));
    const cell = inCells(text, width, marks.ellipsis, column.right);
    line += ' '.repeat(from - at) + (isChosen ? cell : paint(column.styleOf?.(row) ?? 'plain', cell));
    at = from + width;
  }
  const rest = ' '.repeat(Math.max(0, columns - at));
  return isChosen ? marks.chosen + paint('selected', line + rest) : ` ${line}`;
}
