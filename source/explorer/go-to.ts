import { encodeUtf8 } from '../pipeline/bytes.ts';
import type { Dataset } from '../pipeline/dataset.ts';
import { eventNumberOf } from '../pipeline/rejection-store.ts';
import { type Instant, parseTimestamp } from '../pipeline/timestamp.ts';
import { activeList, activeTable } from './lists.ts';
import type { Model, ShownRows, TableName } from './model.ts';
import { byteOffsetOfEvent } from './original/record-marks.ts';
import { goToByte, goToLine } from './original-commands.ts';
import { idAt, tableHeight } from './places.ts';
import { leaving, only, told, type Updated } from './step.ts';
import { moved } from './viewport.ts';

/** What can be typed after `:`. */
type Target =
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'offset'; readonly byteOffset: number }
  | { readonly kind: 'event'; readonly event: number }
  | { readonly kind: 'time'; readonly instant: Instant };

const HELP = 'type a row, @offset, #event or a time such as 2024-07-10T11:45';

/** Goes to a row, a byte offset, an event by its number, or a time. */
export function goTo(model: Model, text: string): Updated {
  const target = parseTarget(text);
  if (target === undefined) return told(model, `${text} is no place: ${HELP}`, 'bad');
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
  if (dataset === undefined || event < 1 || event > dataset.totalEvents) {
    return told(
      model,
      `there is no event #${event}${dataset ? ` among ${dataset.totalEvents}` : ' yet'}`,
      'bad',
    );
  }
  const table = activeTable(model);
  if (table === 'rejections' || table === 'events') {
    const row = findRow(model[table].shown, (id, data) =>
      table === 'events'
        ? eventNumberOf(data.rejections, id) === event
        : data.rejections.eventOf(id) === event,
    );
    if (row >= 0) return goToFound(model, table, row);
  }
  const byteOffset = byteOffsetOfEvent(dataset, event);
  return byteOffset === undefined
    ? told(model, `there is no event #${event}`, 'bad')
    : goToByte(leaving(model, 'drill'), byteOffset);
}

/** The first row at that time or later, in the order in which the rows stand. */
function goToTime(model: Model, { seconds, nanoseconds }: Instant): Updated {
  const isAtOrAfter = (data: Dataset, event: number): boolean =>
    (data.store.secondsOf(event) - seconds || data.store.nanosecondsOf(event) - nanoseconds) >= 0;
  const table = activeTable(model);
  if (table === 'sessions' || table === 'events') {
    const row = findRow(model[table].shown, (id, data) => {
      if (table === 'events') return isAtOrAfter(data, id);
      const { grouping } = data;
      return grouping !== undefined && isAtOrAfter(data, grouping.byUser.events[grouping.sessions.first[id]]);
    });
    return row < 0 ? told(model, 'no row is of that time or later', 'bad') : goToFound(model, table, row);
  }
  const { dataset } = model;
  if (model.tab === 'original' && dataset !== undefined) {
    for (let event = 0; event < dataset.store.count; event++) {
      if (isAtOrAfter(dataset, event))
        return goToByte(leaving(model, 'drill'), dataset.store.byteOffsetOf(event));
    }
    return told(model, 'no event is of that time or later', 'bad');
  }
  return told(model, 'rejected records have no time that could be gone to', 'bad');
}

function findRow(shown: ShownRows | undefined, is: (id: number, data: Dataset) => boolean): number {
  if (shown === undefined) return -1;
  for (let row = 0; row < shown.rowCount; row++) if (is(idAt(shown, row), shown.dataset)) return row;
  return -1;
}

function goToFound(model: Model, table: TableName, row: number): Updated {
  const state = model[table];
  const count = state.shown?.rowCount ?? 0;
  const viewport = moved(state.viewport, { to: row }, count, tableHeight(model, table));
  return only({ ...model, [table]: { ...state, viewport } });
}
