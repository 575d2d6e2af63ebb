import { formatSpan } from '../../format/human-format.ts';
import { safeText } from '../../format/safe-text.ts';
import { beginning, cut, widthOf } from '../../format/text-width.ts';
import { momentFormat } from '../../format/zoned-moment.ts';
import { keyList } from '../../pipeline/differ/differing-keys.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { recordNumberOfEvent } from '../../pipeline/store/rejection-store.ts';
import { type ColumnKeys, otherValues } from '../../query/record-text.ts';
import { eventTexts } from '../../query/row-text.ts';
import { typeFaces } from '../chart/type-faces.ts';
import { memoize } from '../memoize.ts';
import { recordColumns, recordPlace } from '../tabs/events/layout.ts';
import type { Style } from '../view/spans.ts';
import { eventAt } from './event-at.ts';
import { FILE_COLUMN } from './file-column.ts';
import { idLook } from './id-look.ts';
import { chosenColumns, keyCells, keyColumns } from './key-columns.ts';
import { soMostAreRejected } from './most-rejected.ts';
import { shortTime } from './short-times.ts';
import {
  type Cell,
  type CellLook,
  type Cells,
  type Column,
  type EventRecord,
  screenColumns,
  sortFor,
  type TableContext,
  type TableSpec,
} from './table-spec.ts';

/** A type has the colour that it has in the chart and in the sessions. */
const typeLook = textLook('event_type', ({ context, dataset, id }) => {
  const counts = context.tabs.sessions.totals?.counts;
  return (counts && typeFaces(counts, [], dataset.store).get(dataset.store.typeOf(id))?.style) ?? 'plain';
});

const recordLook = textLook('record', () => 'dim');

function textLook(column: string, styleOf: (cell: Cell) => Style): CellLook {
  const textOf = ({ cells }: Cell, room: number): string => safeText(beginning(cells[column] ?? '', room));
  return {
    isText: true,
    widthOf: (cell) => widthOf(textOf(cell, MOST_RECORD_CELLS)),
    lineOf: (cell, room, ascii) => [
      { text: cut(textOf(cell, room), room, ascii ? '~' : '…'), style: styleOf(cell) },
    ],
  };
}

/** The most cells that a record asks for. */
const MOST_RECORD_CELLS = 200;

const COLUMNS = screenColumns('events', [
  { name: 'event_time', leastWidth: 14, width: 29, whole: true, look: shortTime('event_time') },
  { name: 'user_id', leastWidth: 10, width: 20, grows: true, look: idLook },
  { name: 'event_type', leastWidth: 10, width: 16, look: typeLook },
  { name: 'event', leastWidth: 10, width: 10, right: true },
]);

/** The other values of the record, read from the file while the event is on the screen. */
const RECORD_COLUMN: Column = {
  name: 'record',
  header: 'record',
  meaning: 'the other values of the record, on one line',
  leastWidth: 10,
  width: 24,
  grows: true,
  fills: true,
  sortable: false,
  look: recordLook,
};

/** Only shown with duplicates. */
const DUPLICATE_COLUMNS = screenColumns('events', [
  { name: 'duplicate_of', leastWidth: 12, width: 12, right: true, sortable: false },
  { name: 'differs', leastWidth: 7, width: 16, grows: true, sortable: false },
]);

const FILE_COLUMNS = screenColumns('events', [FILE_COLUMN]);

/** Events, by number: in file order. */
export const eventsTableSpec: TableSpec = {
  columns: [
    ...COLUMNS.slice(0, 3),
    RECORD_COLUMN,
    ...COLUMNS.slice(3),
    ...DUPLICATE_COLUMNS,
    ...FILE_COLUMNS,
  ],
  // The record pane may be beside the list.
  columnsOf: ({ tabs: { events } }, columns) =>
    recordPlace(columns, 0, events.record) === 'right' ? columns - recordColumns(columns) - 1 : columns,
  optionalColumns: keyColumns,
  isShown: (name, { scope, dataset }) => {
    if (name === 'file') return dataset?.files.areSeveral === true;
    return scope.duplicates !== 'hidden' || !DUPLICATE_COLUMNS.some((column) => column.name === name);
  },
  cells: (context, dataset, id, chosen) => {
    const { files, store } = dataset;
    const name = files.nameOf(files.startOf(store.byteOffsetOf(id)));
    const record = context.records.get(id);
    const texts = {
      ...cells(context, dataset, id),
      ...(record && keyCells(record, [chosenColumns(context, chosen)])),
      record: recordCell(context, dataset, id),
    };
    return name === undefined ? texts : { ...texts, file: name };
  },
  query: ({ scope, options }, { sort }) => ({
    kind: 'events',
    scope,
    sort: sortFor(sort, COLUMNS),
    zone: options.zone,
  }),
  emptyText: (context) => `no events${soMostAreRejected(context)}`,
  csv: ({ scope }) =>
    scope.duplicates !== 'hidden'
      ? { what: 'duplicates', fileName: 'duplicates.csv' }
      : { what: 'events', fileName: 'events.csv' },
  between: silenceBetween,
  recordKind: 'event',
  placeOf: ({ store }, id) => store.byteOffsetOf(id),
  idAt: eventAt,
  time: { column: 'event_time', eventIndexOf: (_, id) => id },
};

function cells(
  { scope, options, differences }: TableContext,
  { store, rejections, grouping }: Dataset,
  id: number,
): Cells {
  const texts = eventTexts(store, rejections, id, momentFormat(options.zone));
  if (scope.duplicates === 'hidden') return texts;
  if (!grouping?.duplicates.has(id)) return { ...texts, duplicate_of: '', differs: '' };
  const original = grouping.duplicates.originalOf(id);
  const duplicate_of = String(recordNumberOfEvent(rejections, original));
  return { ...texts, duplicate_of, differs: differences.has(id) ? differsText(differences.get(id)) : '...' };
}

/** Returns the text between two events of one user that a silence longer than the gap parts; undefined for a shorter one. */
function silenceBetween(
  { scope, options }: TableContext,
  { store }: Dataset,
  event: number,
  next: number,
): string | undefined {
  const { gapSeconds } = options;
  if (scope.user === undefined || gapSeconds === undefined) return undefined;
  const [early, late] = store.compareTimes(event, next) <= 0 ? [event, next] : [next, event];
  const seconds = store.secondsOf(late) - store.secondsOf(early);
  const nanoseconds = store.nanosecondsOf(late) - store.nanosecondsOf(early);
  // Exactly the gap still belongs to the session.
  const isLonger = (seconds - gapSeconds || nanoseconds) > 0 && seconds + nanoseconds / 1e9 > gapSeconds;
  return isLonger ? `${formatSpan(nanoseconds < 0 ? seconds - 1 : seconds, 0)} of nothing` : undefined;
}

function recordCell({ records }: TableContext, { settings }: Dataset, id: number): string {
  const record = records.get(id);
  return record === undefined ? '' : recordLine(record, [settings]);
}

const recordLine = memoize(({ text }: EventRecord, [settings]: readonly [ColumnKeys]): string =>
  otherValues(text, settings),
);

/** The cell of a duplicate: the keys that differ. `keys`: undefined if that is not known. */
function differsText(keys: readonly string[] | undefined): string {
  if (keys === undefined) return '?';
  return keys.length === 0 ? 'nothing' : keyList(keys);
}
