import type { MouseAction } from './actions.ts';
import { enter } from './enter-commands.ts';
import { layout } from './layout.ts';
import { activeList, activeTable } from './lists.ts';
import { type Model, TABS } from './model.ts';
import { chooseScreenRow, scrollOriginal } from './original-commands.ts';
import { reasonsBand, tableBand } from './places.ts';
import { only, type Updated } from './step.ts';
import { tabLabels } from './tab-labels.ts';
import { sortBy } from './table-commands.ts';
import { columnsOf, placeColumns } from './tables.ts';
import { fitted, scrolled } from './viewport.ts';

const WHEEL_ROWS = 3;

/** A press or a turn of the wheel: tabs, headers, rows. A second press on the chosen row goes in. */
export function mouse(model: Model, action: MouseAction): Updated {
  // What is being typed is finished first.
  if (model.prompt !== undefined) return only(model);
  const places = layout(model.columns, model.rows);
  if (action.action !== 'press') return wheel(model, action.action === 'wheelUp' ? -WHEEL_ROWS : WHEEL_ROWS);
  if (action.row === places.tabs.top) return pressTab(model, action.column);
  const inBody = action.row - places.body.top;
  if (inBody < 0 || inBody >= places.body.height) return only(model);
  if (model.overlay !== undefined) return pressRow(model, inBody - 1);
  if (model.tab === 'original') return chooseScreenRow(model, inBody) ?? enter(model);
  return pressPane(model, action);
}

function wheel(model: Model, rows: number): Updated {
  const list = activeList(model);
  if (list === undefined) return scrollOriginal(model, rows);
  const { viewport, count, height, isText, withViewport } = list;
  return only(
    withViewport(
      isText
        ? fitted({ cursor: viewport.cursor + rows, top: 0 }, count, height)
        : scrolled(viewport, rows, count, height),
    ),
  );
}

function pressTab(model: Model, column: number): Updated {
  let from = 0;
  for (const [index, label] of tabLabels(model).entries()) {
    if (column >= from && column < from + label.length)
      return only({ ...model, tab: TABS[index], overlay: undefined });
    from += label.length;
  }
  return only(model);
}

function pressPane(model: Model, { row, column }: MouseAction): Updated {
  if (model.tab === 'skipped') {
    const reasons = reasonsBand(model);
    const isInReasons = row >= reasons.top && row < reasons.top + reasons.height;
    const pane = isInReasons ? 'reasons' : 'rejections';
    const chosen: Model = pane === model.pane ? model : { ...model, pane };
    if (isInReasons) return pressRow(chosen, row - reasons.top - 1, pane === model.pane);
    return pressTable(chosen, row, column, pane === model.pane);
  }
  return pressTable(model, row, column, true);
}

function pressTable(model: Model, row: number, column: number, entersChosen: boolean): Updated {
  const table = activeTable(model);
  if (table === undefined) return only(model);
  const band = tableBand(model, table);
  if (row === band.top) return pressHeader(model, table, column);
  return row < band.top ? only(model) : pressRow(model, row - band.top - 1, entersChosen);
}

function pressHeader(model: Model, table: 'sessions' | 'rejections' | 'events', column: number): Updated {
  const columns = columnsOf(table, model.eventsView.duplicates);
  const pressed = placeColumns(columns, model.columns, model[table].left).find(
    ({ from, width }) => column >= from && column < from + width + 1,
  );
  if (pressed === undefined) return only(model);
  const { sort } = model[table];
  return sortBy(model, table, pressed.index, sort.column === pressed.index && !sort.descending);
}

function pressRow(model: Model, row: number, entersChosen = true): Updated {
  const list = activeList(model);
  if (list === undefined || list.isText || row < 0 || row >= list.height) return only(model);
  const { viewport, count, height, withViewport } = list;
  const pressed = viewport.top + row;
  if (pressed >= count) return only(model);
  if (pressed === viewport.cursor && entersChosen) return enter(model);
  return only(withViewport(fitted({ ...viewport, cursor: pressed }, count, height)));
}
