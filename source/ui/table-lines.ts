import { rowCellsAt } from '../explorer/cells.ts';
import type { Model, TableName } from '../explorer/model.ts';
import { type Column, columnsOf, type PlacedColumn, placeColumns } from '../explorer/tables.ts';
import { safeText } from '../format/safe-text.ts';
import { beginning, cut, inCells, widthOf } from '../format/text-width.ts';
import { type Marks, marksOf } from './marks.ts';
import { type MatchMarker, matchMarker } from './match-marker.ts';
import { paint } from './theme.ts';

/** A long table as lines: its header, and the rows on the screen. Costs what is seen, however long it is. */
export function tableLines(model: Model, table: TableName, height: number, isActive: boolean): string[] {
  const columns = columnsOf(table, model.eventsView.duplicates);
  const state = model[table];
  const marks = marksOf(model.options);
  const placed = placeColumns(columns, model.columns, state.left);
  const lines = [headerLine(model, table, columns, placed, isActive)];
  const { shown, viewport } = state;
  if (shown === undefined) return lines;
  if (shown.rowCount === 0)
    return [...lines, ` ${paint('dim', cut(whyEmpty(model, table), model.columns - 2, marks.ellipsis))}`];
  const mark = matchMarker(model.search);
  const end = Math.min(shown.rowCount, viewport.top + height - 1);
  for (let row = viewport.top; row < end; row++) {
    const cells = rowCellsAt(model, table, shown, row);
    const isChosen = row === viewport.cursor;
    lines.push(rowLine(cells, columns, placed, { isChosen, isActive, width: model.columns, marks, mark }));
  }
  return lines;
}

function headerLine(
  model: Model,
  table: TableName,
  columns: readonly Column[],
  placed: readonly PlacedColumn[],
  isActive: boolean,
): string {
  const marks = marksOf(model.options);
  const { sort, column } = model[table];
  let line = '';
  let at = 0;
  for (const { index, from, width } of placed) {
    const sorted = sort.column === index ? ` ${sort.descending ? marks.descending : marks.ascending}` : '';
    const name = inCells(
      `${cut(columns[index].name, width - sorted.length, marks.ellipsis)}${sorted}`,
      width,
      marks.ellipsis,
      columns[index].right,
    );
    line +=
      ' '.repeat(from - at) +
      (isActive && index === column ? paint('selected', name) : paint('header', name));
    at = from + width;
  }
  return line;
}

interface RowLook {
  readonly isChosen: boolean;
  readonly isActive: boolean;
  readonly width: number;
  readonly marks: Marks;
  readonly mark: MatchMarker;
}

function rowLine(
  cells: readonly string[],
  columns: readonly Column[],
  placed: readonly PlacedColumn[],
  { isChosen, isActive, width, marks, mark }: RowLook,
): string {
  let line = '';
  let at = 1;
  for (const { index, from, width: room } of placed) {
    const text = inCells(safeText(beginning(cells[index], room)), room, marks.ellipsis, columns[index].right);
    line += ' '.repeat(from - at) + (isChosen && isActive ? text : (mark(text) ?? text));
    at = from + room;
  }
  if (!isChosen) return ` ${line}`;
  if (!isActive) return paint('dim', marks.chosen) + line;
  return marks.chosen + paint('selected', line + ' '.repeat(Math.max(0, width - at)));
}

/** The text of the cell under the cursor, where the table shows only its beginning. */
export function wideCell(model: Model, table: TableName): string | undefined {
  const { shown, viewport, column, left } = model[table];
  if (shown === undefined || viewport.cursor >= shown.rowCount) return undefined;
  const columns = columnsOf(table, model.eventsView.duplicates);
  const placed = placeColumns(columns, model.columns, left).find(({ index }) => index === column);
  const text = safeText(beginning(rowCellsAt(model, table, shown, viewport.cursor)[column], model.columns));
  return placed !== undefined && widthOf(text) > placed.width
    ? `${columns[column].name}: ${text}`
    : undefined;
}

/** What to say in place of rows, and what to do. */
function whyEmpty(model: Model, table: TableName): string {
  const { filter } = model[table];
  if (model.load.state === 'loading') return 'nothing so far';
  if (filter !== undefined) {
    const text = safeText(filter.text);
    return filter.leaveOut ? `every row has ${text}: Esc shows all` : `no row has ${text}: Esc shows all`;
  }
  if (table === 'events' && model.eventsView.window !== undefined) {
    return 'no events in this time, of the types that are on: 0 shows all of the time, t the types';
  }
  return table === 'rejections' ? 'nothing was rejected' : 'no events, so no sessions';
}
