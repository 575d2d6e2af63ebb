import { type Model, withTable } from '../model/model.ts';
import { noEffects, type Transition, withMessage } from '../model/transition.ts';
import { leftFor } from '../tables/column-layout.ts';
import { columnsOf, type TableName } from '../tables/registry.ts';
import { activeTable } from '../tabs/active-list.ts';

const NO_TABLE = 'there are no columns here';

/** Moves the column cursor, and scrolls the columns with it. */
export function chooseColumn(model: Model, by: 1 | -1): Transition {
  const table = activeTable(model);
  if (table === undefined) return withMessage(model, NO_TABLE);
  const columns = columnsOf(table, model);
  const { column, left } = model.tables[table];
  const index = columns.findIndex(({ name }) => name === column) + by;
  const { name } = columns[Math.max(0, Math.min(columns.length - 1, index))];
  return noEffects(
    withTable(model, table, { column: name, left: leftFor(columns, model.columns, left, name) }),
  );
}

/** Sorts by the column that the cursor is in. */
export function sortByColumn(model: Model, order: 'ascending' | 'descending'): Transition {
  const table = activeTable(model);
  return table === undefined
    ? withMessage(model, NO_TABLE)
    : sortBy(model, table, model.tables[table].column, order);
}

/** Reverses the sort order. */
export function reverseSort(model: Model): Transition {
  const table = activeTable(model);
  if (table === undefined) return withMessage(model, NO_TABLE);
  const { column, descending } = model.tables[table].sort;
  return sortBy(model, table, column, descending ? 'ascending' : 'descending');
}

/** Sorts a table by a column, and goes to the first row. */
export function sortBy(
  model: Model,
  table: TableName,
  column: string,
  order: 'ascending' | 'descending',
): Transition {
  if (!columnsOf(table, model).some(({ name, sortable }) => name === column && sortable)) {
    return withMessage(model, 'this column cannot be sorted');
  }
  const sort = { column, descending: order === 'descending' };
  return noEffects(withTable(model, table, { sort, column, cursorTarget: { at: 'top' } }));
}
