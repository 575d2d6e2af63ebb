import { formatCount } from '../format/human-format.ts';
import { lowerBound } from '../pipeline/columns/lower-bound.ts';
import { idAt } from '../pipeline/columns/row-selection.ts';
import { firstEventOf } from '../pipeline/group/sessions.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { encodeUtf8 } from '../pipeline/text/bytes.ts';
import { type Instant, parseTimestamp } from '../pipeline/time/parse-timestamp.ts';
import { activeList, activeTable } from './lists.ts';
import type { Model, TableName } from './model.ts';
import { recordNumbered } from './original/record-marks.ts';
import { goToByte, goToLine } from './original-commands.ts';
import { rowOf, tableHeight } from './places.ts';
import { leaving, only, soFar, told, type Updated } from './step.ts';
import { columnsOf } from './tables.ts';
import { moved } from './viewport.ts';

/** What can be typed after `:`. */
type Target =
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'offset'; readonly byteOffset: number }
  | { readonly kind: 'event'; readonly event: number }
  | { readonly kind: 'time'; readonly instant: Instant };

/** What can be gone to, in words. */
export const GO_TO_HELP = 'a row, @offset, #event or a time such as 2024-07-10T11:45';

/** Goes to a row, a byte offset, an event by its number, or a time; nothing for a text that is none of them. */
export function goTo(model: Model, text: string): Updated | undefined {
  const target = parseTarget(text);
  if (target === undefined) return undefined;
  switch (target.kind) {
    case 'row':
      return model.tab === 'original' && model.overlay === undefined
        ? goToLine(model, target.row)
        : goToRow(model, target.row);
    case 'offset':
      return goToByte(leaving(model, 'drill'), target.byteOffset);
    case 'event':
      return goToEvent(model, target.event);
    case 'time':
      return goToTime(model, target.instant);
  }
}

function parseTarget(text: string): Target | undefined {
  const number = /^[@#]?\s*([0-9][0-9,_]*)$/.exec(text)?.[1].replace(/[,_]/g, '');
  if (number !== undefined && !/^[0-9]{8}$/.test(text)) {
    const value = Number(number);
    if (text.startsWith('@')) return { kind: 'offset', byteOffset: value };
    return text.startsWith('#') ? { kind: 'event', event: value } : { kind: 'row', row: value };
  }
  const bytes = encodeUtf8(text);
  const instant = { seconds: 0, nanoseconds: 0 };
  if (parseTimestamp(bytes, 0, bytes.length, instant) === undefined) return { kind: 'time', instant };
  return number === undefined ? undefined : { kind: 'row', row: Number(number) };
}

function goToRow(model: Model, row: number): Updated {
  const list = activeList(model);
  if (list === undefined) return only(model);
  const { viewport, count, height, withViewport } = list;
  return only(withViewport(moved(viewport, { to: row - 1 }, count, height)));
}

/** In the list if the event is one of its rows, else in Original. */
function goToEvent(model: Model, event: number): Updated {
  const { dataset } = model;
  const record = dataset && recordNumbered(dataset, event);
  if (dataset === undefined || record === undefined) {
    const among =
      dataset === undefined ? ' yet' : ` among ${formatCount(dataset.totalEvents)}${soFar(model)}`;
    return told(model, `there is no event #${event}${among}`, 'bad');
  }
  const table = activeTable(model);
  if ((table === 'rejections' || table === 'events') && table === `${record.kind}s`) {
    const { shown } = model[table];
    const row = shown === undefined ? -1 : rowOf(shown, record.index, -1);
    if (row >= 0) return goToFound(model, table, row);
  }
  return goToByte(leaving(model, 'drill'), record.byteOffset);
}

/** The first row at that time or later, in the order in which the rows stand. */
function goToTime(model: Model, instant: Instant): Updated {
  const { dataset, tab } = model;
  const table = activeTable(model);
  if (table === 'sessions' || table === 'events') {
    const row = rowAtTime(model, table, instant);
    return row < 0
      ? told(model, `no row is of that time or later${soFar(model)}`, 'bad')
      : goToFound(model, table, row);
  }
  if (tab !== 'original' || dataset === undefined) {
    return told(model, 'rejected records have no time that could be gone to', 'bad');
  }
  const { store } = dataset;
  const event = firstIndex(store.count, (index) => isFrom(store, index, instant));
  return event < 0
    ? told(model, `no event is of that time or later${soFar(model)}`, 'bad')
    : goToByte(leaving(model, 'drill'), store.byteOffsetOf(event));
}

function rowAtTime(model: Model, table: 'sessions' | 'events', instant: Instant): number {
  const { shown, sort } = model[table];
  if (shown === undefined) return -1;
  const { store, grouping } = shown.dataset;
  const isRowFrom = (row: number): boolean => {
    const id = idAt(shown, row);
    if (table === 'events') return isFrom(store, id, instant);
    return grouping !== undefined && isFrom(store, firstEventOf(grouping, id), instant);
  };
  const byTime =
    columnsOf(table, false)[sort.column].name === (table === 'events' ? 'event_time' : 'session_start');
  if (!byTime || sort.descending) return firstIndex(shown.rowCount, isRowFrom);
  const first = lowerBound(shown.rowCount, (row) => !isRowFrom(row));
  return first < shown.rowCount ? first : -1;
}

/** One after the other, where nothing is known of their order: some ten milliseconds a million. */
function firstIndex(count: number, is: (index: number) => boolean): number {
  for (let index = 0; index < count; index++) if (is(index)) return index;
  return -1;
}

function isFrom(store: EventStore, event: number, { seconds, nanoseconds }: Instant): boolean {
  return (store.secondsOf(event) - seconds || store.nanosecondsOf(event) - nanoseconds) >= 0;
}

function goToFound(model: Model, table: TableName, row: number): Updated {
  const state = model[table];
  const count = state.shown?.rowCount ?? 0;
  const viewport = moved(state.viewport, { to: row }, count, tableHeight(model, table));
  return only({ ...model, [table]: { ...state, viewport } });
}
