import { layoutOf } from '../../model/layout.ts';
import { type Model, withTabState } from '../../model/model.ts';
import { noEffects, rememberView, type Transition } from '../../model/transition.ts';
import { selectedId } from '../../tables/table-state.ts';
import { openGap } from '../gap.ts';
import { countTexts, eventsInView } from '../scoped-count.ts';
import type { Pane, TabSpec } from '../tab-spec.ts';
import { TABLE_HINTS } from '../table-hints.ts';
import {
  beginRange,
  moveBucket,
  nextPeak,
  panBy,
  withoutCursor,
  zoomBy,
  zoomIn,
  zoomReset,
} from './bucket-commands.ts';
import { chartMouse } from './chart-mouse.ts';
import { showEvent, showTwin } from './event-record.ts';
import { nextDuplicateView, pickUser } from './events-commands.ts';
import { listAtBucket } from './list-at-bucket.ts';
import { requestRecords } from './records-on-screen.ts';
import { eventsPlaces } from './trend-view.ts';
import { onlyChosenType, toggleChosenType, typesList, withPane } from './type-commands.ts';
import { typeRows } from './type-rows.ts';

const ZOOM_OUT = 2;
const PAN = 0.25;

/**
 * Events: the trend of one user's events or of all, its types, and the list of events. Enter shows an event's record, or
 * only the events of a type.
 */
export const eventsTab: TabSpec = {
  name: 'events',
  title: 'Events',
  shortTitle: 'Event',
  count: (context) => countTexts(context, eventsInView(context, context.scope), ({ events }) => events),
  slots: ['trend', 'events'],
  panes,
  hints: (model) =>
    model.tabs.events.pane === 'types'
      ? [
          ['enter', 'only this'],
          ['toggleType', 'on or off'],
          ['otherPane', 'list'],
          ['bucketRight', 'bucket'],
          ['picture', 'picture'],
        ]
      : [
          ['enter', 'record'],
          ['bucketRight', 'bucket'],
          ['zoomIn', model.tabs.events.cursor === undefined ? 'zoom' : 'zoom to it'],
          ['pickUser', 'user'],
          ['otherPane', 'types'],
          ['duplicates', 'dupes'],
          ['peak', 'highest'],
          ...TABLE_HINTS,
        ],
  enter: (model) => (model.tabs.events.pane === 'types' ? onlyChosenType(model) : enterEvent(model)),
  commands: {
    gap: openGap,
    pickUser,
    pickTypes: (model) => noEffects(withPane(model, 'types')),
    otherPane: (model) => noEffects(withPane(model, model.tabs.events.pane === 'list' ? 'types' : 'list')),
    toggleType: toggleChosenType,
    bucketLeft: (model) => moveBucket(model, -1),
    bucketRight: (model) => moveBucket(model, 1),
    peak: nextPeak,
    beginRange,
    picture: (model) =>
      noEffects(
        withTabState(model, 'events', { picture: model.tabs.events.picture === 'rows' ? 'lines' : 'rows' }),
      ),
    zoomIn,
    zoomOut: (model) => zoomBy(model, ZOOM_OUT),
    zoomReset,
    panLeft: (model) => panBy(model, -PAN),
    panRight: (model) => panBy(model, PAN),
    duplicates: (model) =>
      model.overlay === undefined ? nextDuplicateView(model) : showTwin(model, model.overlay),
  },
  requestMissing: requestRecords,
  copied: (model) => ({ text: chosenTypeName(model), what: 'the type' }),
  exportTable: 'events',
  mouse: chartMouse,
  back: (model) => (model.tabs.events.pane === 'types' ? withPane(model, 'list') : withoutCursor(model)),
  rested: listAtBucket,
};

function panes(model: Model): readonly [Pane, Pane] {
  const { body } = layoutOf(model);
  const { axis, types, list } = eventsPlaces(model);
  const { pane } = model.tabs.events;
  return [
    {
      // The line above the types is their header.
      band: { top: body.top + (axis.height > 0 ? axis.top : types.top - 1), height: types.height + 1 },
      list: typesList(model),
      isFocused: pane === 'types',
      focus: (now) => withPane(now, 'types'),
    },
    {
      table: 'events',
      band: { top: body.top + list.top, height: list.height },
      isFocused: pane === 'list',
      focus: (now) => withPane(now, 'list'),
    },
  ];
}

function chosenTypeName(model: Model): string | undefined {
  return typeRows(model)[model.tabs.events.types.cursor]?.name;
}

function enterEvent(model: Model): Transition {
  const eventIndex = selectedId(model.tables.events);
  const { dataset } = model;
  if (eventIndex === undefined || dataset === undefined) return noEffects(model);
  return showEvent(rememberView(model, 'drill'), dataset, eventIndex);
}
