import { idAt, type RowSelection } from '../pipeline/columns/row-selection.ts';
import { firstEventOf } from '../pipeline/group/sessions.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import { type Band, eventsLayout, layout, skippedLayout } from './layout.ts';
import type { Model, ShownRows, TableName, TableState } from './model.ts';
import { reasonRows } from './reason-rows.ts';
import { AT_TOP, fitted, moved, type Viewport } from './viewport.ts';

/** How many rows of a long table are on the screen: its band less its header. */
export function tableHeight(model: Model, table: TableName): number {
  return Math.max(0, tableBand(model, table).height - 1);
}

/** Where a long table stands on the screen, its header included. */
export function tableBand(model: Model, table: TableName): Band {
  const { body } = layout(model.columns, model.rows);
  const inBody = (band: Band): Band => ({ top: body.top + band.top, height: band.height });
  if (table === 'sessions') return body;
  if (table === 'events') return inBody(eventsLayout(body.height).list);
  return inBody(skippedLayout(body.height, reasonRows(model.dataset).length, model.pane).rejections);
}

/** Where the reasons stand on the screen, their header included. */
export function reasonsBand(model: Model): Band {
  const { body } = layout(model.columns, model.rows);
  const { reasons } = skippedLayout(body.height, reasonRows(model.dataset).length, model.pane);
  return { top: body.top + reasons.top, height: reasons.height };
}

/** The number of what the cursor of a table is on; nothing in an empty table. */
export function chosenId({ shown, viewport }: TableState): number | undefined {
  if (shown === undefined || viewport.cursor >= shown.rowCount) return undefined;
  return idAt(shown, viewport.cursor);
}

/** The model with new rows in a table, its cursor where `arrival` says. */
export function arrived(model: Model, table: TableName, shown: ShownRows): Model {
  const state = model[table];
  const viewport = viewportIn(shown, table, state, tableHeight(model, table));
  return { ...model, [table]: { ...state, shown, viewport, shownSort: state.sort, arrival: { at: 'same' } } };
}

function viewportIn(shown: ShownRows, table: TableName, state: TableState, height: number): Viewport {
  const { arrival, viewport } = state;
  const { cursor, top } = viewport;
  switch (arrival.at) {
    case 'top':
      return AT_TOP;
    case 'id':
      return moved(viewport, { to: rowOf(shown, arrival.id, cursor) }, shown.rowCount, height);
    case 'same': {
      const row = sameRow(table, state, shown);
      // It keeps its place on the screen where it can; but who is at the top stays there while he sees it.
      return fitted({ cursor: row, top: top === 0 ? 0 : top + row - cursor }, shown.rowCount, height);
    }
  }
}

function sameRow(table: TableName, state: TableState, shown: ShownRows): number {
  const { cursor } = state.viewport;
  const id = chosenId(state);
  if (id === undefined || state.shown === undefined) return cursor;
  const now = table === 'sessions' ? sameSession(state.shown.dataset, shown.dataset, id) : id;
  return now < 0 ? cursor : rowOf(shown, now, cursor);
}

/** The row in which `id` stands, or `otherwise`. */
export function rowOf({ rows, rowCount }: RowSelection, id: number, otherwise: number): number {
  if (rows === undefined) return id < rowCount ? id : otherwise;
  const row = rows.indexOf(id);
  return row < 0 ? otherwise : row;
}

/** The session of a later dataset that begins with the same event, or else the first of the same user; or -1. */
function sameSession(before: Dataset, now: Dataset, session: number): number {
  const { grouping: old } = before;
  const { grouping } = now;
  if (old === undefined || grouping === undefined || old === grouping) return session;
  const event = firstEventOf(old, session);
  const { sessions } = grouping;
  const user = now.store.userOf(event);
  let found = -1;
  for (let index = 0; index < sessions.count; index++) {
    const first = firstEventOf(grouping, index);
    if (first === event) return index;
    if (found < 0 && now.store.userOf(first) === user) found = index;
    else if (found >= 0 && now.store.userOf(first) !== user) return found;
  }
  return found;
}
