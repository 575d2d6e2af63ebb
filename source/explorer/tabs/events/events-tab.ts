import { layoutOf } from '../../model/layout.ts';
import type { Model } from '../../model/model.ts';
import { noEffects, rememberView, type Transition } from '../../model/transition.ts';
import { selectedId } from '../../tables/table-state.ts';
import { openGap } from '../gap.ts';
import type { Pane, TabSpec } from '../tab-spec.ts';
import { TABLE_HINTS } from '../table-hints.ts';
import { showEvent, showTwin } from './event-record.ts';
import { nextDuplicateView, panBy, pickTypes, pickUser, zoomBy, zoomReset } from './events-commands.ts';
import { eventsLayout } from './layout.ts';

const ZOOM = 0.5;
const PAN = 0.25;

/** Events: the trend of one user's events or of all, and their list. Enter shows an event's record. */
export const eventsTab: TabSpec = {
  name: 'events',
  title: 'Events',
  shortTitle: 'Event',
  slots: ['trend', 'events'],
  panes,
  hints: () => [
    ['enter', 'record'],
    ['pickUser', 'user'],
    ['pickTypes', 'types'],
    ['zoomIn', 'zoom'],
    ['panRight', 'pan'],
    ['duplicates', 'dupes'],
    ...TABLE_HINTS,
  ],
  enter: enterEvent,
  commands: {
    gap: openGap,
    pickUser,
    pickTypes,
    zoomIn: (model) => zoomBy(model, ZOOM),
    zoomOut: (model) => zoomBy(model, 1 / ZOOM),
    zoomReset,
    panLeft: (model) => panBy(model, -PAN),
    panRight: (model) => panBy(model, PAN),
    duplicates: (model) =>
      model.overlay === undefined ? nextDuplicateView(model) : showTwin(model, model.overlay),
  },
};

function panes(model: Model): readonly Pane[] {
  const { body } = layoutOf(model);
  const { list } = eventsLayout(body.height);
  return [{ table: 'events', band: { top: body.top + list.top, height: list.height }, isFocused: true }];
}

function enterEvent(model: Model): Transition {
  const eventIndex = selectedId(model.tables.events);
  const { dataset } = model;
  if (eventIndex === undefined || dataset === undefined) return noEffects(model);
  return showEvent(rememberView(model, 'drill'), dataset, eventIndex);
}
