import type { Command } from '../model/command.ts';
import { TABS } from '../tabs/registry.ts';
import type { TabName } from '../tabs/states.ts';

/** The group that the help and the README list a key under. */
export type Group =
  | 'move'
  | 'columns'
  | 'tabs'
  | 'find'
  | 'sessions'
  | 'events'
  | 'rejects'
  | 'fields'
  | 'act'
  | 'always';

/** The groups in the order of the help, with their titles. */
export const GROUPS: readonly { readonly group: Group; readonly title: string }[] = [
  { group: 'move', title: 'Move' },
  { group: 'columns', title: 'Columns' },
  { group: 'tabs', title: 'Tabs' },
  { group: 'find', title: 'Find' },
  { group: 'sessions', title: 'Sessions' },
  { group: 'events', title: 'Events' },
  { group: 'rejects', title: 'Rejected records' },
  { group: 'fields', title: 'Fields (M)' },
  { group: 'act', title: 'Act' },
  { group: 'always', title: 'Always' },
];

/** A key: one entry says everything about it. */
export interface KeyBinding {
  readonly command: Command;
  /** As the key reader names them; the hint line shows the first. */
  readonly keys: readonly string[];
  readonly group: Group;
  readonly help: string;
  /**
   * What it acts on, and so waits for while that is pending: `row`, the row under the cursor; `rows`, any rows to move
   * in; `listed`, those that the tab writes, whichever pane has the cursor; `chart`, any chart of Events; `buckets`, the
   * buckets of the one that was asked for last. Undefined: it waits for nothing.
   */
  readonly needs?: 'row' | 'rows' | 'listed' | 'chart' | 'buckets';
  /** Only works in this overlay, where it goes before whatever else its keys do. */
  readonly inOverlay?: 'fields';
  /** The only tab in which it works; there it wins over other functions of its keys. */
  readonly inTab?: TabName;
  /** Only works in tabs with a table. */
  readonly inTables?: true;
  /** Also works while an overlay is open. */
  readonly overOverlay?: true;
  /** Also works while a prompt is open. */
  readonly overPrompt?: true;
  /** Opens a prompt or a picker: the keys after it are text. */
  readonly opensText?: true;
  /** Does not queue behind waiting keys: always, or unless one of those opens a text that it may belong to. */
  readonly overtakes?: 'always' | 'unlessText';
}

const MOVE = { group: 'move', needs: 'rows', overOverlay: true } as const;
const COLUMNS = { group: 'columns', inTables: true } as const;
const CHOPPED = { group: 'columns', inTab: 'original' } as const;
const SHOW_TAB = { group: 'tabs', overOverlay: true } as const;
const FIND = { group: 'find', needs: 'row' } as const;
const SESSIONS = { group: 'sessions' } as const;
const EVENTS = { group: 'events' } as const;
const CHART = { ...EVENTS, needs: 'chart' } as const;
const BUCKETS = { ...EVENTS, needs: 'buckets' } as const;
const REJECTS = { group: 'rejects', needs: 'listed' } as const;
const SKIPPED = { group: 'rejects', inTab: 'skipped', needs: 'row' } as const;
const FIELDS = { group: 'fields', inOverlay: 'fields', overOverlay: true } as const;
const ACT = { group: 'act', overOverlay: true } as const;
const ALWAYS = { group: 'always', overOverlay: true } as const;

const SHOW_TABS = Object.values(TABS).map(
  ({ title }, i): KeyBinding => ({
    ...SHOW_TAB,
    command: `tab ${i + 1}`,
    keys: [String(i + 1)],
    help: title,
  }),
);

