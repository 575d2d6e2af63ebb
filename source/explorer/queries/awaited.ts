import { isUnderWay, type Model, type Slot } from '../model/model.ts';
import type { Pane } from '../tabs/tab-spec.ts';
import { areRowsAwaited, isOtherQuestion } from './awaited-rows.ts';
import { shownKey } from './slots.ts';

/**
 * Whether the answer in a slot is about to be replaced by that to another question, which a key asked. Newer rows for the
 * same question, of a file that has grown, keep the cursor on its row, so no key waits for them.
 */
export function awaitsOther(model: Model, slot: Slot): boolean {
  const pending = model.pending[slot];
  if (!isUnderWay(pending)) return false;
  const shown = shownKey(model, slot);
  return shown === undefined || isOtherQuestion(shown, pending);
}

/** Whether the rows that the list of a pane should have are still to come. */
export function isPaneAwaited(model: Model, { table, slots = [] }: Pane): boolean {
  return table === undefined ? slots.some((slot) => awaitsOther(model, slot)) : areRowsAwaited(model, table);
}
