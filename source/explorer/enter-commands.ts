import { formatRecordTitle } from '../format/address.ts';
import { idAt } from '../pipeline/columns/row-selection.ts';
import { firstEventOf } from '../pipeline/group/sessions.ts';
import { addressOf } from '../pipeline/store/address.ts';
import { eventNumberOf } from '../pipeline/store/rejection-store.ts';
import { userOfRank } from '../query/user-ranks.ts';
import { NOTHING_WRITTEN } from './act-commands.ts';
import { eventsOf, turnType } from './events-commands.ts';
import { activeTable } from './lists.ts';
import type { Model, Overlay, RecordOverlay, TableSort, View } from './model.ts';
import { goToByte, recordUnderCursor, searchStopped } from './original-commands.ts';
import { chosenId } from './places.ts';
import { reasonRows } from './reason-rows.ts';
import { resized } from './resize.ts';
import { leaving, only, told, type Updated } from './step.ts';
import { withTable } from './table-commands.ts';
import { typeRows } from './type-rows.ts';
import { AT_TOP } from './viewport.ts';

/** Enter: from a session to its events, from an event to its record, from there and from a rejection to its bytes. */
export function enter(model: Model): Updated {
  const { overlay } = model;
  if (overlay !== undefined) return enterOverlay(model, overlay);
  switch (model.tab) {
    case 'sessions':
      return enterSession(model);
    case 'skipped':
      return model.pane === 'reasons' ? enterReason(model) : enterRejection(model);
    case 'events':
      return enterEvent(model);
    default:
      return enterOriginal(model);
  }
}

function enterOverlay(model: Model, overlay: Overlay): Updated {
  if (overlay.kind === 'help' || overlay.kind === 'info') return closeOverlay(model, overlay);
  if (overlay.kind === 'record') return goToByte(leaving(model, 'drill'), overlay.byteOffset);
  if (overlay.kind === 'types') {
    const row = typeRows(model)[overlay.viewport.cursor];
    return row === undefined ? only(model) : turnType(model, row.type);
  }
  const { cursor } = overlay.viewport;
  if (cursor === 0) return only(eventsOf(leaving({ ...model, overlay: undefined }, 'drill'), undefined));
  // The rows are still those of what was typed before.
  if (model.pending.users !== undefined) return told(model, 'still looking for users like this');
  const { shown } = overlay;
  const grouping = shown?.dataset.grouping;
  if (shown === undefined || grouping === undefined || cursor > shown.rowCount) return only(model);
  const user = userOfRank(shown.dataset.store, grouping, idAt(shown, cursor - 1));
  return only(eventsOf(leaving({ ...model, overlay: undefined }, 'drill'), user));
}

function enterSession(model: Model): Updated {
  const { shown } = model.sessions;
  const session = chosenId(model.sessions);
  const grouping = shown?.dataset.grouping;
  if (session === undefined || shown === undefined || grouping === undefined) return only(model);
  const first = firstEventOf(grouping, session);
  const entered = eventsOf(leaving(model, 'drill'), shown.dataset.store.userOf(first));
  // With a gap the session's own first event, among all of the user's.
  return only(withTable(entered, 'events', { arrival: { at: 'id', id: first } }));
}

function enterReason(model: Model): Updated {
  const row = reasonRows(model.dataset)[model.reasons.cursor];
  if (row === undefined) return only(model);
  const narrowed = { ...leaving(model, 'drill'), reason: row.code, pane: 'rejections' as const };
  return only(withTable(narrowed, 'rejections', { viewport: AT_TOP, arrival: { at: 'top' } }));
}

function enterRejection(model: Model): Updated {
  const rejection = chosenId(model.rejections);
  if (rejection === undefined || model.dataset === undefined) return only(model);
  return goToByte(leaving(model, 'drill'), model.dataset.rejections.byteOffsetOf(rejection));
}

function enterEvent(model: Model): Updated {
  const event = chosenId(model.events);
  const { dataset } = model;
  if (event === undefined || dataset === undefined) return only(model);
  const number = eventNumberOf(dataset.rejections, event);
  return showRecord(leaving(model, 'drill'), {
    byteOffset: dataset.store.byteOffsetOf(event),
    byteLength: undefined,
    title: formatRecordTitle(number, addressOf(dataset.store, event)),
    note: '',
  });
}

