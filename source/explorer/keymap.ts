/** What a key asks for. */
export type Command =
  | 'up'
  | 'down'
  | 'first'
  | 'last'
  | 'halfDown'
  | 'halfUp'
  | 'pageDown'
  | 'pageUp'
  | 'goTo'
  | 'left'
  | 'right'
  | 'sortUp'
  | 'sortDown'
  | 'turnSort'
  | 'tabSessions'
  | 'tabSkipped'
  | 'tabEvents'
  | 'tabOriginal'
  | 'nextTab'
  | 'previousTab'
  | 'otherPane'
  | 'search'
  | 'nextMatch'
  | 'previousMatch'
  | 'filter'
  | 'pickUser'
  | 'pickTypes'
  | 'zoomIn'
  | 'zoomOut'
  | 'zoomReset'
  | 'panLeft'
  | 'panRight'
  | 'duplicates'
  | 'nextReject'
  | 'previousReject'
  | 'enter'
  | 'back'
  | 'export'
  | 'copy'
  | 'open'
  | 'reload'
  | 'mouse'
  | 'info'
  | 'help'
  | 'quit'
  | 'interrupt'
  | 'suspend'
  | 'redraw';

export type Group = 'move' | 'columns' | 'tabs' | 'find' | 'events' | 'rejects' | 'act' | 'always';

export const GROUPS: readonly { readonly group: Group; readonly title: string }[] = [
  { group: 'move', title: 'Move' },
  { group: 'columns', title: 'Columns' },
  { group: 'tabs', title: 'Tabs' },
  { group: 'find', title: 'Find' },
  { group: 'events', title: 'Events' },
  { group: 'rejects', title: 'Rejected records' },
  { group: 'act', title: 'Act' },
  { group: 'always', title: 'Always' },
];

interface KeyBinding {
  readonly command: Command;
  /** As the key reader names them. */
  readonly keys: readonly string[];
  readonly group: Group;
  readonly help: string;
}

