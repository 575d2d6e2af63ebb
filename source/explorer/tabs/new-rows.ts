import { type Model, withTable } from '../model/model.ts';
import { TABLES, type TableName } from '../tables/registry.ts';
import { rowNearest } from '../tables/row-at-time.ts';
import { rowOfId, type ShownRows } from '../tables/shown-rows.ts';
import { selectedId, type TableState } from '../tables/table-state.ts';
import { AT_TOP, fitted, moved, type Viewport } from '../view/viewport.ts';
import { tableHeight } from './active-list.ts';

/** Returns the model with new rows in a table, and its cursor at `cursorTarget`. */
export function withNewRows(model: Model, table: TableName, shown: ShownRows): Model {
  const state = model.tables[table];
  const viewport = viewportIn(model, table, shown);
  return withTable(model, table, {
    shown,
    viewport,
    shownSort: state.sort,
    cursorTarget: { at: 'same' },
  });
}

/** Whether the user moved the cursor to the last row of a followed file, so that it stays at the end. */
function staysAtEnd({ file }: Model, { shown, viewport }: TableState): boolean {
  const isLast = shown !== undefined && viewport.cursor > 0 && viewport.cursor === shown.rowCount - 1;
  return isLast && file.isFollowed === true;
}

/**
 * Whether the cursor stays on the first row because no key chose its row: a file that loads is shown from its first row, not
 * from the user of its first event. With other rows of the same data, as of another range, it stays on its row.
 */
function staysAtTop({ viewport, isPlaced, shown: before }: TableState, shown: ShownRows): boolean {
  const isMoreData = before?.dataset !== shown.dataset;
  return isMoreData && !isPlaced && viewport.cursor === 0 && viewport.top === 0;
}

/** Returns where the cursor of a table is in new rows. */
function viewportIn(model: Model, table: TableName, shown: ShownRows): Viewport {
  const state = model.tables[table];
  const height = tableHeight(model, table);
  const { cursorTarget, viewport } = state;
  const { cursor, top } = viewport;
  switch (cursorTarget.at) {
    case 'top':
      return AT_TOP;
    case 'id':
      return moved(viewport, { to: rowOfId(shown, cursorTarget.id, cursor) }, shown.rowCount, height);
    case 'same': {
      if (staysAtEnd(model, state)) return moved(viewport, 'last', shown.rowCount, height);
      if (staysAtTop(state, shown)) return AT_TOP;
      const row = sameRow(table, state, shown);
      // The row keeps its position on the screen; but a list at its top stays there as long as the row is visible.
      return fitted({ cursor: row, top: top === 0 ? 0 : top + row - cursor }, shown.rowCount, height);
    }
  }
}

/** Returns the new row of what the cursor was on, or else the nearest in time, or else the row that it was in. */
function sameRow(table: TableName, state: TableState, shown: ShownRows): number {
  const { cursor } = state.viewport;
  const id = selectedId(state);
  if (id === undefined || state.shown === undefined) return cursor;
  const now = TABLES[table].sameRow?.(state.shown.dataset, shown.dataset, id) ?? id;
  if (now < 0) return cursor;
  const row = rowOfId(shown, now, -1);
  if (row >= 0) return row;
  const { time } = TABLES[table];
  const event = time?.eventIndexOf(shown.dataset, now);
  if (time === undefined || event === undefined) return cursor;
  const nearest = rowNearest(shown, state.sort, time, event);
  return nearest < 0 ? cursor : nearest;
}
