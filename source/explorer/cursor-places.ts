import type { Dataset } from '../pipeline/result/dataset.ts';
import { isLoading, isUpToDate } from './model/load-state.ts';
import type { CursorPlace, Model } from './model/model.ts';
import { mapTables, TABLES, type TableName } from './tables/registry.ts';
import { selectedId, type TableState } from './tables/table-state.ts';

/** Returns the rows that cursors are on, to be found again when the file is read again. */
export function cursorPlaces({ tables, cursors }: Model): readonly CursorPlace[] {
  const found = (Object.keys(tables) as TableName[]).flatMap((table) => {
    const { shown, viewport } = tables[table];
    const id = selectedId(tables[table]);
    // At its top a list stays there.
    if (shown === undefined || id === undefined || viewport.cursor === 0) return [];
    const byteOffset = TABLES[table].placeOf(shown.dataset, id);
    return byteOffset === undefined ? [] : [{ table, byteOffset, viewport }];
  });
  // Where it is read again before they were found, they are still those of before.
  return found.length > 0 ? found : cursors;
}

/** Sends cursors to their rows, as far as a newer dataset has them; until a key is pressed or all is loaded. */
export function withCursors(model: Model, dataset: Dataset): Model {
  if (model.cursors.length === 0) return model;
  const tables = mapTables((table) => cursorIn(model, dataset, table));
  const found = { ...model, tables };
  return !isLoading(found) || isUpToDate(found) ? { ...found, cursors: [] } : found;
}

/** A cursor that is moved by hand goes back nowhere. */
export function withoutCursors(model: Model): Model {
  return model.cursors.length === 0 ? model : { ...model, cursors: [] };
}

function cursorIn({ tables, cursors }: Model, dataset: Dataset, table: TableName): TableState {
  const cursor = cursors.find((one) => one.table === table);
  const id = cursor && TABLES[table].idAt(dataset, cursor.byteOffset);
  if (cursor === undefined || id === undefined) return tables[table];
  return { ...tables[table], viewport: cursor.viewport, cursorTarget: { at: 'id', id }, isPlaced: true };
}
