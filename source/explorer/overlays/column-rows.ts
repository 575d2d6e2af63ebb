import type { Model } from '../model/model.ts';
import { withTable } from '../model/model.ts';
import { columnsOf, type TableName } from '../tables/registry.ts';
import { isHidden } from '../tables/table-state.ts';
import { columnInSight } from '../tables/visible-columns.ts';

/** A column in the list of columns. */
interface ColumnRow {
  readonly name: string;
  readonly header: string;
  readonly isShown: boolean;
}

/** Returns all columns that a table has at the moment, from left to right. */
export function columnRows(model: Model, table: TableName): readonly ColumnRow[] {
  const { layout } = model.tables[table];
  return columnsOf(table, model).map((column) => ({
    name: column.name,
    header: column.header,
    isShown: !isHidden(column, layout),
  }));
}

/** Returns the model with a column of a table hidden or shown. */
export function withColumnHidden(model: Model, table: TableName, name: string, hides: boolean): Model {
  const { layout } = model.tables[table];
  const isOptional = columnsOf(table, model).find((column) => column.name === name)?.isOptional === true;
  const list = isOptional ? 'chosen' : 'hidden';
  const others = layout[list].filter((one) => one !== name);
  const isListed = isOptional ? !hides : hides;
  return withTable(model, table, { layout: { ...layout, [list]: isListed ? [...others, name] : others } });
}

/** Shows a hidden column, or hides a shown one unless it is the last. */
export function withColumnToggled(model: Model, table: TableName, row: number): Model {
  const rows = columnRows(model, table);
  const one = rows[row];
  const isLast = rows.filter(({ isShown }) => isShown).length === 1;
  if (one === undefined || (one.isShown && isLast)) return model;
  const next = withColumnHidden(model, table, one.name, one.isShown);
  return withTable(next, table, columnInSight(next, table, next.tables[table].column));
}
