import type { Hint } from '../../model/command.ts';
import { layoutOf } from '../../model/layout.ts';
import { type Model, withTabState } from '../../model/model.ts';
import { noEffects } from '../../model/transition.ts';
import { whyMostRejected } from '../../tables/most-rejected.ts';
import { openGap } from '../gap.ts';
import { countTexts, eventsInView } from '../scoped-count.ts';
import type { Copied, Pane, TabSpec } from '../tab-spec.ts';
import { CHOOSE_KEYS, TABLE_HINTS } from '../table-hints.ts';
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
import { nextDuplicateView, pickUser } from './events-commands.ts';
import { listAtBucket } from './list-at-bucket.ts';
import { enterEvent, recordList, withoutRecord } from './record-pane.ts';
import { twinOf } from './record-text.ts';
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
  shortTitle: 'Events',
  count: (context) => countTexts(context, eventsInView(context, context.scope), 'events'),
  slots: ['trend', 'events'],
  background: ['typeTotals', 'bucket'],
  panes,
  hints,
  enter: (model) => (model.tabs.events.pane === 'types' ? onlyChosenType(model) : enterEvent(model)),
  commands: {
    gap: openGap,
    pickUser,
    pickTypes: (model) => noEffects(withPane(model, 'types')),
    otherPane: (model) => noEffects(nextPane(model)),
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
    duplicates: nextDuplicateView,
  },
  requestMissing: requestRecords,
  copied,
  exportTable: 'events',
  mouse: chartMouse,
  back: (model) =>
    model.tabs.events.pane === 'types'
      ? withPane(model, 'list')
      : (withoutRecord(model) ?? withoutCursor(model)),
  close: withoutRecord,
  rested: listAtBucket,
};

const BUCKETS: Hint = ['bucketLeft', 'bucket', 'bucketRight'];

const TYPE_HINTS: readonly [Hint, ...Hint[]] = [
  ['enter', 'only this'],
  ['toggleType', 'on or off'],
  ['otherPane', 'list'],
  BUCKETS,
  ['picture', 'picture'],
];

function hints(model: Model): readonly [Hint, ...Hint[]] {
  const { pane, record, cursor } = model.tabs.events;
  if (pane === 'types') return TYPE_HINTS;
  const hasTwin = record !== undefined && !record.hasTwin && twinOf(model, record.event) !== undefined;
  const enter: Hint = ['enter', record === undefined ? 'record' : hasTwin ? 'its twin' : 'in the file'];
  if (record !== undefined) return [enter, ['back', 'close'], ['otherPane', 'pane'], ['copy', 'copy']];
  const highest: Hint = ['peak', 'highest'];
  const [first, last]: readonly Hint[] =
    cursor === undefined ? [highest, ['zoomIn', 'zoom', 'zoomOut']] : [['zoomIn', 'zoom to it'], highest];
  return [
    enter,
    BUCKETS,
    first,
    ...(whyMostRejected(model) === undefined ? [] : [CHOOSE_KEYS]),
    ['pickUser', 'user'],
    ['otherPane', 'types'],
    ['duplicates', 'dupes'],
    last,
    ['goTo', 'time'],
    ...TABLE_HINTS,
  ];
}

/** `w`: goes from the list to the types to the record, as far as these are on the screen. */
function nextPane(model: Model): Model {
  const { types, list, record } = eventsPlaces(model);
  const { pane } = model.tabs.events;
  const isListCovered = record.height > 0 && record.left === 0 && record.top === list.top;
  const shown = [
    ...(isListCovered ? [] : (['list'] as const)),
    ...(types.height > 0 ? (['types'] as const) : []),
    ...(record.height > 0 ? (['record'] as const) : []),
  ];
  return withPane(model, shown[(shown.indexOf(pane) + 1) % shown.length] ?? pane);
}

function copied(model: Model): Copied {
  const { pane, record } = model.tabs.events;
  if (pane === 'types') return { text: chosenTypeName(model), what: 'the type' };
  const { text, cut = false } = (record && model.records.get(record.event)) ?? {};
  return { text, what: cut ? 'the beginning of the record' : 'the record' };
}

function panes(model: Model): readonly Pane[] {
  const { body } = layoutOf(model);
  const { axis, types, list, record } = eventsPlaces(model);
  const { pane } = model.tabs.events;
  return [
    {
      band: { top: body.top + record.top, height: record.height },
      left: record.left,
      list: recordList(model),
      slots: ['events'],
      isFocused: pane === 'record',
      focus: (now) => withPane(now, 'record'),
    },
    {
      // The line above the types acts as their header.
      band: { top: body.top + (axis.height > 0 ? axis.top : types.top - 1), height: types.height + 1 },
      list: typesList(model),
      slots: ['trend'],
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
