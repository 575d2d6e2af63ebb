import { activeTable } from './lists.ts';
import type { Model, TableName, TableState } from './model.ts';
import { leaving, only, told, type Updated } from './step.ts';
import { columnsOf, EVENT_COLUMNS, leftFor, REJECTION_COLUMNS, SESSION_COLUMNS } from './tables.ts';

const SORTABLE = {
  sessions: SESSION_COLUMNS.length,
  rejections: REJECTION_COLUMNS.length,
  events: EVENT_COLUMNS.length,
};

const NO_TABLE = 'there are no columns here';

/** Moves the column cursor, and the columns under it. */
export function chooseColumn(model: Model, by: 1 | -1): Updated {
  const table = activeTable(model);
  if (table === undefined) return told(model, NO_TABLE);
  const columns = columnsOf(table, model.eventsView.duplicates);
  const state = model[table];
  const column = Math.max(0, Math.min(columns.length - 1, state.column + by));
  const left = leftFor(columns, model.columns, state.left, column);
  return only(withTable(model, table, { column, left }));
}

/** Sorts by the column that the cursor is in. */
export function sortByColumn(model: Model, descending: boolean): Updated {
  const table = activeTable(model);
  return table === undefined ? told(model, NO_TABLE) : sortBy(model, table, model[table].column, descending);
}

export function turnSort(model: Model): Updated {
  const table = activeTable(model);
  if (table === undefined) return told(model, NO_TABLE);
  const { column, descending } = model[table].sort;
  return sortBy(model, table, column, !descending);
}

export function sortBy(model: Model, table: TableName, column: number, descending: boolean): Updated {
  if (column >= SORTABLE[table]) return told(model, 'rows cannot be put in order by this column');
  return only(withTable(model, table, { sort: { column, descending }, column, arrival: { at: 'top' } }));
}

/** Filters the table in use; an empty text shows all rows again. `!` in front leaves out what matches. */
export function filterBy(model: Model, text: string): Updated {
  const table = activeTable(model);
  if (table === undefined) return told(model, 'there is nothing to filter here');
  const leaveOut = text.startsWith('!');
  const wanted = leaveOut ? text.slice(1) : text;
  if (wanted === '') return only(withTable(model, table, { filter: undefined, arrival: { at: 'same' } }));
  const filter = { text: wanted, leaveOut };
  return only(withTable(leaving(model, 'filter'), table, { filter, arrival: { at: 'top' } }));
}

export function withTable(model: Model, table: TableName, change: Partial<TableState>): Model {
  return { ...model, [table]: { ...model[table], ...change } };
}
