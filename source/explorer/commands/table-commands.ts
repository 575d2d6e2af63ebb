import { type Model, withTable } from '../model/model.ts';
import { noEffects, type Transition, withMessage } from '../model/transition.ts';
import { withColumn } from '../overlays/column-rows.ts';
import { columnsOf, type TableName } from '../tables/registry.ts';
import { columnInSight, placedColumns, visibleColumns } from '../tables/visible-columns.ts';
import { activeTable } from '../tabs/active-list.ts';

/** Returns a command for the table of the active list; where there is none, it says so. */
function onTable<Rest extends readonly unknown[]>(
  command: (model: Model, table: TableName, ...rest: Rest) => Transition,
): (model: Model, ...rest: Rest) => Transition {
  return (model, ...rest) => {
    const table = activeTable(model);
    return table === undefined
      ? withMessage(model, 'there are no columns here')
      : command(model, table, ...rest);
  };
}

/** Moves the column cursor, and scrolls the columns with it. */
export const chooseColumn = onTable((model, table, by: 1 | -1) => {
  const columns = visibleColumns(model, table);
  const index = columns.findIndex(({ name }) => name === model.tables[table].column) + by;
  const { name } = columns[Math.max(0, Math.min(columns.length - 1, index))];
  return noEffects(withTable(model, table, columnInSight(model, table, name)));
});

/** Hides the column with the cursor, unless it is the only one. */
export const hideColumn = onTable((model, table) => {
  const columns = visibleColumns(model, table);
  const { column } = model.tables[table];
  const at = columns.findIndex(({ name }) => name === column);
  const next = columns[at + 1] ?? columns[at - 1];
  if (next === undefined) return withMessage(model, 'the last column stays: c lists the others');
  const hidden = withColumn(model, table, column, 'hidden');
  const moved = withTable(hidden, table, columnInSight(hidden, table, next.name));
  return withMessage(moved, `${columns[at].header} is hidden: c shows it again`);
});

/** Makes the column with the cursor as wide as what it holds, or as wide as before. */
export const widenColumn = onTable((model, table) => {
  const { column, layout } = model.tables[table];
  const isWide = layout.widened.includes(column);
  const others = layout.widened.filter((name) => name !== column);
  const widened = isWide ? others : [...others, column];
  const next = withTable(model, table, { layout: { ...layout, widened } });
  const shown = withTable(next, table, columnInSight(next, table, column));
  const [before, after] = [model, shown].map((one) =>
    placedColumns(one, table).find((placed) => placed.column.name === column),
  );
  return isWide || before?.width !== after?.width
    ? noEffects(shown)
    : withMessage(model, `${after?.column.header ?? column} is as wide as what it holds`);
});

/** Freezes the columns up to the one with the cursor at the left edge; the same column again frees them. */
export const freezeColumns = onTable((model, table) => {
  const { column, layout } = model.tables[table];
  const isFree = layout.frozen === column;
  const frozen = isFree ? undefined : column;
  const next = withTable(model, table, { layout: { ...layout, frozen }, left: 0 });
  const header = visibleColumns(next, table).find(({ name }) => name === column)?.header ?? column;
  return withMessage(
    withTable(next, table, columnInSight(next, table, column)),
    isFree ? 'all columns but the first scroll again' : `the columns up to ${header} stay: F frees them`,
  );
});

/** Sorts by the column that the cursor is in. */
export const sortByColumn = onTable((model, table, order: 'ascending' | 'descending') =>
  sortBy(model, table, model.tables[table].column, order),
);

/** Reverses the sort order. */
export const reverseSort = onTable((model, table) => {
  const { column, descending } = model.tables[table].sort;
  return sortBy(model, table, column, descending ? 'ascending' : 'descending');
});

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