/** All keys: dispatch, the hint line, the help and the README's list are made from this (spec section 10). */
export const KEYS: readonly KeyBinding[] = [
  { ...MOVE, command: 'down', keys: ['down', 'j'], help: 'a row down' },
  { ...MOVE, command: 'up', keys: ['up', 'k'], help: 'a row up' },
  { ...MOVE, command: 'first', keys: ['g', 'home'], help: 'the first row' },
  { ...MOVE, command: 'last', keys: ['G', 'end'], help: 'the last row' },
  { ...MOVE, command: 'halfDown', keys: ['ctrl+d'], help: 'half a page down' },
  { ...MOVE, command: 'halfUp', keys: ['ctrl+u'], help: 'half a page up' },
  { ...MOVE, command: 'pageDown', keys: ['ctrl+f', 'pagedown', 'space'], help: 'a page down' },
  { ...MOVE, command: 'pageUp', keys: ['ctrl+b', 'pageup'], help: 'a page up' },
  {
    ...MOVE,
    command: 'goTo',
    keys: [':'],
    opensText: true,
    help: 'go to a row (a line in Original), @offset, #event, a time; 14..15 is a range',
  },
  { ...COLUMNS, command: 'left', keys: ['left', 'h'], help: 'the column to the left' },
  { ...COLUMNS, command: 'right', keys: ['right', 'l'], help: 'the column to the right' },
  { ...COLUMNS, command: 'sortUp', keys: ['['], help: 'sort by the column, smallest first' },
  { ...COLUMNS, command: 'sortDown', keys: [']'], help: 'sort by the column, largest first' },
  { ...COLUMNS, command: 'reverseSort', keys: ['s'], help: 'reverse the order' },
  { ...COLUMNS, command: 'hideColumn', keys: ['H'], help: 'hide the column' },
  {
    ...COLUMNS,
    command: 'widenColumn',
    keys: ['W'],
    help: 'the column as wide as what it holds, or as before',
  },
  { ...COLUMNS, command: 'freezeColumns', keys: ['F'], help: 'keep the columns up to this one in place' },
  { ...COLUMNS, command: 'columns', keys: ['c'], help: 'list the columns, show and hide them' },
  ...SHOW_TABS,
  { ...SHOW_TAB, command: 'nextTab', keys: ['tab'], help: 'the next tab' },
  { ...SHOW_TAB, command: 'previousTab', keys: ['shift+tab'], help: 'the previous tab' },
  { command: 'otherPane', keys: ['w'], group: 'tabs', help: 'the other pane' },
  { ...FIND, command: 'search', keys: ['/'], opensText: true, help: 'search: smart-case text, or /regex/' },
  { ...FIND, command: 'nextMatch', keys: ['n'], help: 'the next match' },
  { ...FIND, command: 'previousMatch', keys: ['N'], help: 'the previous match' },
  {
    command: 'filter',
    keys: ['&'],
    group: 'find',
    opensText: true,
    help: 'filter all tabs: words in any cell, user_id=12, type=a,b, duration>1h, dup, key~text; ! before one leaves it out',
  },
  {
    command: 'filterByCell',
    keys: ['='],
    group: 'find',
    inTables: true,
    needs: 'row',
    help: 'filter by the cell under the cursor',
  },
  {
    ...SESSIONS,
    command: 'gap',
    keys: ['z'],
    opensText: true,
    help: 'the gap that ends a session: 30m, 1h, none',
  },
  { ...SESSIONS, command: 'users', keys: ['U'], help: 'the users that sessions are of, or the sessions' },
  {
    ...SESSIONS,
    inTab: 'sessions',
    command: 'unfoldTypes',
    keys: ['+'],
    help: 'of users: each type a column',
  },
  { ...SESSIONS, inTab: 'sessions', command: 'foldTypes', keys: ['-'], help: 'all types one column again' },
  { ...EVENTS, command: 'pickUser', keys: ['u'], opensText: true, help: 'choose a user, or all' },
  { ...BUCKETS, command: 'pickTypes', keys: ['t'], help: 'the types: x off or on, Enter only one' },
  { ...EVENTS, needs: 'row', command: 'toggleType', keys: ['x'], help: 'in the types: off or on' },
  { ...BUCKETS, command: 'bucketRight', keys: [')'], help: 'the next bucket of the chart' },
  { ...BUCKETS, command: 'bucketLeft', keys: ['('], help: 'the bucket before' },
  { ...BUCKETS, command: 'peak', keys: ['*'], help: 'the highest bucket, then the next highest' },
  { ...BUCKETS, command: 'beginRange', keys: ['v'], help: 'begin a range at the bucket' },
  { ...EVENTS, command: 'picture', keys: ['p'], help: 'the chart as one line, or a line a type' },
  { ...CHART, command: 'zoomIn', keys: ['+'], help: 'zoom to the bucket or range, or the middle' },
  { ...CHART, command: 'zoomOut', keys: ['-'], help: 'zoom out' },
  { ...CHART, command: 'zoomReset', keys: ['0'], help: 'the whole time range' },
  { ...CHART, command: 'panLeft', keys: ['<', ','], help: 'earlier' },
  { ...CHART, command: 'panRight', keys: ['>', '.'], help: 'later' },
  {
    ...EVENTS,
    command: 'duplicates',
    keys: ['d'],
    help: 'duplicates: show, alone, hide',
  },
  { ...REJECTS, command: 'nextReject', keys: ['}'], help: 'the next rejected record or stray run' },
  { ...REJECTS, command: 'previousReject', keys: ['{'], help: 'the previous rejected record or stray run' },
  { ...CHOPPED, command: 'scrollLeft', keys: ['left', 'h'], help: 'chopped lines to the left' },
  { ...CHOPPED, command: 'scrollRight', keys: ['right', 'l'], help: 'to the right' },
  { command: 'chop', keys: ['S'], group: 'columns', help: 'chop long lines in Original, or wrap them' },
  { ...SKIPPED, command: 'unfold', keys: ['+'], help: 'unfold a reason into kinds, a kind into values' },
  { ...SKIPPED, command: 'fold', keys: ['-'], help: 'fold them again' },
  { ...FIELDS, command: 'asUser', keys: ['u'], help: 'this key is the user' },
  { ...FIELDS, command: 'asTime', keys: ['t'], help: 'this key is the time' },
  { ...FIELDS, command: 'asType', keys: ['y'], help: 'this key is the type' },
  { ...FIELDS, command: 'asId', keys: ['i'], help: "this key is the event's own id" },
  { ...FIELDS, command: 'addKey', keys: ['+', '='], help: 'where the keys above it are missing, this one' },
  { ...FIELDS, command: 'dropKey', keys: ['-'], help: 'not this key' },
  { ...FIELDS, command: 'nextRole', keys: ['w', '}'], help: 'the candidates of the next role' },
  { ...FIELDS, command: 'previousRole', keys: ['{'], help: 'those of the previous role' },
  { ...FIELDS, command: 'findField', keys: ['/'], opensText: true, help: 'find a key by its name' },
  { ...FIELDS, command: 'nextField', keys: ['n'], help: 'the next key with this name' },
  { ...FIELDS, command: 'previousField', keys: ['N'], help: 'the previous key with this name' },
  { ...FIELDS, command: 'readAs', keys: ['R'], help: 'read the file again with these keys; Enter too' },
  {
    ...ACT,
    command: 'enter',
    keys: ['enter'],
    needs: 'row',
    help: 'open: events, rejections, the record, its bytes',
  },
  { ...ACT, command: 'back', keys: ['escape'], overtakes: 'always', help: 'back to where you were' },
  {
    command: 'export',
    keys: ['e'],
    group: 'act',
    needs: 'listed',
    opensText: true,
    help: 'export what is shown; save a copy of Original',
  },
  {
    command: 'exportCommand',
    keys: ['E'],
    group: 'act',
    inTables: true,
    needs: 'listed',
    help: 'show and copy the command that writes the same',
  },
  { ...ACT, command: 'copy', keys: ['y'], needs: 'row', help: 'copy the cell, the record or the line' },
  { ...ACT, command: 'open', keys: ['o'], opensText: true, help: 'open another file' },
  { ...ACT, command: 'reload', keys: ['r'], help: 'read the file again' },
  { ...ACT, command: 'follow', keys: ['f'], help: 'follow the file as it grows, or no more' },
  { ...ACT, command: 'fields', keys: ['M'], help: 'which keys are read as user, time, type and id' },
  { ...ACT, command: 'mouse', keys: ['m'], help: 'mouse on or off' },
  { ...ACT, command: 'info', keys: ['i'], help: 'about the file: numbers, times, settings' },
  { ...ALWAYS, command: 'help', keys: ['?'], help: 'these keys' },
  { ...ALWAYS, command: 'quit', keys: ['q'], overtakes: 'unlessText', help: 'close what is open, else quit' },
  {
    ...ALWAYS,
    command: 'interrupt',
    keys: ['ctrl+c'],
    overPrompt: true,
    overtakes: 'always',
    help: 'quit immediately',
  },
  {
    ...ALWAYS,
    command: 'suspend',
    keys: ['ctrl+z'],
    overPrompt: true,
    overtakes: 'always',
    help: 'suspend; fg resumes',
  },
  {
    ...ALWAYS,
    command: 'redraw',
    keys: ['ctrl+l'],
    overPrompt: true,
    overtakes: 'always',
    help: 'redraw the screen',
  },
];
