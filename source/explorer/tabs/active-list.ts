import type { Model } from '../model/model.ts';
import { withTable } from '../model/model.ts';
import { overlayList } from '../overlays/overlay-list.ts';
import type { TableName } from '../tables/registry.ts';
import type { List } from '../view/list.ts';
import { TABS } from './registry.ts';
import type { Pane } from './tab-spec.ts';

/** The pane of the shown tab that has the cursor; undefined in a tab without lists. */
export function focusedPane(model: Model): Pane | undefined {
  return TABS[model.tab].panes(model).find(({ isFocused }) => isFocused);
}

/** The table that keys for columns, sorting and filtering act on; undefined if there is none. */
export function activeTable(model: Model): TableName | undefined {
  return model.overlay === undefined ? focusedPane(model)?.table : undefined;
}

/** The list that keys for moving act on; undefined in a tab without lists. */
export function activeList(model: Model): List<Model> | undefined {
  if (model.overlay !== undefined) return overlayList(model, model.overlay);
  const pane = focusedPane(model);
  return pane && paneList(model, pane);
}

/** The list of a pane. */
function paneList(model: Model, pane: Pane): List<Model> {
  if (pane.list !== undefined) return pane.list;
  const { table, band } = pane;
  const { viewport, shown } = model.tables[table];
  return {
    viewport,
    count: shown?.rowCount ?? 0,
    height: rowsIn(band),
    isText: false,
    withViewport: (changed) => withTable(model, table, { viewport: changed, isPlaced: true }),
  };
}

/** How many rows of a table are on the screen, whichever tab is shown. */
export function tableHeight(model: Model, table: TableName): number {
  for (const tab of Object.values(TABS)) {
    const pane = tab.panes(model).find((one) => one.table === table);
    if (pane !== undefined) return rowsIn(pane.band);
  }
  return 0;
}

/** The rows in a band below its header. */
function rowsIn({ height }: Pane['band']): number {
  return Math.max(0, height - 1);
}
