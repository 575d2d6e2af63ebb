import { placeChips } from '../chips/chip-places.ts';
import { enter } from '../commands/enter.ts';
import { sortBy } from '../commands/table-commands.ts';
import type { MouseAction } from '../model/input.ts';
import { layoutOf } from '../model/layout.ts';
import type { Model } from '../model/model.ts';
import { withoutChip } from '../model/scope.ts';
import { noEffects, type Transition } from '../model/transition.ts';
import { fieldsLayout } from '../overlays/fields-layout.ts';
import type { TableName } from '../tables/registry.ts';
import { screenRows } from '../tables/screen-rows.ts';
import { placedColumns } from '../tables/visible-columns.ts';
import { activeList, activeTable } from '../tabs/active-list.ts';
import { TABS } from '../tabs/registry.ts';
import { tabLabels, tabOrder } from '../tabs/tab-labels.ts';
import { fitted, scrolled } from '../view/viewport.ts';

const WHEEL_ROWS = 3;

/** A click or a turn of the wheel: tabs, headers, rows. A second click on the selected row opens it. */
export function mouse(model: Model, input: MouseAction): Transition {
  const { action, row, column } = input;
  // A prompt must be finished first.
  if (model.prompt !== undefined) return noEffects(model);
  const { tabs, body } = layoutOf(model);
  const ofTab = model.overlay === undefined ? TABS[model.tab].mouse?.(model, input) : undefined;
  if (ofTab !== undefined) return ofTab;
  if (action === 'drag' || action === 'release') return noEffects(model);
  if (action !== 'press') return scrollByWheel(model, action === 'wheelUp' ? -WHEEL_ROWS : WHEEL_ROWS);
  const narrower = withoutPressedChip(model, row, column);
  if (narrower !== undefined) return noEffects(narrower);
  if (row === tabs.top) return pressTab(model, column);
  const inBody = row - body.top;
  if (inBody < 0 || inBody >= body.height) return noEffects(model);
  if (model.overlay?.kind === 'fields') {
    // A click must not read the file again.
    return pressRow(model, inBody - fieldsLayout(body.height).list.top, 'chooses');
  }
  if (model.overlay !== undefined) return pressRow(model, inBody - 1, 'goesIn');
  const { scroller } = TABS[model.tab];
  if (scroller !== undefined) return scroller.pressRow(model, inBody) ?? enter(model);
  return pressPane(model, row, column);
}

/** Takes back the chip that was clicked; undefined if none was. */
function withoutPressedChip(model: Model, row: number, column: number): Model | undefined {
  const { tabs, chips: band } = layoutOf(model);
  const hasOwnLine = band.height > 0;
  if (row !== (hasOwnLine ? band.top : tabs.top)) return undefined;
  const left = hasOwnLine ? 0 : tabLabels(model).join('').length;
  const { chips } = placeChips(model, model.columns - left);
  const pressed = chips.find(({ from, width }) => column >= left + from && column < left + from + width);
  return pressed && withoutChip(model, pressed.kind);
}

function scrollByWheel(model: Model, rows: number): Transition {
  const list = activeList(model);
  if (list === undefined) return TABS[model.tab].scroller?.scroll(model, rows) ?? noEffects(model);
  const { viewport, count, height, isText, withViewport } = list;
  return noEffects(
    withViewport(
      isText
        ? fitted({ cursor: viewport.cursor + rows, top: 0 }, count, height)
        : scrolled(viewport, rows, count, height),
    ),
  );
}

function pressTab(model: Model, column: number): Transition {
  let from = 0;
  for (const [index, label] of tabLabels(model).entries()) {
    if (column >= from && column < from + label.length)
      return noEffects({ ...model, tab: tabOrder()[index], overlay: undefined });
    from += label.length;
  }
  return noEffects(model);
}

/** A click on a pane without the cursor gives it the cursor and opens nothing. */
function pressPane(model: Model, row: number, column: number): Transition {
  const pane = TABS[model.tab]
    .panes(model)
    .find(({ band, left = 0 }) => row >= band.top && row < band.top + band.height && column >= left);
  if (pane === undefined) return noEffects(model);
  const focused = pane.isFocused ? model : (pane.focus?.(model) ?? model);
  const inPane = row - pane.band.top - 1;
  if (inPane < 0 && pane.table !== undefined) return pressHeader(focused, pane.table, column);
  return pressRow(focused, inPane, pane.isFocused ? 'goesIn' : 'chooses');
}

function pressHeader(model: Model, table: TableName, column: number): Transition {
  const { sort } = model.tables[table];
  const pressed = placedColumns(model, table).find(
    ({ from, width }) => column >= from && column < from + width + 1,
  );
  if (pressed === undefined) return noEffects(model);
  const { name } = pressed.column;
  return sortBy(model, table, name, sort.column === name && !sort.descending ? 'descending' : 'ascending');
}

/** `onChosen`: what a click does on the row that the cursor is on. */
function pressRow(model: Model, row: number, onChosen: 'goesIn' | 'chooses'): Transition {
  const list = activeList(model);
  if (list === undefined || list.isText || row < 0 || row >= list.height) return noEffects(model);
  const { viewport, count, height, withViewport } = list;
  const table = activeTable(model);
  const pressed = table === undefined ? viewport.top + row : screenRows(model, table, height)[row]?.row;
  if (pressed === undefined || pressed >= count) return noEffects(model);
  if (pressed === viewport.cursor && onChosen === 'goesIn') return enter(model);
  return noEffects(withViewport(fitted({ ...viewport, cursor: pressed }, count, height)));
}
