import { eventsTableSpec } from './events.ts';
import { rejectionsTableSpec } from './rejections.ts';
import { sessionsTableSpec } from './sessions.ts';
import { straysTableSpec } from './strays.ts';
import type { Cells, Column, TableContext, TableSpec } from './table-spec.ts';
import { isHidden, newTable, type TableSort, type TableState } from './table-state.ts';
import { usersTableSpec } from './users.ts';

const SPECS = {
  sessions: sessionsTableSpec,
  rejections: rejectionsTableSpec,
  events: eventsTableSpec,
  users: usersTableSpec,
  strays: straysTableSpec,
};

/** The name of a table; also the kind of the query for its rows. */
export type TableName = keyof typeof SPECS;

/** All long tables by name. A table is one file and one line here. */
export const TABLES: Readonly<Record<TableName, TableSpec>> = SPECS;

/** The names of all tables. */
const TABLE_NAMES = Object.keys(SPECS) as readonly TableName[];

/** The tables of a model. */
export type TableStates = Readonly<Record<TableName, TableState>>;

/** Returns a state for each table. */
export function mapTables(stateOf: (table: TableName) => TableState): TableStates {
  const states = TABLE_NAMES.map((table) => [table, stateOf(table)] as const);
  return Object.fromEntries(states) as Record<TableName, TableState>;
}

/** Returns all tables before any rows arrive, each in its first order. */
export function newTables(options: TableContext['options']): TableStates {
  return mapTables((table) => newTable(TABLES[table].columns[0].name, defaultSort(table, options)));
}

/** Returns the order of a table until another is chosen. */
export function defaultSort(table: TableName, options: TableContext['options']): TableSort {
  const { columns, firstSort } = TABLES[table];
  return firstSort?.(options) ?? { column: columns[0].name, descending: false };
}

/** The current columns of a table, from left to right. */
export function columnsOf(table: TableName, context: TableContext): readonly Column[] {
  return [...fixedColumns(table, context), ...(TABLES[table].optionalColumns?.(context) ?? [])];
}

/** Returns those of them that are not hidden. */
export function shownColumns(
  table: TableName,
  context: TableContext,
  layout: TableState['layout'],
): readonly Column[] {
  const fixed = fixedColumns(table, context);
  const areEnough = layout.chosen.every((name) => fixed.some((column) => column.name === name));
  return (areEnough ? fixed : columnsOf(table, context)).filter((column) => !isHidden(column, layout));
}

/** The current columns of a table without the optional ones. */
function fixedColumns(table: TableName, context: TableContext): readonly Column[] {
  const { columns, moreColumns, isShown } = TABLES[table];
  const all = moreColumns === undefined ? columns : [...columns, ...moreColumns(context)];
  return isShown === undefined ? all : all.filter(({ name }) => isShown(name, context));
}

/** The cells of the row with number `id`; undefined if there is no such row. */
export function cellsOf(
  context: TableContext,
  table: TableName,
  { shown, layout }: Pick<TableState, 'shown' | 'layout'>,
  id: number | undefined,
): Cells | undefined {
  if (shown === undefined || id === undefined) return undefined;
  return TABLES[table].cells(context, shown.dataset, id, layout.chosen);
}
