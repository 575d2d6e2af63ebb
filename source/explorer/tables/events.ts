import { momentFormat } from '../../format/zoned-moment.ts';
import { keyList } from '../../pipeline/differ/differing-keys.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { recordNumberOfEvent } from '../../pipeline/store/rejection-store.ts';
import { eventTexts } from '../../query/row-text.ts';
import {
  type Cells,
  FILE_COLUMN,
  screenColumns,
  sortFor,
  type TableContext,
  type TableSpec,
} from './table-spec.ts';

const COLUMNS = screenColumns('events', [
  { name: 'event_time', leastWidth: 20, width: 29 },
  { name: 'user_id', leastWidth: 10, width: 20, grows: true },
  { name: 'event_type', leastWidth: 10, width: 16 },
  { name: 'event', leastWidth: 10, width: 10, right: true },
]);

/** Only shown with duplicates. */
const DUPLICATE_COLUMNS = screenColumns('events', [
  { name: 'duplicate_of', leastWidth: 12, width: 12, right: true, sortable: false },
  { name: 'differs', leastWidth: 7, width: 16, grows: true, sortable: false },
]);

const FILE_COLUMNS = screenColumns('events', [FILE_COLUMN]);

/** Events, by number: in file order. */
export const eventsTable: TableSpec = {
  columns: [...COLUMNS, ...DUPLICATE_COLUMNS, ...FILE_COLUMNS],
  isShown: (name, { scope, dataset }) => {
    if (name === 'file') return dataset?.files.areSeveral === true;
    return scope.duplicates !== 'hidden' || !DUPLICATE_COLUMNS.some((column) => column.name === name);
  },
  cells: (context, dataset, id) => {
    const { files, store } = dataset;
    const name = files.nameOf(files.startOf(store.byteOffsetOf(id)));
    const texts = cells(context, dataset, id);
    return name === undefined ? texts : { ...texts, file: name };
  },
  query: ({ scope, options }, { sort }) => ({
    kind: 'events',
    scope,
    sort: sortFor(sort, COLUMNS),
    zone: options.zone,
  }),
  emptyText: () => 'no events, so no sessions',
  csv: ({ scope }) =>
    scope.duplicates !== 'hidden'
      ? { what: 'duplicates', fileName: 'duplicates.csv' }
      : { what: 'events', fileName: 'events.csv' },
  recordKind: 'event',
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

/** The cell of a duplicate: the keys that differ. `keys`: undefined if that is not known. */
function differsText(keys: readonly string[] | undefined): string {
  if (keys === undefined) return '?';
  return keys.length === 0 ? 'nothing' : keyList(keys);
}
