import { copy, quit, reload } from './act-commands.ts';
import { back, closeOverlay, enter } from './enter-commands.ts';
import { panBy, pickTypes, pickUser, turnDuplicates, zoomBy, zoomReset } from './events-commands.ts';
import { type Command, commandOf, groupOf } from './keymap.ts';
import { activeList } from './lists.ts';
import { type Model, TABS, type Tab, type UsersOverlay } from './model.ts';
import { goToReject, moveOriginal } from './original-commands.ts';
import { edited, newPrompt, typed } from './prompt.ts';
import { openPrompt, promptKey, promptPaste } from './prompt-commands.ts';
import { nextRejection } from './rejection-commands.ts';
import { searchAgain } from './search-commands.ts';
import { only, told, type Updated } from './step.ts';
import { chooseColumn, sortByColumn, turnSort } from './table-commands.ts';
import { AT_TOP, type Move, moved } from './viewport.ts';

/** Exit code of a program that ^C ended: 128 and the number of SIGINT. */
const INTERRUPTED = 130;

/** A key: to the prompt, to what is typed ahead in the user picker, or to the command it stands for. */
export function pressKey(model: Model, key: string): Updated {
  const command = commandOf(key);
  if (command === 'interrupt') return [model, [{ kind: 'quit', exitCode: INTERRUPTED }]];
  if (command === 'suspend' || command === 'redraw') return COMMANDS[command](model);
  if (model.prompt !== undefined) return promptKey(model, model.prompt, key);
  if (model.overlay?.kind === 'users') {
    const typedAhead = pickerKey(model, model.overlay, key);
    if (typedAhead !== undefined) return typedAhead;
  }
  if (model.overlay?.kind === 'types' && key === 'space') return enter(model);
  if (command === undefined) return only(model);
  if (model.overlay !== undefined && !isForOverlays(command)) {
    return told(model, 'close this first (Esc): what is below it stays as it is');
  }
  return COMMANDS[command]({ ...model, message: undefined, readingFailed: false });
}

/** What is below an overlay is not changed from above it. */
function isForOverlays(command: Command): boolean {
  const group = groupOf(command);
  const isForTables = group === 'columns' || group === 'find' || group === 'events' || group === 'rejects';
  return !isForTables && command !== 'otherPane' && command !== 'export';
}

export function pasteText(model: Model, text: string): Updated {
  if (model.prompt !== undefined) return promptPaste(model, model.prompt, text);
  if (model.overlay?.kind !== 'users')
    return told(model, 'pasted text goes where something can be typed: / & : o e');
  return only(
    withPickerText(model, model.overlay, typed(newPrompt('search', model.overlay.text), text).text),
  );
}

/** In the user picker letters are typed; arrows, Enter and Esc are still keys. */
function pickerKey(model: Model, overlay: UsersOverlay, key: string): Updated | undefined {
  if (['enter', 'escape', 'up', 'down', 'pageup', 'pagedown', 'home', 'end'].includes(key)) return undefined;
  const line = edited(newPrompt('search', overlay.text), key);
  return line === undefined ? undefined : only(withPickerText(model, overlay, line.text));
}

function withPickerText(model: Model, overlay: UsersOverlay, text: string): Model {
  return { ...model, overlay: { ...overlay, text, viewport: text === '' ? AT_TOP : { cursor: 1, top: 0 } } };
}

const move =
  (where: Move) =>
  (model: Model): Updated => {
    const list = activeList(model);
    if (list === undefined) return moveOriginal(model, where);
    const { viewport, count, height, isText, withViewport } = list;
    const from = isText ? { cursor: viewport.cursor, top: viewport.cursor } : viewport;
    return only(withViewport(moved(from, where, count, height)));
  };

const goToTab =
  (tab: Tab) =>
  (model: Model): Updated =>
    only({ ...model, tab, overlay: undefined });

const turnTab =
  (by: number) =>
  (model: Model): Updated =>
    goToTab(TABS[(TABS.indexOf(model.tab) + by + TABS.length) % TABS.length])(model);

function otherPane(model: Model): Updated {
  if (model.tab !== 'skipped') return told(model, 'there is one pane here; Skipped (2) has two');
  return only({ ...model, pane: model.pane === 'reasons' ? 'rejections' : 'reasons' });
}

function turnOverlay(kind: 'info' | 'help'): (model: Model) => Updated {
  return (model) => {
    const { overlay } = model;
    if (overlay?.kind === kind) return closeOverlay(model, overlay);
    const below = overlay?.kind === 'help' || overlay?.kind === 'info' ? overlay.over : overlay;
    const over = below?.kind === 'record' ? below : undefined;
    return only({ ...model, overlay: { kind, viewport: AT_TOP, over } });
  };
}

function rejected(direction: 1 | -1): (model: Model) => Updated {
  return (model) =>
    model.tab === 'original' ? goToReject(model, direction) : nextRejection(model, direction);
}

const ZOOM = 0.5;
const PAN = 0.25;

/** What each command does. The keys for them are in keymap.ts. */
const COMMANDS: Readonly<Record<Command, (model: Model) => Updated>> = {
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
  sortUp: (model) => sortByColumn(model, false),
  sortDown: (model) => sortByColumn(model, true),
  turnSort,
  tabSessions: goToTab('sessions'),
  tabSkipped: goToTab('skipped'),
  tabEvents: goToTab('events'),
  tabOriginal: goToTab('original'),
  nextTab: turnTab(1),
  previousTab: turnTab(-1),
  otherPane,
  search: (model) => openPrompt(model, 'search'),
  nextMatch: (model) => searchAgain(model, 1),
  previousMatch: (model) => searchAgain(model, -1),
  filter: (model) => openPrompt(model, 'filter'),
  pickUser,
  pickTypes,
  zoomIn: (model) => zoomBy(model, ZOOM),
  zoomOut: (model) => zoomBy(model, 1 / ZOOM),
  zoomReset,
  panLeft: (model) => panBy(model, -PAN),
  panRight: (model) => panBy(model, PAN),
  duplicates: turnDuplicates,
  nextReject: rejected(1),
  previousReject: rejected(-1),
  enter,
  back,
  export: (model) => openPrompt(model, 'export'),
  copy,
  open: (model) => openPrompt(model, 'open'),
  reload,
  mouse: (model) => [model, [{ kind: 'setMouse', on: !model.mouse }]],
  info: turnOverlay('info'),
  help: turnOverlay('help'),
  quit,
  interrupt: (model) => [model, [{ kind: 'quit', exitCode: INTERRUPTED }]],
  suspend: (model) => [model, [{ kind: 'suspend' }]],
  redraw: (model) => [model, [{ kind: 'redraw' }]],
};
