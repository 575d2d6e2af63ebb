import type { Instant } from '../../../pipeline/time/instant.ts';
import { isLoading } from '../../model/load-state.ts';
import { type Model, withTabState } from '../../model/model.ts';
import { rememberView, soFar, type Transition, withMessage } from '../../model/transition.ts';
import { showRecord } from '../../overlays/show-record.ts';
import { firstIndex, isAtOrAfter } from '../../tables/row-at-time.ts';
import type { Scroller, TabSpec } from '../tab-spec.ts';
import {
  chopLines,
  goToByte,
  moveOriginal,
  pressRow,
  requestBytes,
  resizeOriginal,
  scrollOriginal,
  scrollSideways,
  searchOriginal,
  showLine,
  showReject,
} from './original-commands.ts';
import { originalPosition, recordUnderCursor, rowsOnScreen, textRowUnderCursor } from './rows-on-screen.ts';
import { numberWidth } from './text-size.ts';

const scroller: Scroller = {
  move: moveOriginal,
  scroll: scrollOriginal,
  pressRow,
  goToRow: showLine,
  goToTime,
  search: searchOriginal,
  position: originalPosition,
  isAwaited: ({ tabs }) => tabs.original.requestedRange !== undefined,
  resized: resizeOriginal,
};

/**
 * Original: the file as it is. Its places are byte offsets, so it has no list. Enter shows the record under the cursor.
 */
export const originalTab: TabSpec = {
  name: 'original',
  title: 'Original',
  shortTitle: 'Orig',
  slots: [],
  panes: () => [],
  hints: () => [
    ['enter', 'record'],
    ['nextReject', 'next reject'],
    ['search', 'search'],
    ['goTo', 'go to'],
    ['chop', 'chop'],
    ['export', 'save a copy'],
  ],
  enter: enterOriginal,
  commands: {
    nextReject: (model) => showReject(model, 1),
    previousReject: (model) => showReject(model, -1),
    chop: chopLines,
    scrollLeft: (model) => scrollSideways(model, -1),
    scrollRight: (model) => scrollSideways(model, 1),
  },
  // The numbers of more lines may need a wider gutter.
  withDataset: (model, dataset) =>
    numberWidth(dataset) === numberWidth(model.dataset)
      ? model
      : withTabState(model, 'original', resizeOriginal({ ...model, dataset }).tabs.original),
  rejectionsOnScreen: (model) =>
    rowsOnScreen(model).flatMap(({ rejection }) => (rejection === undefined ? [] : [rejection.index])),
  requestMissing: requestBytes,
  copied(model) {
    const row = textRowUnderCursor(model);
    return row === undefined ? { text: undefined, what: 'the line' } : { lineAtByteOffset: row.byteOffset };
  },
  exportOffer: (model) => ({
    exported: { what: 'file', isPart: model.file.sizeBytes === undefined && isLoading(model) },
    fileName: `${model.file.name.replace(/^.*\//, '')}.copy`,
  }),
  scroller,
};

function enterOriginal(model: Model): Transition {
  const record = recordUnderCursor(model);
  if (record === undefined) return withMessage(model, 'no record begins here or before');
  return showRecord(rememberView(model, 'drill'), record);
}

/** Goes to the first event of that time or later, in file order. */
function goToTime(model: Model, instant: Instant): Transition {
  const { dataset } = model;
  if (dataset === undefined) return withMessage(model, 'nothing has been read yet');
  const { store } = dataset;
  const eventIndex = firstIndex(store.count, (index) => isAtOrAfter(store, index, instant));
  return eventIndex < 0
    ? withMessage(model, `no event at or after that time${soFar(model)}`, 'bad')
    : goToByte(rememberView(model, 'drill'), store.byteOffsetOf(eventIndex));
}
