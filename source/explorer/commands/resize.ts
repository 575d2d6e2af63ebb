import { type Model, withTable } from '../model/model.ts';
import { mapTables, type TableName } from '../tables/registry.ts';
import type { TableState } from '../tables/table-state.ts';
import { columnInSight, measured } from '../tables/visible-columns.ts';
import { activeList, tableHeight } from '../tabs/active-list.ts';
import { TABS } from '../tabs/registry.ts';
import type { List } from '../view/list.ts';
import { fitted } from '../view/viewport.ts';

/** Returns the same places on a screen of another size. */
export function resized(model: Model, columns: number, rows: number): Model {
  let next: Model = { ...model, columns, rows };
  next = { ...next, tables: mapTables((table) => refitted(next, table)) };
  const list = activeList(next);
  // While the user picker finds no user its cursor is on no row: not on the one for all users.
  const hasNoUser = next.overlay?.kind === 'users' && list?.count === 1;
  if (list !== undefined && !hasNoUser) next = refittedList(next, list);
  for (const { scroller } of Object.values(TABS)) next = scroller?.resized(next) ?? next;
  return next;
}

/**
 * Fits the pane with the cursor, if several share the screen: how they share it depends on that pane and on their rows.
 */
export function paneFitted(model: Model): Model {
  if (model.overlay !== undefined || TABS[model.tab].panes(model).length < 2) return model;
  const list = activeList(model);
  if (list === undefined) return model;
  return refittedList(model, list);
}

/** Fits a list into its room. One that fits stays as it is, since a new size of the screen must not move a cursor. */
function refittedList(model: Model, { viewport, count, height, withViewport }: List<Model>): Model {
  const { cursor, top } = fitted(viewport, count, height);
  return cursor === viewport.cursor && top === viewport.top ? model : withViewport({ cursor, top });
}

/** Makes the columns on the screen as wide as what they hold, if they are narrower. */
export function columnsFitted(model: Model): Model {
  let next = model;
  for (const { table, band } of TABS[model.tab].panes(model)) {
    if (table === undefined) continue;
    const layout = measured(next, table, band.height - 1);
    if (layout === next.tables[table].layout) continue;
    next = withTable(next, table, { layout });
    next = withTable(next, table, columnInSight(next, table, next.tables[table].column));
  }
  return next;
}

function refitted(model: Model, table: TableName): TableState {
  const state = model.tables[table];
  const viewport = fitted(state.viewport, state.shown?.rowCount ?? 0, tableHeight(model, table));
  return { ...state, viewport, ...columnInSight(model, table, state.column) };
}
