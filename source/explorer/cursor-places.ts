import type { Dataset } from '../pipeline/result/dataset.ts';
import { isLoading, isUpToDate } from './model/load-state.ts';
import type { CursorPlace, Model } from './model/model.ts';
import { mapTables, TABLES, type TableName } from './tables/registry.ts';
import { selectedId, type TableState } from './tables/table-state.ts';

/** Returns the rows that cursors are on, to find them when the file has been read again. */
export function cursorPlaces({ tables, cursors }: Model): readonly CursorPlace[] {
  const found = (Object.keys(tables) as TableName[]).flatMap((table) => {
    const { shown, viewport } = tables[table];
    const id = selectedId(tables[table]);
    // A list at its top stays there.
    if (shown === undefined || id === undefined || viewport.cursor === 0) return [];
    const byteOffset = TABLES[table].placeOf(shown.dataset, id);
    return byteOffset === undefined ? [] : [{ table, byteOffset, viewport }];
  });
  // If the file is read again before the last places were found, those still count.
  return found.length > 0 ? found : cursors;
}

/** Sends cursors to their rows, as soon as a newer dataset has them, until a key is pressed or all is loaded. */
export function withCursors(model: Model, dataset: Dataset): Model {
  if (model.cursors.length === 0) return model;
  const tables = mapTables((table) => cursorIn(model, dataset, table));
  const found = { ...model, tables };
  return !isLoading(found) || isUpToDate(found) ? { ...found, cursors: [] } : found;
}

/** Returns the model without places for cursors to return to, after a key or the mouse. */
export function withoutCursors(model: Model): Model {
  return model.cursors.length === 0 ? model : { ...model, cursors: [] };
}

function cursorIn({ tables, cursors }: Model, dataset: Dataset, table: TableName): TableState {
  const cursor = cursors.find((one) => one.table === table);
  const id = cursor && TABLES[table].idAt(dataset, cursor.byteOffset);
  if (cursor === undefined || id === undefined) return tables[table];
  return { ...tables[table], viewport: cursor.viewport, cursorTarget: { at: 'id', id }, isPlaced: true };
}
