/** Commands of some tabs only: a tab's spec implements them, and in the other tabs the key says where it works. */
const TAB_COMMANDS = [
  'gap',
  'users',
  'unfoldTypes',
  'foldTypes',
  'otherPane',
  'pickUser',
  'pickTypes',
  'toggleType',
  'bucketLeft',
  'bucketRight',
  'peak',
  'beginRange',
  'picture',
  'zoomIn',
  'zoomOut',
  'zoomReset',
  'panLeft',
  'panRight',
  'duplicates',
  'nextReject',
  'previousReject',
  'chop',
  'scrollLeft',
  'scrollRight',
  'unfold',
  'fold',
] as const;

/** A command that only some tabs know. */
export type TabCommand = (typeof TAB_COMMANDS)[number];

/** Shows the tab with this number, from 1. */
export type GoToTab = `tab ${number}`;

/** Commands of the Fields overlay alone. */
const FIELDS_COMMANDS = [
  'asUser',
  'asTime',
  'asType',
  'asId',
  'addKey',
  'dropKey',
  'nextRole',
  'previousRole',
  'findField',
  'nextField',
  'previousField',
  'readAs',
] as const;

/** A command that only the Fields overlay knows. */
export type FieldsCommand = (typeof FIELDS_COMMANDS)[number];

/** Commands that work everywhere. */
export type GeneralCommand =
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
  | 'reverseSort'
  | 'hideColumn'
  | 'widenColumn'
  | 'freezeColumns'
  | 'columns'
  | 'nextTab'
  | 'previousTab'
  | 'search'
  | 'nextMatch'
  | 'previousMatch'
  | 'filter'
  | 'filterByCell'
  | 'enter'
  | 'back'
  | 'export'
  | 'exportCommand'
  | 'copy'
  | 'open'
  | 'reload'
  | 'follow'
  | 'fields'
  | 'mouse'
  | 'info'
  | 'help'
  | 'quit'
  | 'interrupt'
  | 'suspend'
  | 'redraw';

/** What a key does. */
export type Command = GeneralCommand | TabCommand | FieldsCommand | GoToTab;

/** A key that the hint line names, or two that belong together, and their label there. */
export type Hint = readonly [command: Command, label: string, other?: Command];

/** Whether only some tabs know a command. */
export function isTabCommand(command: Command): command is TabCommand {
  return (TAB_COMMANDS as readonly Command[]).includes(command);
}

/** Whether only the Fields overlay knows a command. */
export function isFieldsCommand(command: Command): command is FieldsCommand {
  return (FIELDS_COMMANDS as readonly Command[]).includes(command);
}

/** The number of the tab that a command shows, from 1; undefined for all other commands. */
export function tabNumber(command: Command): number | undefined {
  return command.startsWith('tab ') ? Number(command.slice(4)) : undefined;
}
