import type { Action } from './actions.ts';
import { type Command, commandOf, groupOf } from './keymap.ts';
import { activeTable } from './lists.ts';
import type { HeldInput, Model, Slot } from './model.ts';

/**
 * Who types faster than rows come means the rows to come: keys, presses and pastes wait for them, in order, and no
 * longer than that. Answers the model that holds the input; nothing where it need not wait.
 */
export function withHeldInput(model: Model, action: Action): Model | undefined {
  if (!isHoldable(action) || model.prompt !== undefined) return undefined;
  // What comes after an input that waits waits too: it may be a text for what that opens.
  const waits = model.held.length > 0 || mustWait(model, commandFor(action));
  if (!waits || isNeverHeld(model, action)) return undefined;
  return model.held.length < MOST_HELD ? { ...model, held: [...model.held, action] } : model;
}

/** The first input that need wait no longer, and the model without it. */
export function releasedInput(model: Model): readonly [Model, HeldInput] | undefined {
  const [first, ...others] = model.held;
  if (first === undefined) return undefined;
  const stillWaits = model.prompt === undefined && mustWait(model, commandFor(first));
  return stillWaits ? undefined : [{ ...model, held: others }, first];
}

const MOST_HELD = 1000;

/** What is not done to a row: to ask for others instead ends the waiting. */
const WITHOUT_ROW: readonly Command[] = ['filter', 'open', 'reload', 'mouse', 'info'];
const GROUPS_WITHOUT_ROW = ['columns', 'tabs', 'events', 'always'];

/** What these open takes text: a `q` behind one of them may be a letter of it. */
const OPENING: readonly Command[] = ['search', 'filter', 'goTo', 'export', 'open', 'pickUser'];

function isHoldable(action: Action): action is HeldInput {
  return (
    action.kind === 'key' || action.kind === 'paste' || (action.kind === 'mouse' && action.action === 'press')
  );
}

function isNeverHeld({ held }: Model, action: HeldInput): boolean {
  const command = commandFor(action);
  if (command === 'quit') return !held.some((input) => isOpening(commandFor(input)));
  return command === 'back' || command === 'interrupt' || command === 'suspend' || command === 'redraw';
}

function isOpening(command: Command | undefined): boolean {
  return command !== undefined && OPENING.includes(command);
}

/** What an input is likely to do; a press is taken for going in. */
function commandFor(action: HeldInput): Command | undefined {
  if (action.kind === 'key') return commandOf(action.key);
  return action.kind === 'mouse' ? 'enter' : undefined;
}

/** Whether what a command would be done to is still to come. */
function mustWait(model: Model, command: Command | undefined): boolean {
  const group = command && groupOf(command);
  if (command === undefined || group === undefined) return false;
  if (GROUPS_WITHOUT_ROW.includes(group) || WITHOUT_ROW.includes(command)) return false;
  const { overlay, pending, tab, original } = model;
  if (overlay?.kind === 'record') return overlay.lines === undefined && command === 'copy';
  if (overlay !== undefined) return false;
  if (tab === 'original') return original.wanted !== undefined && group !== 'move';
  // Another search takes the place of the one under way.
  if (pending.find !== undefined) return command !== 'search';
  const table = activeTable(model);
  const isNothingRead = model.dataset?.grouping === undefined && model.load.state === 'loading';
  if (table !== undefined && isNothingRead) return true;
  // Rows that come by themselves, while the file is loaded, keep the cursor on its row: nobody waits for them.
  if (table === undefined || (model[table].arrival.at === 'same' && model[table].shown !== undefined))
    return false;
  const isComing = (slot: Slot): boolean => pending[slot] !== undefined && !pending[slot].failed;
  return isComing(table) || (table === 'events' && isComing('trend'));
}
