import { wrapWords } from '../../format/text-width.ts';
import { layoutOf } from '../model/layout.ts';
import type { Model } from '../model/model.ts';
import type { Overlay } from '../model/overlay.ts';
import type { List } from '../view/list.ts';
import type { Viewport } from '../view/viewport.ts';
import { columnRows } from './column-rows.ts';
import { fieldRows } from './field-rows.ts';
import { fieldsLayout } from './fields-layout.ts';
import { helpGrid } from './help-grid.ts';
import { infoRows } from './info-rows.ts';
import { recordLines } from './record-lines.ts';

/** Returns the list or the text of an overlay, below its title. */
export function overlayList(model: Model, overlay: Overlay): List<Model> {
  const { body } = layoutOf(model);
  const height = body.height - 1;
  const withViewport = (viewport: Viewport): Model => ({ ...model, overlay: { ...overlay, viewport } });
  const list = { viewport: overlay.viewport, height, withViewport };
  // The cursor of a text is the line at the top, and stops at the last page.
  const text = (lineCount: number): List<Model> => ({
    ...list,
    count: Math.max(1, lineCount - height + 1),
    isText: true,
  });
  switch (overlay.kind) {
    case 'help': {
      // The help has no title of its own: its first line is the title of the tab's keys.
      const { rows } = helpGrid(overlay.lines, model.columns, body.height);
      return {
        ...list,
        height: body.height,
        count: Math.max(1, rows.length - body.height + 1),
        isText: true,
      };
    }
    case 'info':
      return text(infoRows(model).length);
    case 'command':
      return text(wrapWords(overlay.text, model.columns - 2).length);
    case 'record':
      return text(recordLines(overlay, model.columns).length);
    case 'fields': {
      const rows = fieldsLayout(body.height).list.height;
      return { ...list, height: rows, count: fieldRows(model).length, isText: false };
    }
    case 'columns':
      return { ...list, count: columnRows(model, overlay.table).length, isText: false };
    case 'users':
      return { ...list, count: 1 + (overlay.shown?.rowCount ?? 0), isText: false };
  }
}
