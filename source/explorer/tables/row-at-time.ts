import { lowerBound } from '../../pipeline/columns/lower-bound.ts';
import { idAt } from '../../pipeline/columns/row-selection.ts';
import type { EventStore } from '../../pipeline/store/event-store.ts';
import type { Instant } from '../../pipeline/time/instant.ts';
import type { TableSpec } from './table-spec.ts';
import type { TableState } from './table-state.ts';

/** Returns the first row at an instant or later, in the order of the rows, or -1. */
export function rowAtTime(
  { shown, sort }: TableState,
  { column, eventIndexOf }: NonNullable<TableSpec['time']>,
  instant: Instant,
): number {
  if (shown === undefined) return -1;
  const { dataset, rowCount } = shown;
  const isRowFrom = (row: number): boolean => {
    const eventIndex = eventIndexOf(dataset, idAt(shown, row));
    return eventIndex !== undefined && isAtOrAfter(dataset.store, eventIndex, instant);
  };
  if (sort.column !== column || sort.descending) return firstIndex(rowCount, isRowFrom);
  const first = lowerBound(rowCount, (row) => !isRowFrom(row));
  return first < rowCount ? first : -1;
}

/** Returns the first of `count` indices for which `test` holds, or -1: one by one, some ten milliseconds per million. */
export function firstIndex(count: number, test: (index: number) => boolean): number {
  for (let index = 0; index < count; index++) if (test(index)) return index;
  return -1;
}

/** Whether an event is at an instant or later. */
export function isAtOrAfter(
  store: EventStore,
  eventIndex: number,
  { seconds, nanoseconds }: Instant,
): boolean {
  return (store.secondsOf(eventIndex) - seconds || store.nanosecondsOf(eventIndex) - nanoseconds) >= 0;
}
