import { type Model, type View, withTable, withTabState } from '../model/model.ts';
import type { Overlay } from '../model/overlay.ts';
import { withoutLastChip } from '../model/scope.ts';
import { noEffects, type Transition, withMessage } from '../model/transition.ts';
import type { TableName } from '../tables/registry.ts';
import { isSameSort } from '../tables/table-state.ts';
import { activeTable } from '../tabs/active-list.ts';
import { searchStopped } from '../tabs/original/original-commands.ts';
import { TABS } from '../tabs/registry.ts';
import { NOTHING_WRITTEN } from './export.ts';
import { quit } from './leave-file.ts';
import { resized } from './resize.ts';

/** Esc: a step back, to the same place; never out of the program. */
export function back(before: Model): Transition {
  // Also drops what was typed ahead.
  const model: Model = { ...before, typedAhead: [] };
  if (model.task !== undefined) {
    const message = model.task.what === 'export' ? NOTHING_WRITTEN : undefined;
    return [{ ...searchStopped(model), task: undefined, message }, [{ kind: 'cancelTask' }]];
  }
  if (model.pending.find !== undefined) {
    const { find, ...pending } = model.pending;
    return [{ ...model, pending }, [{ kind: 'cancelQuery', id: find.id }]];
  }
  const resorting = tableBeingSorted(model);
  // Gives up the pending order: the rows stay as they are shown.
  if (resorting !== undefined) {
    const { shownSort } = model.tables[resorting];
    return noEffects(withTable(model, resorting, { sort: shownSort, cursorTarget: { at: 'same' } }));
  }
  return stepBack(model);
}

/** `q`: closes what is open over the tab, as Esc does, or else quits. A task goes on. */
export function closeOrQuit(model: Model): Transition {
  if (model.overlay !== undefined) return stepBack(model);
  const closed = TABS[model.tab].close?.(model);
  return closed === undefined ? quit(model) : noEffects(closed);
}

/** Closes an overlay, or else returns to the view before. */
function stepBack(model: Model): Transition {
  const { overlay, trail } = model;
  // A record was opened by a step; the other overlays are closed where they were opened.
  if (overlay !== undefined && overlay.kind !== 'record') return closeOverlay(model, overlay);
  const given = overlay === undefined ? TABS[model.tab].back?.(model) : undefined;
  if (given !== undefined) return noEffects(given);
  const last = trail.at(-1);
  if (last === undefined) {
    const without = withoutLastChip(model);
    if (without !== undefined) return noEffects({ ...without, message: undefined });
    return withMessage({ ...model, overlay: undefined }, 'nothing to step back to; q quits');
  }
  return requestedAgain({
    ...model,
    ...viewBefore(model, last),
    trail: trail.slice(0, -1),
    message: undefined,
  });
}

/** Returns the active table, if another order of it was requested and has not arrived. */
function tableBeingSorted(model: Model): TableName | undefined {
  const table = activeTable(model);
  if (table === undefined || model.pending[table] === undefined) return undefined;
  return isSameSort(model.tables[table].sort, model.tables[table].shownSort) ? undefined : table;
}

/** Shows what lies below an overlay. */
export function closeOverlay(model: Model, overlay: Overlay): Transition {
  const over = 'over' in overlay ? overlay.over : undefined;
  return requestedAgain({ ...model, overlay: over });
}

/** Returns what a step back restores: the whole view that Enter left, or the place before a search. */
function viewBefore(model: Model, { step, view }: Model['trail'][number]): Partial<View> {
  if (step === 'drill' || view.tab !== model.tab) return view;
  const { search, tabs } = view;
  const table = activeTable(model);
  if (table === undefined) return { search, tabs: { ...model.tabs, original: tabs.original } };
  const { viewport, shown, sort } = view.tables[table];
  // With another order or other rows, the cursor stays on its row instead.
  const isSamePlace = isSameSort(sort, model.tables[table].sort) && view.scope === model.scope;
  const place = isSamePlace ? { viewport, shown } : {};
  const changed = withTable(model, table, { ...place, cursorTarget: { at: 'same' }, isPlaced: true });
  return { search, tables: changed.tables };
}

/** Requests again what was pending when a place was left, since the answer arrived elsewhere. */
function requestedAgain(model: Model): Transition {
  const { overlay } = model;
  const forgotten = withTabState(model, 'original', { requestedRange: undefined });
  // The size of the screen may have changed meanwhile.
  const next = resized(forgotten, model.columns, model.rows);
  if (overlay?.kind !== 'record' || overlay.lines !== undefined) return noEffects(next);
  const { byteOffset, byteLength } = overlay;
  return [next, [{ kind: 'readRecord', byteOffset, byteLength }]];
}
