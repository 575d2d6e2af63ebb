import { activeList } from './lists.ts';
import type { Model, TableName } from './model.ts';
import { resizeOriginal } from './original-commands.ts';
import { tableHeight } from './places.ts';
import { columnsOf, leftFor } from './tables.ts';
import { fitted } from './viewport.ts';

/** The same places on a screen of another size. */
export function resized(model: Model, columns: number, rows: number): Model {
  let next: Model = { ...model, columns, rows };
  for (const table of ['sessions', 'rejections', 'events'] as const) next = refitted(next, table);
  const list = activeList(next);
  // While the user picker finds nobody its cursor is on none: not on the row for all.
  const isNobody = next.overlay?.kind === 'users' && list?.count === 1;
  if (list !== undefined && !isNobody)
    next = list.withViewport(fitted(list.viewport, list.count, list.height));
  return resizeOriginal(next);
}

/** The panes of Skipped share the screen by which is in use and how many reasons there are: the one in use is fitted. */
export function paneFitted(model: Model): Model {
  const list = model.tab === 'skipped' && model.overlay === undefined ? activeList(model) : undefined;
  if (list === undefined) return model;
  const { viewport, count, height, withViewport } = list;
  const { cursor, top } = fitted(viewport, count, height);
  return cursor === viewport.cursor && top === viewport.top ? model : withViewport({ cursor, top });
}

function refitted(model: Model, table: TableName): Model {
  const state = model[table];
  const viewport = fitted(state.viewport, state.shown?.rowCount ?? 0, tableHeight(model, table));
  const left = leftFor(
    columnsOf(table, model.eventsView.duplicates),
    model.columns,
    state.left,
    state.column,
  );
  return { ...model, [table]: { ...state, viewport, left } };
}
