import { back, closeOrQuit, closeOverlay } from '../commands/back.ts';
import { copy } from '../commands/copy.ts';
import { enter } from '../commands/enter.ts';
import { copyExportCommand } from '../commands/export-command.ts';
import { FIELDS_COMMANDS } from '../commands/fields-commands.ts';
import { filterByCell } from '../commands/filter-by-cell.ts';
import { follow, reload } from '../commands/leave-file.ts';
import { openPrompt } from '../commands/prompt-commands.ts';
import { searchAgain } from '../commands/search.ts';
import {
  chooseColumn,
  freezeColumns,
  hideColumn,
  reverseSort,
  sortByColumn,
  widenColumn,
} from '../commands/table-commands.ts';
import {
  type Command,
  type GeneralCommand,
  isFieldsCommand,
  isTabCommand,
  tabNumber,
} from '../model/command.ts';
import type { Model } from '../model/model.ts';
import { noEffects, type Transition, withMessage } from '../model/transition.ts';
import { openFields } from '../overlays/open-fields.ts';
import { activeList, activeTable } from '../tabs/active-list.ts';
import { TABS } from '../tabs/registry.ts';
import type { TabName } from '../tabs/states.ts';
import { tabOrder } from '../tabs/tab-labels.ts';
import { AT_TOP, type Move, moved } from '../view/viewport.ts';
import { helpLines } from './help-lines.ts';

/** Exit code of a program that ^C ended: 128 and the number of SIGINT. */
const INTERRUPTED = 130;

/** Runs the command of a key. */
export function runKeyCommand(model: Model, command: Command): Transition {
  const number = tabNumber(command);
  if (number !== undefined) return goToTab(model, tabOrder()[number - 1] ?? model.tab);
  if (isTabCommand(command)) return TABS[model.tab].commands?.[command]?.(model) ?? noEffects(model);
  if (isFieldsCommand(command)) {
    return model.overlay?.kind === 'fields'
      ? FIELDS_COMMANDS[command](model, model.overlay)
      : noEffects(model);
  }
  return COMMANDS[command as GeneralCommand](model);
}

const move =
  (where: Move) =>
  (model: Model): Transition => {
    const list = activeList(model);
    if (list === undefined) return TABS[model.tab].scroller?.move(model, where) ?? noEffects(model);
    const { viewport, count, height, isText, withViewport } = list;
    const from = isText ? { cursor: viewport.cursor, top: viewport.cursor } : viewport;
    return noEffects(withViewport(moved(from, where, count, height)));
  };

function goToTab(model: Model, tab: TabName): Transition {
  return noEffects({ ...model, tab, overlay: undefined });
}

const cycleTab =
  (by: number) =>
  (model: Model): Transition => {
    const tabs = tabOrder();
    return goToTab(model, tabs[(tabs.indexOf(model.tab) + by + tabs.length) % tabs.length]);
  };

/** Opens the help or the file information, or closes it again. A record below it is shown again. */
function toggleOverlay(kind: 'info' | 'help'): (model: Model) => Transition {
  return (model) => {
    const { overlay, options } = model;
    if (overlay?.kind === kind) return closeOverlay(model, overlay);
    const below = overlay?.kind === 'help' || overlay?.kind === 'info' ? overlay.over : overlay;
    const over = below?.kind === 'record' || below?.kind === 'fields' ? below : undefined;
    const opened = { viewport: AT_TOP, over };
    return noEffects({
      ...model,
      overlay:
        kind === 'help'
          ? { kind, ...opened, lines: helpLines({ tab: model.tab, over, ascii: options.ascii }) }
          : { kind, ...opened },
    });
  };
}

/** Opens the list of columns of the table with the cursor. */
function openColumns(model: Model): Transition {
  const table = activeTable(model);
  return table === undefined
    ? withMessage(model, 'there are no columns here')
    : noEffects({ ...model, overlay: { kind: 'columns', table, viewport: AT_TOP } });
}

/** Opens Fields, or closes it as Esc does. */
function toggleFields(model: Model): Transition {
  const { overlay } = model;
  return overlay?.kind === 'fields' ? closeOverlay(model, overlay) : openFields(model);
}

/** What each command does that works everywhere. key-table.ts has their keys. */
const COMMANDS: Readonly<Record<GeneralCommand, (model: Model) => Transition>> = {
  up: move('up'),
  down: move('down'),
  first: move('first'),
  last: move('last'),
  halfDown: move('halfDown'),
  halfUp: move('halfUp'),
  pageDown: move('pageDown'),
  pageUp: move('pageUp'),
  goTo: (model) => openPrompt(model, 'goTo'),
  left: (model) => chooseColumn(model, -1),
  right: (model) => chooseColumn(model, 1),
  sortUp: (model) => sortByColumn(model, 'ascending'),
  sortDown: (model) => sortByColumn(model, 'descending'),
  reverseSort,
  hideColumn,
  widenColumn,
  freezeColumns,
  columns: openColumns,
  nextTab: cycleTab(1),
  previousTab: cycleTab(-1),
  search: (model) => openPrompt(model, 'search'),
  nextMatch: (model) => searchAgain(model, 1),
  previousMatch: (model) => searchAgain(model, -1),
  filter: (model) => openPrompt(model, 'filter'),
  filterByCell,
  enter,
  back,
  export: (model) => openPrompt(model, 'export'),
  exportCommand: copyExportCommand,
  copy,
  open: (model) => openPrompt(model, 'open'),
  reload,
  follow,
  fields: toggleFields,
  mouse: (model) => [model, [{ kind: 'setMouse', on: !model.mouse }]],
  info: toggleOverlay('info'),
  help: toggleOverlay('help'),
  quit: closeOrQuit,
  interrupt: (model) => [model, [{ kind: 'quit', exitCode: INTERRUPTED }]],
  suspend: (model) => [model, [{ kind: 'suspend' }]],
  redraw: (model) => [model, [{ kind: 'redraw' }]],
};
