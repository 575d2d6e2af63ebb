import { lowerBound } from '../../pipeline/columns/lower-bound.ts';
import { idAt } from '../../pipeline/columns/row-selection.ts';
import type { EventStore } from '../../pipeline/store/event-store.ts';
import type { Instant } from '../../pipeline/time/instant.ts';
import type { ShownRows } from './shown-rows.ts';
import type { TableSpec } from './table-spec.ts';
import type { TableSort, TableState } from './table-state.ts';

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

/**
 * Returns the row nearest to an event in time, of rows in order of time without it: of two as near the one before, which is
 * the event that a duplicate repeats. -1 if the rows are in another order.
 */
export function rowNearest(
  shown: ShownRows,
  sort: TableSort,
  { column, eventIndexOf }: NonNullable<TableSpec['time']>,
  eventIndex: number,
): number {
  if (sort.column !== column) return -1;
  const { store } = shown.dataset;
  const isPast = (row: number): boolean => {
    const event = eventIndexOf(shown.dataset, idAt(shown, row));
    if (event === undefined) return false;
    const difference = store.compareTimes(event, eventIndex) || event - eventIndex;
    return sort.descending ? difference > 0 : difference < 0;
  };
  const after = lowerBound(shown.rowCount, isPast);
  const distance = (row: number): number => {
    const event = eventIndexOf(shown.dataset, idAt(shown, row));
    if (event === undefined) return Number.POSITIVE_INFINITY;
    const seconds = store.secondsOf(event) - store.secondsOf(eventIndex);
    return Math.abs(seconds + (store.nanosecondsOf(event) - store.nanosecondsOf(eventIndex)) / 1e9);
  };
  if (after === 0 || after === shown.rowCount) return Math.max(0, after - 1);
  return distance(after) < distance(after - 1) ? after : after - 1;
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
