import { chipsOf } from '../../explorer/chips/chips.ts';
import { isLoading } from '../../explorer/model/load-state.ts';
import type { Model } from '../../explorer/model/model.ts';
import { areRowsAwaited, areRowsOld, waitingText } from '../../explorer/queries/awaited-rows.ts';
import type { PlacedColumn } from '../../explorer/tables/column-layout.ts';
import { cellsOf, TABLES, type TableName } from '../../explorer/tables/registry.ts';
import { screenRows } from '../../explorer/tables/screen-rows.ts';
import { idInRow } from '../../explorer/tables/shown-rows.ts';
import type { Cell, Column } from '../../explorer/tables/table-spec.ts';
import { selectedId, type TableState } from '../../explorer/tables/table-state.ts';
import { placedColumns, tableWidth } from '../../explorer/tables/visible-columns.ts';
import type { Line } from '../../explorer/view/spans.ts';
import { safeText } from '../../format/safe-text.ts';
import { beginning, cut, cutMessage, cutStart, inCells, widthOf } from '../../format/text-width.ts';
import { type Marks, marksOf } from './marks.ts';
import { type MatchMarker, matchMarker } from './match-marker.ts';
import { paint, paintLine } from './theme.ts';

/** The columns of a table as they are on the screen, and the cursor and the order among them. */
interface ScreenTable {
  readonly placed: readonly PlacedColumn<Column>[];
  readonly state: TableState;
  readonly marks: Marks;
}

function screenTable(model: Model, table: TableName): ScreenTable {
  const state = model.tables[table];
  return { placed: placedColumns(model, table), state, marks: marksOf(model.options) };
}

/**
 * Returns a long table as lines: its header, and the rows on the screen. The cost does not depend on the number of rows.
 */
export function tableLines(model: Model, table: TableName, height: number, isActive: boolean): string[] {
  const screen = screenTable(model, table);
  const { placed, state, marks } = screen;
  const lines = [headerLine(screen, isActive)];
  const { shown, viewport } = state;
  const isAwaited = areRowsAwaited(model, table);
  if (shown === undefined || shown.rowCount === 0) {
    const why = isAwaited ? waitingText(model, table) : whyEmpty(model, table);
    // The filters are cut, not the key that takes them back.
    const shorten = why.endsWith(TAKE_BACK) ? cutMessage : cut;
    return [...lines, ` ${paint('dim', shorten(safeText(why), model.columns - 2, marks.ellipsis))}`];
  }
  const isOld = areRowsOld(model, table);
  const mark = matchMarker(model.search);
  for (const { row, between } of screenRows(model, table, height - 1)) {
    if (between !== undefined) {
      lines.push(betweenLine(between, tableWidth(model, table), marks));
      continue;
    }
    const id = idInRow(shown, row) ?? 0;
    const cells = cellsOf(model, table, state, id) ?? {};
    const isChosen = row === viewport.cursor;
    const cell = { context: model, dataset: shown.dataset, id, cells, isInverse: isChosen && isActive };
    const { ascii } = model.options;
    const current = isChosen && isActive ? state.column : undefined;
    const width = tableWidth(model, table);
    lines.push(rowLine(cell, placed, { isChosen, isOld, current, width, marks, mark, ascii }));
  }
  return lines;
}

/** Returns a text between two rows, in the middle of a dim line. */
function betweenLine(text: string, width: number, { ellipsis, rule }: Marks): string {
  const shown = cut(safeText(text), width - 8, ellipsis);
  return ` ${paint('dim', `${rule.repeat(3)} ${shown} ${rule.repeat(3)}`)}`;
}

function headerLine(
  { placed, state: { sort, column: current }, marks }: ScreenTable,
  isActive: boolean,
): string {
  let line = '';
  let at = 0;
  for (const { column, from, width } of placed) {
    const arrow = sort.descending ? marks.descending : marks.ascending;
    const sorted = sort.column === column.name ? ` ${arrow}` : '';
    // The blank before the arrow goes before a letter does.
    const beside = widthOf(column.header) + sorted.length > width ? sorted.trim() : sorted;
    const header = inCells(
      `${cut(column.header, width - beside.length, marks.ellipsis)}${beside}`,
      width,
      marks.ellipsis,
      column.right,
    );
    const style = isActive && column.name === current ? 'current' : 'header';
    line += ' '.repeat(from - at) + paint(style, header);
    at = from + width;
  }
  return line;
}

interface RowLook {
  readonly isChosen: boolean;
  /** Whether other rows were asked for and take some time: these are out of date. */
  readonly isOld: boolean;
  /** The name of the column with the cursor, if this is the row with the cursor. */
  readonly current: string | undefined;
  readonly ascii: boolean;
  readonly width: number;
  readonly marks: Marks;
  readonly mark: MatchMarker;
}

function rowLine(
  cell: Cell,
  placed: readonly PlacedColumn<Column>[],
  { isChosen, isOld, current, width, marks, mark, ascii }: RowLook,
): string {
  let line = '';
  let at = 1;
  for (const { column, from, width: room } of placed) {
    const spans = column.look?.lineOf(cell, room, ascii);
    const ofLook = spans && safeText(spans.map(({ text }) => text).join(''));
    const whole = ofLook ?? safeText(beginning(cell.cells[column.name] ?? '', room));
    const text = inCells(whole, room, marks.ellipsis, column.right);
    line += ' '.repeat(from - at);
    if (current !== undefined) line += column.name === current ? paint('current', text) : text;
    else if (isOld) line += paint('dim', text);
    else {
      const marked = spans === undefined || column.look?.isText ? mark(text) : undefined;
      line += marked ?? (spans && paintedIn(spans, room, column.right)) ?? text;
    }
    at = from + room;
  }
  if (!isChosen) return ` ${line}`;
  if (current === undefined) return paint('dim', marks.chosen) + line;
  return marks.chosen + paint('selected', line + ' '.repeat(Math.max(0, width - at)));
}

/** Returns painted spans in exactly `room` cells; undefined if they are wider. */
function paintedIn(spans: Line, room: number, right = false): string | undefined {
  const width = spans.reduce((sum, { text }) => sum + widthOf(safeText(text)), 0);
  if (width > room) return undefined;
  const blanks = ' '.repeat(room - width);
  return right ? blanks + paintLine(spans) : paintLine(spans) + blanks;
}

/** Returns the text of the cell under the cursor, if the table shows only a part of it, and how to shorten it. */
export function wideCell(
  model: Model,
  table: TableName,
): { readonly text: string; readonly shorten: typeof cut } | undefined {
  const { placed, state } = screenTable(model, table);
  const cells = cellsOf(model, table, state, selectedId(state));
  const found = placed.find(({ column }) => column.name === state.column);
  if (cells === undefined || found === undefined) return undefined;
  const { header, look, showsEnd } = found.column;
  // Other looks show less than the text on purpose.
  if (look !== undefined && !look.isText) return undefined;
  const cell = cells[state.column] ?? '';
  const text = safeText(showsEnd ? cell : beginning(cell, model.columns));
  if (widthOf(text) <= found.width) return undefined;
  return { text: `${header}: ${text}`, shorten: showsEnd ? cutStart : cut };
}

const TAKE_BACK = ': Esc takes back the last';

/** Returns what to show instead of rows, not made safe: why there are none, and what to do. */
function whyEmpty(model: Model, table: TableName): string {
  if (isLoading(model)) return 'nothing so far';
  const chips = chipsOf(model).map(({ text }) => text);
  if (chips.length === 0) return TABLES[table].emptyText(model);
  return `nothing with ${chips.join(', ')}${TAKE_BACK}`;
}
