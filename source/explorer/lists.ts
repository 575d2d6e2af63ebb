import { helpLines } from './help.ts';
import { infoRows } from './info.ts';
import { layout } from './layout.ts';
import type { Model, TableName } from './model.ts';
import { reasonsBand, tableHeight } from './places.ts';
import { reasonRows } from './reason-rows.ts';
import { recordLines } from './record-lines.ts';
import { typeRows } from './type-rows.ts';
import type { Viewport } from './viewport.ts';

/** The list that the keys for moving move in. */
interface ActiveList {
  readonly viewport: Viewport;
  readonly count: number;
  readonly height: number;
  /** There is no cursor: what moves is the text. */
  readonly isText: boolean;
  /** The model with another viewport in this list. */
  readonly withViewport: (viewport: Viewport) => Model;
}

/** The table that keys for columns, sorting and filtering mean; nothing where there is none. */
export function activeTable({ tab, pane, overlay }: Model): TableName | undefined {
  if (overlay !== undefined) return undefined;
  if (tab === 'skipped') return pane === 'rejections' ? 'rejections' : undefined;
  return tab === 'original' ? undefined : tab;
}

/** The list in use; nothing in Original, whose places are byte offsets. */
export function activeList(model: Model): ActiveList | undefined {
  const { overlay } = model;
  const bodyHeight = layout(model.columns, model.rows).body.height;
  if (overlay !== undefined) {
    const withViewport = (viewport: Viewport): Model => ({ ...model, overlay: { ...overlay, viewport } });
    const list = { viewport: overlay.viewport, withViewport };
    switch (overlay.kind) {
      case 'help':
        return text(list, helpLines(model.options.ascii).length, bodyHeight - 1);
      case 'info':
        return text(list, infoRows(model).length, bodyHeight - 1);
      case 'record':
        return text(list, recordLines(overlay, model.columns).length, bodyHeight - 1);
      case 'types':
        return { ...list, count: typeRows(model).length, height: bodyHeight - 1, isText: false };
      case 'users':
        return { ...list, count: 1 + (overlay.shown?.rowCount ?? 0), height: bodyHeight - 1, isText: false };
    }
  }
  if (model.tab === 'original') return undefined;
  const table = activeTable(model);
  if (table === undefined) {
    return {
      viewport: model.reasons,
      count: reasonRows(model.dataset).length,
      height: Math.max(0, reasonsBand(model).height - 1),
      isText: false,
      withViewport: (reasons) => ({ ...model, reasons }),
    };
  }
  const state = model[table];
  return {
    viewport: state.viewport,
    count: state.shown?.rowCount ?? 0,
    height: tableHeight(model, table),
    isText: false,
    withViewport: (viewport) => ({ ...model, [table]: { ...state, viewport } }),
  };
}

/** In a text the cursor is the line at the top, which goes as far as the last page. */
function text(
  list: Pick<ActiveList, 'viewport' | 'withViewport'>,
  lineCount: number,
  height: number,
): ActiveList {
  return { ...list, count: Math.max(1, lineCount - height + 1), height, isText: true };
}
