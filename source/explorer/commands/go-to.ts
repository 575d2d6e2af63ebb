import { formatCount } from '../../format/human-format.ts';
import { compareInstants, type Instant } from '../../pipeline/time/instant.ts';
import {
  type Clock,
  instantOf,
  rangeOfSaid,
  readSaidRange,
  readSaidTime,
  type SaidRange,
  type SaidTime,
} from '../../query/said-times.ts';
import type { TimeRange } from '../../query/time-range.ts';
import { recordNumbered } from '../file-view/record-marks.ts';
import { type Model, withTable } from '../model/model.ts';
import { withScope } from '../model/scope.ts';
import { screenClock } from '../model/screen-clock.ts';
import { noEffects, rememberView, soFar, type Transition, withMessage } from '../model/transition.ts';
import { TABLES, type TableName } from '../tables/registry.ts';
import { rowAtTime } from '../tables/row-at-time.ts';
import { rowOfId } from '../tables/shown-rows.ts';
import { activeList, activeTable, tableHeight } from '../tabs/active-list.ts';
import { shownWindow } from '../tabs/events/range.ts';
import { goToByte, goToOffset } from '../tabs/original/original-commands.ts';
import { TABS } from '../tabs/registry.ts';
import { moved } from '../view/viewport.ts';

/** What can be typed after `:`. */
type Target =
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'offset'; readonly byteOffset: number }
  | { readonly kind: 'event'; readonly recordNumber: number }
  | { readonly kind: 'time'; readonly time: SaidTime }
  | { readonly kind: 'range'; readonly range: SaidRange };

/** What `:` accepts, in words. */
export const GO_TO_HELP =
  'a row, @offset, #event, a time such as 14:20 or 11-26 14:20, or a range such as 14..15 or 11-26';

/**
 * Goes to a row, a byte offset, an event by its number, or a time; narrows all tabs to a range. Undefined for any other
 * text.
 */
export function goTo(model: Model, text: string): Transition | undefined {
  const target = parseTarget(text, screenClock(model));
  switch (target?.kind) {
    case undefined:
      return undefined;
    case 'row':
      return goToRow(model, target.row);
    case 'offset':
      return goToOffset(model, target.byteOffset);
    case 'event':
      return goToRecord(model, target.recordNumber);
    case 'time':
      return goToTime(model, instantOf(target.time, lastInView(model)));
    case 'range':
      return narrowTo(model, rangeOfSaid(target.range, lastInView(model)));
  }
}

function parseTarget(text: string, clock: Clock): Target | undefined {
  const number = /^[@#]?\s*([0-9][0-9,_]*)$/.exec(text)?.[1].replace(/[,_]/g, '');
  // Eight digits are a date.
  if (number !== undefined && !/^[0-9]{8}$/.test(text)) {
    const value = Number(number);
    if (text.startsWith('@')) return { kind: 'offset', byteOffset: value };
    return text.startsWith('#') ? { kind: 'event', recordNumber: value } : { kind: 'row', row: value };
  }
  const range = readSaidRange(text, clock);
  if (range !== undefined) return { kind: 'range', range };
  const time = readSaidTime(text, clock);
  if (time !== undefined) return { kind: 'time', time };
  return number === undefined ? undefined : { kind: 'row', row: Number(number) };
}

/** Returns the last event in view, on whose day `14:20` is: that of the range, or else of what the chart shows. */
function lastInView(model: Model): Instant | undefined {
  const { dataset, scope, tabs } = model;
  const last = dataset?.grouping?.lastEvent;
  if (last === undefined) return undefined;
  const times = tabs.events.trend?.answer.times;
  const window = shownWindow(model);
  if (scope.range === undefined && times !== undefined && window !== undefined) {
    const isAll = times.lastSeconds < window.toSeconds;
    return isAll ? last : { seconds: times.percentile99Seconds, nanoseconds: 0 };
  }
  const end = scope.range?.to;
  if (end === undefined || compareInstants(last, end) < 0) return last;
  return end.nanoseconds > 0
    ? { seconds: end.seconds, nanoseconds: end.nanoseconds - 1 }
    : { seconds: end.seconds - 1, nanoseconds: 999_999_999 };
}

function narrowTo(model: Model, range: TimeRange): Transition {
  const { from, to } = range;
  if (from !== undefined && to !== undefined && compareInstants(from, to) >= 0) {
    return withMessage(model, 'this range ends before it begins', 'bad');
  }
  return noEffects(withScope(model, { range }, { at: 'top' }));
}

function goToRow(model: Model, row: number): Transition {
  const list = activeList(model);
  if (list === undefined) return TABS[model.tab].scroller?.goToRow(model, row) ?? noEffects(model);
  const { viewport, count, height, withViewport } = list;
  return noEffects(withViewport(moved(viewport, { to: row - 1 }, count, height)));
}

/** Goes to the record in the active table if it is one of its rows, else in Original. */
function goToRecord(model: Model, recordNumber: number): Transition {
  const { dataset } = model;
  const record = dataset && recordNumbered(dataset, recordNumber);
  if (dataset === undefined || record === undefined) {
    const among =
      dataset === undefined ? ' yet' : ` among ${formatCount(dataset.totalEvents)}${soFar(model)}`;
    return withMessage(model, `there is no event #${recordNumber}${among}`, 'bad');
  }
  const table = activeTable(model);
  if (table !== undefined && TABLES[table].recordKind === record.kind) {
    const { shown } = model.tables[table];
    const row = shown === undefined ? -1 : rowOfId(shown, record.index, -1);
    if (row >= 0) return goToFound(model, table, row);
  }
  return goToByte(rememberView(model, 'drill'), record.byteOffset);
}

function goToTime(model: Model, instant: Instant): Transition {
  const table = activeTable(model);
  const time = table && TABLES[table].time;
  if (table !== undefined && time !== undefined) {
    const row = rowAtTime(model.tables[table], time, instant);
    return row < 0
      ? withMessage(model, `no row at or after that time${soFar(model)}`, 'bad')
      : goToFound(model, table, row);
  }
  const { scroller } = TABS[model.tab];
  return scroller === undefined
    ? withMessage(model, 'these rows have no time to go to', 'bad')
    : scroller.goToTime(model, instant);
}

function goToFound(model: Model, table: TableName, row: number): Transition {
  const { viewport, shown } = model.tables[table];
  const count = shown?.rowCount ?? 0;
  return noEffects(
    withTable(model, table, { viewport: moved(viewport, { to: row }, count, tableHeight(model, table)) }),
  );
}