function enterOriginal(model: Model): Updated {
  const record = recordUnderCursor(model);
  if (record === undefined) return told(model, 'no record begins here or before');
  return showRecord(leaving(model, 'drill'), record);
}

/** Opens a record whole, once it is read. */
function showRecord(
  model: Model,
  record: Pick<RecordOverlay, 'byteOffset' | 'byteLength' | 'title' | 'note'>,
): Updated {
  const { byteOffset, byteLength } = record;
  const overlay: RecordOverlay = {
    kind: 'record',
    viewport: AT_TOP,
    ...record,
    lines: undefined,
    text: '',
  };
  return [{ ...model, overlay }, [{ kind: 'readRecord', byteOffset, byteLength }]];
}

/** Esc: a step back, to the same place; never out of the program. */
export function back(before: Model): Updated {
  // What was typed ahead is taken back with it.
  const model: Model = { ...before, held: [] };
  if (model.task !== undefined) {
    const message = model.task.what === 'export' ? NOTHING_WRITTEN : undefined;
    return [{ ...searchStopped(model), task: undefined, message }, [{ kind: 'cancelTask' }]];
  }
  if (model.pending.find !== undefined) {
    const { find, ...pending } = model.pending;
    return [{ ...model, pending }, [{ kind: 'cancelQuery', id: find.id }]];
  }
  const { overlay, trail } = model;
  if (overlay === undefined && isOrderAwaited(model)) return orderBefore(model);
  // A record was come to by a step; the other overlays are closed where they were opened.
  if (overlay !== undefined && overlay.kind !== 'record') return closeOverlay(model, overlay);
  const last = trail.at(-1);
  if (last === undefined) return told({ ...model, overlay: undefined }, 'nothing to step back to; q quits');
  return asked({ ...model, ...viewBefore(model, last), trail: trail.slice(0, -1), message: undefined });
}

/** Whether another order of the table in use was asked for and has not come. */
function isOrderAwaited(model: Model): boolean {
  const table = activeTable(model);
  if (table === undefined || model.pending[table] === undefined) return false;
  return !isSameOrder(model[table].sort, model[table].shownSort);
}

/** Gives up the order that is waited for: the rows stay as they are shown. */
function orderBefore(model: Model): Updated {
  const table = activeTable(model);
  if (table === undefined) return only(model);
  const { shownSort } = model[table];
  return only({ ...model, [table]: { ...model[table], sort: shownSort, arrival: { at: 'same' } } });
}

function isSameOrder(a: TableSort, b: TableSort): boolean {
  return a.column === b.column && a.descending === b.descending;
}

/** Shows what lies below an overlay. */
export function closeOverlay(model: Model, overlay: Overlay): Updated {
  const over = overlay.kind === 'help' || overlay.kind === 'info' ? overlay.over : undefined;
  return asked({ ...model, overlay: over });
}

/** What a step back brings back: all of the view for a way in; of a search or filter, the place and the rows alone. */
function viewBefore(model: Model, { step, view }: Model['trail'][number]): Partial<View> {
  const table = activeTable(model);
  if (step === 'drill' || view.tab !== model.tab) return view;
  const { search, original } = view;
  if (table === undefined) return { search, original };
  const { filter, viewport, shown, sort } = view[table];
  const now = model[table];
  // In another order the place is that of the row, which the cursor stays on.
  const before = isSameOrder(sort, now.sort) ? { ...now, filter, viewport, shown } : { ...now, filter };
  return { search, [table]: { ...before, arrival: { at: 'same' } } };
}

/** What was waited for in a place when it was left came elsewhere: it is asked for again. */
function asked(model: Model): Updated {
  const { overlay, original } = model;
  // The screen may have got another size meanwhile.
  const next = resized({ ...model, original: { ...original, wanted: undefined } }, model.columns, model.rows);
  if (overlay?.kind !== 'record' || overlay.lines !== undefined) return only(next);
  const { byteOffset, byteLength } = overlay;
  return [next, [{ kind: 'readRecord', byteOffset, byteLength }]];
}
