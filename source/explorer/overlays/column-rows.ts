import type { Model } from '../model/model.ts';
import { withTable } from '../model/model.ts';
import { cellsOf, columnsOf, type TableName } from '../tables/registry.ts';
import type { Column } from '../tables/table-spec.ts';
import { idsOnScreen, isHidden } from '../tables/table-state.ts';
import { NOT_KNOWN } from '../tables/type-mix.ts';
import { columnInSight } from '../tables/visible-columns.ts';

/** A column in the list of columns. */
export interface ColumnRow {
  readonly column: Column;
  readonly isShown: boolean;
}

/** How many different values of a column are shown, as of a key, and in how many rows they are looked for. */
const MOST_VALUES = 5;
const ROWS_FOR_VALUES = 50;

/** Returns all columns that a table has at the moment, from left to right. */
export function columnRows(model: Model, table: TableName): readonly ColumnRow[] {
  const { layout } = model.tables[table];
  return columnsOf(table, model).map((column) => ({
    column,
    isShown: !isHidden(column, layout),
  }));
}

/**
 * Returns the first different values of each column, by its name, in the rows from the first on the screen on. Keys that are
 * hidden are not read: the sample has values of these.
 */
export function columnValues(model: Model, table: TableName): ReadonlyMap<string, readonly string[]> {
  const state = model.tables[table];
  const values = new Map<string, Set<string>>();
  for (const id of idsOnScreen(state, ROWS_FOR_VALUES)) {
    for (const [name, text] of Object.entries(cellsOf(model, table, state, id) ?? {})) {
      if (text === '' || text === NOT_KNOWN) continue;
      const seen = values.get(name) ?? new Set();
      if (seen.size < MOST_VALUES) values.set(name, seen.add(text));
    }
  }
  return new Map(
    columnsOf(table, model).map(({ name, field }) => [name, [...(values.get(name) ?? field?.samples ?? [])]]),
  );
}

/** Returns the model with a column of a table hidden or shown. */
export function withColumn(model: Model, table: TableName, name: string, becomes: 'hidden' | 'shown'): Model {
  const { layout } = model.tables[table];
  const isOptional = columnsOf(table, model).find((column) => column.name === name)?.isOptional === true;
  // Of optional columns those that are shown are kept, of the others those that are not.
  const list = isOptional ? 'chosen' : 'hidden';
  const others = layout[list].filter((one) => one !== name);
  const isListed = isOptional === (becomes === 'shown');
  return withTable(model, table, { layout: { ...layout, [list]: isListed ? [...others, name] : others } });
}

/** Shows a hidden column, or hides a shown one unless it is the last. */
export function withColumnToggled(model: Model, table: TableName, row: number): Model {
  const rows = columnRows(model, table);
  const one = rows[row];
  const isLast = rows.filter(({ isShown }) => isShown).length === 1;
  if (one === undefined || (one.isShown && isLast)) return model;
  const next = withColumn(model, table, one.column.name, one.isShown ? 'hidden' : 'shown');
  return withTable(next, table, columnInSight(next, table, next.tables[table].column));
}
