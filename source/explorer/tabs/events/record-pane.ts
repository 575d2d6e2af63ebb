import { type Model, withTabState } from '../../model/model.ts';
import { noEffects, rememberView, type Transition } from '../../model/transition.ts';
import { selectedId } from '../../tables/table-state.ts';
import type { List } from '../../view/list.ts';
import { goToByte } from '../original/original-commands.ts';
import { recordPlace } from './layout.ts';
import { shownRecord, twinOf } from './record-text.ts';
import { eventsPlaces } from './trend-view.ts';

/**
 * Enter on an event opens its record in a pane; then, for a duplicate, shows it beside the event that it repeats; then goes
 * to its place in Original.
 */
export function enterEvent(model: Model): Transition {
  const event = selectedId(model.tables.events);
  const { dataset, columns, rows } = model;
  const { record } = model.tabs.events;
  if (event === undefined || dataset === undefined) return noEffects(model);
  if (record === undefined) {
    const opened = { event, top: 0, hasTwin: false };
    // A pane over the list takes the keys, too; one beside it follows the cursor of the list.
    const pane = recordPlace(columns, rows, opened) === 'over' ? 'record' : 'list';
    return noEffects(withTabState(model, 'events', { record: opened, pane }));
  }
  if (twinOf(model, event) !== undefined && !record.hasTwin) {
    return noEffects(
      withTabState(model, 'events', { record: { event, top: 0, hasTwin: true }, pane: 'record' }),
    );
  }
  return goToByte(rememberView(model, 'drill'), dataset.store.byteOffsetOf(event));
}

/** Closes the twin, then the pane; undefined if the pane is closed. */
export function withoutRecord(model: Model): Model | undefined {
  const { record } = model.tabs.events;
  if (record === undefined) return undefined;
  if (!record.hasTwin) return withTabState(model, 'events', { record: undefined, pane: 'list' });
  const single = { ...record, top: 0, hasTwin: false };
  const pane = recordPlace(model.columns, model.rows, single) === 'over' ? 'record' : 'list';
  return withTabState(model, 'events', { record: single, pane });
}

/** Returns the model with the event under the cursor in the pane, which closes if there is none. */
export function recordFollowing(model: Model): Model {
  const { record, pane } = model.tabs.events;
  if (record === undefined || model.tables.events.shown === undefined) return model;
  const event = selectedId(model.tables.events);
  if (event === record.event) return model;
  return event === undefined
    ? withTabState(model, 'events', { record: undefined, pane: pane === 'record' ? 'list' : pane })
    : withTabState(model, 'events', { record: { event, top: 0, hasTwin: false } });
}

/** Returns the record as a text that scrolls. */
export function recordList(model: Model): List<Model> {
  const { record } = model.tabs.events;
  const shown = shownRecord(model);
  const height = Math.max(1, eventsPlaces(model).record.height - (shown?.note === '' ? 1 : 2));
  const count = (shown?.lines ?? shown?.twinLines ?? []).length;
  const top = record?.top ?? 0;
  return {
    viewport: { cursor: top, top },
    count: Math.max(1, count - height + 1),
    height,
    isText: true,
    withViewport: ({ cursor }) =>
      record === undefined ? model : withTabState(model, 'events', { record: { ...record, top: cursor } }),
  };
}
