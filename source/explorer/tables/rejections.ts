import { rowAt } from '../../pipeline/columns/placed-rows.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import type { RowsQuery } from '../../query/query.ts';
import { scopeOfReason } from '../../query/rejected-scope.ts';
import { rejectionTexts } from '../../query/row-text.ts';
import { holdsAllRejections } from '../../query/scoped-rejections.ts';
import { FILE_COLUMN } from './file-column.ts';
import { idLook } from './id-look.ts';
import { type Cells, screenColumns, sortFor, type TableContext, type TableSpec } from './table-spec.ts';

/** The cells of a rejection until its bytes are read. */
const NOT_READ = { detail: '...', userId: '...', eventTime: '...', eventType: '...', raw: '...' };

const COLUMNS = screenColumns('rejections', [
  { name: 'line', leastWidth: 9, width: 9, right: true },
  { name: 'user_id', leastWidth: 8, width: 12, look: idLook },
  // The whole sentence comes first: on a narrow screen it quotes the time that then has no column.
  { name: 'reason', leastWidth: 46, width: 52, grows: true, leadCells: 16 },
  { name: 'event_type', leastWidth: 10, width: 12, grows: true },
  { name: 'event_time', leastWidth: 16, width: 20 },
  { name: 'event', leastWidth: 9, width: 9, right: true },
]);

const FILE_COLUMNS = screenColumns('rejections', [FILE_COLUMN]);

/** Rejected records, by number: in file order. */
export const rejectionsTableSpec: TableSpec = {
  // A line is a line of its file, so the two columns are together.
  columns: [COLUMNS[0], ...FILE_COLUMNS, ...COLUMNS.slice(1)],
  isShown: (name, { dataset }) => {
    if (name === 'file') return dataset?.files.areSeveral === true;
    return name !== 'event' || (dataset !== undefined && hasOtherNumbers(dataset));
  },
  cells,
  query: ({ scope, tabs }, { sort }) => ({
    kind: 'rejections',
    scope: scopeOfReason(scope, tabs.skipped.narrowed),
    sort: sortFor(sort, COLUMNS),
  }),
  storedOrderCount,
  emptyText: () => 'nothing was rejected',
  csv: () => ({ what: 'rejections', fileName: 'skipped.csv' }),
  recordKind: 'rejection',
  placeOf: ({ rejections }, id) => rejections.byteOffsetOf(id),
  idAt: ({ rejections }, byteOffset) => rowAt(rejections, byteOffset),
};

function cells({ described }: TableContext, { rejections, files }: Dataset, id: number): Cells {
  const { line, name } = files.placeOf(rejections.byteOffsetOf(id), rejections.lineOf(id));
  const texts = rejectionTexts({
    ...(described.get(id) ?? NOT_READ),
    recordNumber: rejections.recordNumberOf(id),
    line,
  });
  return name === undefined ? texts : { ...texts, file: name };
}

/** How many rejections at either end are looked at: the cost must not grow with the file. */
const COMPARED_ROWS = 32;

/** Whether the number of a record is something else than its line, as where a record spans lines or shares one. */
function hasOtherNumbers({ rejections }: Dataset): boolean {
  const { count } = rejections;
  for (let row = 0; row < count; row++) {
    if (row === COMPARED_ROWS) row = Math.max(row, count - COMPARED_ROWS);
    if (rejections.recordNumberOf(row) !== rejections.lineOf(row)) return true;
  }
  return false;
}

function storedOrderCount({ rejections }: Dataset, query: RowsQuery): number | undefined {
  if (query.kind !== 'rejections' || !holdsAllRejections(query.scope) || query.sort.descending)
    return undefined;
  const isFileOrder = query.sort.column === 'event' || query.sort.column === 'line';
  return isFileOrder ? rejections.count : undefined;
}