/** Every key there is: dispatch, the hint line, the help and the README's list are made from this (spec section 10). */
export const KEYS: readonly KeyBinding[] = [
  { command: 'down', keys: ['down', 'j'], group: 'move', help: 'a row down' },
  { command: 'up', keys: ['up', 'k'], group: 'move', help: 'a row up' },
  { command: 'first', keys: ['g', 'home'], group: 'move', help: 'the first row' },
  { command: 'last', keys: ['G', 'end'], group: 'move', help: 'the last row' },
  { command: 'halfDown', keys: ['ctrl+d'], group: 'move', help: 'half a page down' },
  { command: 'halfUp', keys: ['ctrl+u'], group: 'move', help: 'half a page up' },
  { command: 'pageDown', keys: ['ctrl+f', 'pagedown', 'space'], group: 'move', help: 'a page down' },
  { command: 'pageUp', keys: ['ctrl+b', 'pageup'], group: 'move', help: 'a page up' },
  {
    command: 'goTo',
    keys: [':'],
    group: 'move',
    help: 'go to a row (a line in Original), @offset, #event or a time',
  },
  { command: 'left', keys: ['left', 'h'], group: 'columns', help: 'the column to the left' },
  { command: 'right', keys: ['right', 'l'], group: 'columns', help: 'the column to the right' },
  { command: 'sortUp', keys: ['['], group: 'columns', help: 'sort by the column, smallest first' },
  { command: 'sortDown', keys: [']'], group: 'columns', help: 'sort by the column, largest first' },
  { command: 'turnSort', keys: ['s'], group: 'columns', help: 'turn the order round' },
  { command: 'tabSessions', keys: ['1'], group: 'tabs', help: 'Sessions' },
  { command: 'tabSkipped', keys: ['2'], group: 'tabs', help: 'Skipped' },
  { command: 'tabEvents', keys: ['3'], group: 'tabs', help: 'Events' },
  { command: 'tabOriginal', keys: ['4'], group: 'tabs', help: 'Original' },
  { command: 'nextTab', keys: ['tab'], group: 'tabs', help: 'the next tab' },
  { command: 'previousTab', keys: ['shift+tab'], group: 'tabs', help: 'the tab before' },
  { command: 'otherPane', keys: ['w'], group: 'tabs', help: 'the other pane' },
  { command: 'search', keys: ['/'], group: 'find', help: 'search: smart-case text, or /regex/' },
  { command: 'nextMatch', keys: ['n'], group: 'find', help: 'the next match' },
  { command: 'previousMatch', keys: ['N'], group: 'find', help: 'the match before' },
  { command: 'filter', keys: ['&'], group: 'find', help: 'filter: rows with this; &! leaves them out' },
  { command: 'pickUser', keys: ['u'], group: 'events', help: 'choose a user, or all' },
  { command: 'pickTypes', keys: ['t'], group: 'events', help: 'types on and off' },
  { command: 'zoomIn', keys: ['+', '='], group: 'events', help: 'zoom in' },
  { command: 'zoomOut', keys: ['-'], group: 'events', help: 'zoom out' },
  { command: 'zoomReset', keys: ['0'], group: 'events', help: 'all of the time' },
  { command: 'panLeft', keys: ['<', ','], group: 'events', help: 'earlier' },
  { command: 'panRight', keys: ['>', '.'], group: 'events', help: 'later' },
  { command: 'duplicates', keys: ['d'], group: 'events', help: 'duplicates shown or not' },
  { command: 'nextReject', keys: ['}'], group: 'rejects', help: 'the next rejected record' },
  { command: 'previousReject', keys: ['{'], group: 'rejects', help: 'the rejected record before' },
  {
    command: 'enter',
    keys: ['enter'],
    group: 'act',
    help: 'go in: events, rejections, the record, its bytes',
  },
  { command: 'back', keys: ['escape'], group: 'act', help: 'step back to the same place' },
  { command: 'export', keys: ['e'], group: 'act', help: 'export what is shown; save a copy of Original' },
  { command: 'copy', keys: ['y'], group: 'act', help: 'copy the cell, the record or the line' },
  { command: 'open', keys: ['o'], group: 'act', help: 'open another file' },
  { command: 'reload', keys: ['r'], group: 'act', help: 'read the file again' },
  { command: 'mouse', keys: ['m'], group: 'act', help: 'mouse on or off' },
  { command: 'info', keys: ['i'], group: 'act', help: 'about the file: numbers, times, settings' },
  { command: 'help', keys: ['?'], group: 'always', help: 'these keys' },
  { command: 'quit', keys: ['q'], group: 'always', help: 'quit' },
  { command: 'interrupt', keys: ['ctrl+c'], group: 'always', help: 'quit at once' },
  { command: 'suspend', keys: ['ctrl+z'], group: 'always', help: 'suspend; fg comes back' },
  { command: 'redraw', keys: ['ctrl+l'], group: 'always', help: 'draw anew' },
];

const BY_KEY: ReadonlyMap<string, KeyBinding> = new Map(
  KEYS.flatMap((binding) => binding.keys.map((key) => [key, binding] as const)),
);

const BY_COMMAND: ReadonlyMap<Command, KeyBinding> = new Map(
  KEYS.map((binding) => [binding.command, binding] as const),
);

export function commandOf(key: string): Command | undefined {
  return BY_KEY.get(key)?.command;
}

export function groupOf(command: Command): Group | undefined {
  return BY_COMMAND.get(command)?.group;
}

const KEY_LABELS: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  enter: '↵',
  escape: 'Esc',
  tab: 'Tab',
  'shift+tab': 'Shift-Tab',
  home: 'Home',
  end: 'End',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  space: 'Space',
};

const ASCII_LABELS: Readonly<Record<string, string>> = {
  up: 'Up',
  down: 'Down',
  left: 'Left',
  right: 'Right',
  enter: 'Enter',
};

/** How a key is written for people. */
export function keyLabel(key: string, ascii: boolean): string {
  return (ascii ? ASCII_LABELS[key] : undefined) ?? KEY_LABELS[key] ?? key.replace(/^ctrl\+(.)$/, '^$1');
}

/** The key that the hint line names for a command: the first one. */
export function hintKey(command: Command, ascii: boolean): string {
  const key = BY_COMMAND.get(command)?.keys[0];
  return key === undefined ? '' : keyLabel(key, ascii);
}
