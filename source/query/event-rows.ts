import { rescale } from '../pipeline/columns/cooperative.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import { stringRanks } from '../pipeline/columns/sort-strings.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import type { EventColumn, EventsQuery, Sort } from './query.ts';
import { filterRows, keepRows, NO_ROWS, ROWS_PER_STEP, type RowMatcher } from './row-list.ts';
import { eventMatcher } from './row-match.ts';
import { reversed, sortRows } from './sort-rows.ts';
import { eventsByTime, keptEventsByTime, withinWindow } from './time-order.ts';
import { ranksOfEvents } from './user-ranks.ts';

/** Returns events by index in the store. Equal ones are in order of time, those of the same time in file order. */
export function* eventRows(dataset: Dataset, query: EventsQuery): Generator<number, RowSelection> {
  const { store, grouping } = dataset;
  if (grouping === undefined) return NO_ROWS;
  const areKept = query.user === undefined && query.duplicates === 'hidden';
  const inOrder = areKept ? keptEventsByTime(store, grouping) : eventsByTime(store, grouping, query.user);
  const inTime = yield* rescale(inOrder, 0, 0.4);
  const inWindow = query.window === undefined ? inTime : withinWindow(store, inTime, query.window);
  const list = { rows: inWindow, rowCount: inWindow.length };
  const shown = yield* rescale(shownEvents(store, grouping, list, query, areKept), 0.4, 0.5);
  const filtered = filterRows(shown, query.filter, (pattern) => eventMatcher(dataset, pattern, query.zone));
  const kept = yield* rescale(filtered, 0.5, 0.7);
  return yield* rescale(sorted(store, grouping, kept, query.sort), 0.7, 1);
}

/** Removes events of hidden types, and duplicates or all others if the query asks for that. `areKept`: there are none. */
function* shownEvents(
  store: EventStore,
  { duplicates }: Grouping,
  list: RowSelection,
  query: EventsQuery,
  areKept: boolean,
): Generator<number, RowSelection> {
  const { duplicates: view } = query;
  if (view === 'alone' && duplicates.count === 0) return NO_ROWS;
  const takesAll = areKept || view === 'shown' || duplicates.count === 0;
  const hidden = new Uint8Array(store.types.count);
  for (const type of query.hiddenTypes) hidden[type] = 1;
  const shown: RowMatcher = (eventIndex) => hidden[store.typeOf(eventIndex)] === 0;
  const kept: RowMatcher = (eventIndex) => duplicates.has(eventIndex) === (view === 'alone');
  if (query.hiddenTypes.length === 0) return takesAll ? list : yield* keepRows(list, kept, ROWS_PER_STEP);
  const both: RowMatcher = (eventIndex) => kept(eventIndex) && shown(eventIndex);
  return yield* keepRows(list, takesAll ? shown : both, ROWS_PER_STEP);
}

/** Sorts events, which are in order of time. */
function* sorted(
  store: EventStore,
  grouping: Grouping,
  list: RowSelection,
  { column, descending }: Sort<EventColumn>,
): Generator<number, RowSelection> {
  switch (column) {
    case 'event_time':
      return descending
        ? yield* reversed(list.rows ?? new Uint32Array(0), (a, b) => store.compareTimes(a, b) === 0)
        : list;
    case 'event':
      return yield* sortRows(list, (eventIndex) => eventIndex, descending);
    case 'user_id': {
      const ranks = yield* rescale(ranksOfEvents(store, grouping), 0, 0.1);
      return yield* rescale(
        sortRows(list, (eventIndex) => ranks[eventIndex], descending),
        0.1,
        1,
      );
    }
    case 'event_type': {
      const places = yield* rescale(stringRanks(store.types), 0, 0.1);
      return yield* rescale(
        sortRows(list, (eventIndex) => places[store.typeOf(eventIndex)], descending),
        0.1,
        1,
      );
    }
  }
}
