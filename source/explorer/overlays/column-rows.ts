import type { Model } from '../model/model.ts';
import { withTable } from '../model/model.ts';
import { columnsOf, type TableName } from '../tables/registry.ts';
import { columnInSight } from '../tables/visible-columns.ts';

/** A column in the list of columns. */
interface ColumnRow {
  readonly name: string;
  readonly header: string;
  readonly isShown: boolean;
}

/** All columns that a table has at the moment, from left to right. */
export function columnRows(model: Model, table: TableName): readonly ColumnRow[] {
  const { hidden } = model.tables[table].layout;
  return columnsOf(table, model).map(({ name, header }) => ({
    name,
    header,
    isShown: !hidden.includes(name),
  }));
}

/** Returns the model with a column of a table hidden or shown. */
export function withColumnHidden(model: Model, table: TableName, name: string, isHidden: boolean): Model {
  const { layout } = model.tables[table];
  const others = layout.hidden.filter((hidden) => hidden !== name);
  return withTable(model, table, { layout: { ...layout, hidden: isHidden ? [...others, name] : others } });
}

/** Shows a hidden column or hides a shown one; the last one stays. */
export function withColumnToggled(model: Model, table: TableName, row: number): Model {
  const rows = columnRows(model, table);
  const one = rows[row];
  const isLast = rows.filter(({ isShown }) => isShown).length === 1;
  if (one === undefined || (one.isShown && isLast)) return model;
  const next = withColumnHidden(model, table, one.name, one.isShown);
  return withTable(next, table, columnInSight(next, table, next.tables[table].column));
}
