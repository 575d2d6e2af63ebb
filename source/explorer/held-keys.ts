import { type Command, commandOf, groupOf } from './keymap.ts';
import { activeTable } from './lists.ts';
import type { Model, Slot } from './model.ts';

/** Who types faster than rows come means the rows to come: keys wait for them, in order, and no longer than that. */
export function withHeldKey(model: Model, key: string): Model | undefined {
  const command = commandOf(key);
  if (command === 'back' || model.prompt !== undefined) return undefined;
  // What comes after a key that waits waits too: it may be a text for what that opens.
  const waits = model.heldKeys.length > 0 || (command !== undefined && mustWait(model, command));
  if (!waits) return undefined;
  return model.heldKeys.length < MOST_HELD ? { ...model, heldKeys: [...model.heldKeys, key] } : model;
}

/** The first key that need wait no longer, and the model without it. */
export function releasedKey(model: Model): readonly [Model, string] | undefined {
  const [key, ...others] = model.heldKeys;
  if (key === undefined) return undefined;
  const command = commandOf(key);
  const stillWaits = model.prompt === undefined && command !== undefined && mustWait(model, command);
  return stillWaits ? undefined : [{ ...model, heldKeys: others }, key];
}

const MOST_HELD = 1000;

/** What is not done to a row: to ask for others instead ends the waiting. */
const WITHOUT_ROW: readonly Command[] = ['filter', 'open', 'reload', 'mouse', 'info', 'back'];
const GROUPS_WITHOUT_ROW = ['columns', 'tabs', 'events', 'always'];

/** Whether what a command would be done to is still to come. */
function mustWait(model: Model, command: Command): boolean {
  const group = groupOf(command);
  if (group === undefined || GROUPS_WITHOUT_ROW.includes(group) || WITHOUT_ROW.includes(command))
    return false;
  const { overlay, pending, tab, original } = model;
  if (overlay?.kind === 'record') return overlay.lines === undefined && command === 'copy';
  if (overlay !== undefined) return false;
  if (tab === 'original') return original.wanted !== undefined && group !== 'move';
  if (pending.find !== undefined) return true;
  const table = activeTable(model);
  // Rows that come by themselves, while the file is loaded, keep the cursor on its row: nobody waits for them.
  if (table === undefined || model[table].arrival.at === 'same') return false;
  const isComing = (slot: Slot): boolean => pending[slot] !== undefined && !pending[slot].failed;
  return isComing(table) || (table === 'events' && isComing('trend'));
}
