import type { Model, PendingQuery, Slot } from '../model/model.ts';
import type { Pane } from '../tabs/tab-spec.ts';
import { areRowsAwaited, isOtherQuestion } from './awaited-rows.ts';
import { shownKey } from './slots.ts';

/** Whether a query has not been answered yet. One that failed will not be. */
export function isUnderWay(query: PendingQuery | undefined): boolean {
  return query !== undefined && !query.failed;
}

/**
 * Whether a slot is to have the answer to another question than it has: one that a key asked. It is not where more was read
 * since: newer rows of the same question keep the cursor on its row, and no key waits for them.
 */
export function awaitsOther(model: Model, slot: Slot): boolean {
  const pending = model.pending[slot];
  if (pending === undefined || pending.failed) return false;
  const shown = shownKey(model, slot);
  return shown === undefined || isOtherQuestion(shown, pending);
}

/** Whether what the list of a pane should have is still to come. */
export function isPaneAwaited(model: Model, { table, slots = [] }: Pane): boolean {
  return table === undefined ? slots.some((slot) => awaitsOther(model, slot)) : areRowsAwaited(model, table);
}
