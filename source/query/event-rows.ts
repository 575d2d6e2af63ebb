import { rescale } from '../pipeline/columns/cooperative.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import { stringRanks } from '../pipeline/columns/sort-strings.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import type { EventColumn, EventsQuery, Sort } from './query.ts';
import { NO_ROWS } from './row-list.ts';
import { eventsInScope } from './scoped-events.ts';
import { reversed, sortRows } from './sort-rows.ts';
import { ranksOfEvents } from './user-ranks.ts';

/** Returns events by index in the store. Equal ones are in order of time, those of the same time in file order. */
export function* eventRows(
  dataset: Dataset,
  { scope, sort, zone }: EventsQuery,
  readRecord: ReadRecord,
): Generator<number, RowSelection> {
  const { store, grouping } = dataset;
  if (grouping === undefined) return NO_ROWS;
  const inScope = eventsInScope({ dataset, grouping, readRecord, zone }, scope);
  const part = sort.column === 'event_time' ? 0.95 : 0.7;
  const events = yield* rescale(inScope, 0, part);
  return yield* rescale(sorted(store, grouping, { rows: events, rowCount: events.length }, sort), part, 1);
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
      const places = Float64Array.from(yield* rescale(stringRanks(store.types), 0, 0.1));
      // As in a file that is written: what is empty comes last.
      for (let type = 0; type < places.length; type++) {
        if (store.types.lengthOf(type) === 0) places[type] = descending ? -1 : places.length;
      }
      return yield* rescale(
        sortRows(list, (eventIndex) => places[store.typeOf(eventIndex)], descending),
        0.1,
        1,
      );
    }
  }
}
