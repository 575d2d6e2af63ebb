import { safeText } from '../../format/safe-text.ts';
import { beginning, widthOf } from '../../format/text-width.ts';
import { leftFor, type PlacedColumn, placeColumns } from './column-layout.ts';
import { cellsOf, shownColumns, TABLES, type TableName } from './registry.ts';
import type { Column, TableContext } from './table-spec.ts';
import { idsOnScreen, type TableState } from './table-state.ts';
import { NOT_KNOWN } from './type-mix.ts';

/** All that the columns on the screen depend on. A Model is one. */
export interface ColumnsContext extends TableContext {
  readonly columns: number;
  readonly tables: Readonly<Record<TableName, TableState>>;
}

/** The cells beside a header for the arrow of the order and the blank before it, which goes where room is scarce. */
const ARROW_CELLS = 2;
/** The share of the screen that frozen columns may take. */
const MOST_FROZEN = 0.7;
/** The widest column. */
const MOST_CELLS = 500;
/**
 * How many rows beyond the screen count for the width of a column. A column that widens while the user scrolls moves all
 * others, and that arrow key costs a whole screen, 5 kB at 120x40. A list of fewer rows is measured in full.
 */
const ROWS_AHEAD = 50;

/** Returns the columns of a table that are not hidden, from left to right, as wide as what they hold. */
export function visibleColumns(context: ColumnsContext, table: TableName): readonly Column[] {
  const { layout, sort } = context.tables[table];
  return shownColumns(table, context, layout).map((column) =>
    sized(column, context, layout, sort.column === column.name),
  );
}

/**
 * Returns the column named `wanted`, or another if there is none of that name, and how many columns to scroll off so that it
 * is on the screen.
 */
export function columnInSight(
  context: ColumnsContext,
  table: TableName,
  wanted: string,
): Pick<TableState, 'column' | 'left'> {
  const { left, layout } = context.tables[table];
  const columns = visibleColumns(context, table);
  const { name: column } = columns.find(({ name }) => name === wanted) ?? columns[columns.length - 1];
  const room = tableWidth(context, table);
  const frozen = frozenCount(columns, layout.frozen, room);
  return { column, left: leftFor(columns, room, left, column, frozen) };
}

/**
 * Returns where the columns of a table are on the screen. On a narrow one, columns give way to the one that the list is for,
 * and to the one that rows are sorted by, until columns are scrolled; those that hold nothing do as long as that one is cut.
 */
export function placedColumns(context: ColumnsContext, table: TableName): PlacedColumn<Column>[] {
  const { left, layout, sort, column: current } = context.tables[table];
  const room = tableWidth(context, table);
  const columns = visibleColumns(context, table);
  const frozen = frozenCount(columns, layout.frozen, room);
  const place = (some: readonly Column[]): PlacedColumn<Column>[] => placeColumns(some, room, left, frozen);
  if (left > 0) return place(columns);
  const staying = [...columns.slice(0, frozen).map(({ name }) => name), current, sort.column];
  const wanted: readonly CellsNeeded[] = [
    (column) => (column.name === sort.column ? column.leastWidth : 0),
    ({ leadCells = 0 }) => leadCells,
  ];
  const shown = wanted.reduce((some, needed) => madeRoom(some, needed, staying, place), columns);
  const isEmpty = ({ name }: Column): boolean => !staying.includes(name) && cellsIn(layout, name) === 0;
  const isLeadCut = place(shown).some(
    ({ column, width }) => column.leadCells !== undefined && width < cellsIn(layout, column.name),
  );
  return place(isLeadCut ? shown.filter((column) => !isEmpty(column)) : shown);
}

/** Returns how many cells the widest known cell of a column has. */
function cellsIn({ widths }: TableState['layout'], column: string): number {
  return widths[column] ?? 0;
}

/** How many cells a column must have; 0 if it need not be seen. */
type CellsNeeded = (column: Column) => number;

/**
 * Returns the columns without those before a wanted one that must give way to show it, the nearest first; all of them if
 * that does not help. `staying`: the names of those that give way to none.
 */
function madeRoom(
  columns: readonly Column[],
  needed: CellsNeeded,
  staying: readonly string[],
  place: (columns: readonly Column[]) => PlacedColumn<Column>[],
): readonly Column[] {
  const isSeen = (some: readonly Column[]): boolean =>
    place(some).some(({ column, width }) => needed(column) > 0 && width >= needed(column));
  const wanted = columns.findIndex((column) => needed(column) > 0);
  if (wanted < 0 || isSeen(columns)) return columns;
  let fewer = columns;
  for (let i = wanted - 1; i >= 0; i--) {
    if (staying.includes(columns[i].name)) continue;
    fewer = fewer.filter(({ name }) => name !== columns[i].name);
    if (isSeen(fewer)) return fewer;
  }
  return columns;
}

/** How many columns of the screen a table has. */
export function tableWidth(context: ColumnsContext, table: TableName): number {
  return TABLES[table].columnsOf?.(context, context.columns) ?? context.columns;
}

/**
 * Returns how many columns from the left stay when the others scroll: the frozen ones, as long as they leave room for
 * another.
 */
function frozenCount(columns: readonly Column[], frozen: string | undefined, available: number): number {
  const wanted = columns.findIndex(({ name }) => name === frozen) + 1;
  let used = 0;
  for (let count = 0; count < wanted; count++) {
    used += columns[count].leastWidth + 2;
    if (used > available * MOST_FROZEN) return Math.max(1, count);
  }
  return Math.max(1, wanted);
}

/** Returns a column with widths that fit what it holds. A widened one is as wide as that. */
function sized(
  column: Column,
  context: TableContext,
  { widths, widened }: TableState['layout'],
  isSorted: boolean,
): Column {
  const header = widthOf(column.header);
  const whole = Math.max(header + ARROW_CELLS, widths[column.name] ?? 0);
  if (widened.includes(column.name)) return { ...column, leastWidth: whole, width: whole, mostWidth: whole };
  const width = Math.min(whole, column.width);
  const filled = Math.max(header + (isSorted ? ARROW_CELLS : 0), widths[column.name] ?? 0);
  const leastWidth = column.look?.leastWidth?.(context) ?? column.leastWidth;
  const least = Math.min(Math.max(leastWidth, header + (isSorted ? 1 : 0)), filled);
  const mostWidth = column.fills ? MOST_CELLS : whole;
  return { ...column, leastWidth: Math.min(least, width), width, filled, mostWidth };
}

/**
 * Returns the layout of a table after a look at the `height` rows on the screen and some beyond it. Columns only become
 * wider, so that they stay in place when the user scrolls back. Returns the same layout if none did.
 */
export function measured(context: ColumnsContext, table: TableName, height: number): TableState['layout'] {
  const state = context.tables[table];
  const { shown, layout } = state;
  if (shown === undefined) return layout;
  const columns = shownColumns(table, context, layout);
  const widths: Record<string, number> = { ...layout.widths };
  let isWider = false;
  for (const id of idsOnScreen(state, height, ROWS_AHEAD)) {
    const cells = cellsOf(context, table, state, id);
    if (cells === undefined) continue;
    const cell = { context, dataset: shown.dataset, id, cells };
    for (const { name, look } of columns) {
      if (cells[name] === NOT_KNOWN && (look === undefined || look.isText)) continue;
      const width = look?.widthOf(cell) ?? widthOf(safeText(beginning(cells[name] ?? '', MOST_CELLS)));
      if (width <= (widths[name] ?? 0)) continue;
      widths[name] = Math.min(MOST_CELLS, width);
      isWider = true;
    }
  }
  return isWider ? { ...layout, widths } : layout;
}
