import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import type { Dataset, Grouping } from '../pipeline/result/dataset.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import type { EventColumn, EventsQuery, Sort } from './query.ts';
import { filterRows, keepRows, NO_ROWS, part, ROWS_READ, type RowMatcher } from './row-list.ts';
import { eventMatcher } from './row-match.ts';
import { reversed, sortRows } from './sort-rows.ts';
import { textPlaces } from './sort-strings.ts';
import { eventsByTime, withinWindow } from './time-order.ts';
import { ranksOfEvents } from './user-ranks.ts';

/** Events by number. Equal ones stay in order of time, those of one time in file order. */
export function* eventRows(dataset: Dataset, query: EventsQuery): Generator<number, RowSelection> {
  const { store, grouping } = dataset;
  if (grouping === undefined) return NO_ROWS;
  const inTime = yield* part(eventsByTime(store, grouping, query.user), 0, 0.4);
  const inWindow = query.window === undefined ? inTime : withinWindow(store, inTime, query.window);
  const list = { rows: inWindow, rowCount: inWindow.length };
  const wanted = yield* part(wantedEvents(store, grouping, list, query), 0.4, 0.5);
  const filtered = filterRows(wanted, query.filter, (pattern) => eventMatcher(dataset, pattern));
  const kept = yield* part(filtered, 0.5, 0.7);
  return yield* part(sorted(store, grouping, kept, query.sort), 0.7, 1);
}

/** Without the types that are hidden, and without duplicates unless they are asked for. */
function* wantedEvents(
  store: EventStore,
  { duplicates }: Grouping,
  list: RowSelection,
  query: EventsQuery,
): Generator<number, RowSelection> {
  const withDuplicates = query.duplicates || duplicates.count === 0;
  const hidden = new Uint8Array(store.types.count);
  for (const type of query.hiddenTypes) hidden[type] = 1;
  const shown: RowMatcher = (event) => hidden[store.typeOf(event)] === 0;
  const kept: RowMatcher = (event) => !duplicates.has(event);
  if (query.hiddenTypes.length === 0) return withDuplicates ? list : yield* keepRows(list, kept, ROWS_READ);
  const both: RowMatcher = (event) => kept(event) && shown(event);
  return yield* keepRows(list, withDuplicates ? shown : both, ROWS_READ);
}

/** `list` is in order of time. */
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
      return yield* sortRows(list, (event) => event, descending);
    case 'user_id': {
      const ranks = yield* part(ranksOfEvents(grouping), 0, 0.1);
      return yield* part(
        sortRows(list, (event) => ranks[event], descending),
        0.1,
        1,
      );
    }
    case 'event_type': {
      const places = yield* part(textPlaces(store.types), 0, 0.1);
      return yield* part(
        sortRows(list, (event) => places[store.typeOf(event)], descending),
        0.1,
        1,
      );
    }
  }
}
