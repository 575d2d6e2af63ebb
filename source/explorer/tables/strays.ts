import { formatCount } from '../../format/human-format.ts';
import { rowAt } from '../../pipeline/columns/placed-rows.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { FILE_COLUMN } from './file-column.ts';
import { type Cells, screenColumns, sortFor, type TableContext, type TableSpec } from './table-spec.ts';

const COLUMNS = screenColumns('strays', [
  { name: 'line', leastWidth: 9, width: 9, right: true },
  { name: 'offset', leastWidth: 9, width: 14, right: true },
  { name: 'length', leastWidth: 8, width: 8, right: true },
]);

const TEXT_COLUMNS = screenColumns('strays', [
  { name: 'raw', leastWidth: 20, width: 60, grows: true, sortable: false },
]);

const FILE_COLUMNS = screenColumns('strays', [FILE_COLUMN]);

/** The kept stray runs, by index, in file order. */
export const straysTableSpec: TableSpec = {
  columns: [COLUMNS[0], ...FILE_COLUMNS, ...COLUMNS.slice(1), ...TEXT_COLUMNS],
  isShown: (name, { dataset }) => name !== 'file' || dataset?.files.areSeveral === true,
  cells,
  query: ({ tabs }, { sort }) =>
    tabs.skipped.strays && {
      kind: 'strays',
      which: tabs.skipped.strays,
      sort: sortFor(sort, COLUMNS),
    },
  emptyText: () => 'no stray runs',
  csv: () => ({ what: 'strays', fileName: 'stray.csv' }),
  placeOf: ({ strays }, run) => strays.byteOffsetOf(run),
  idAt: ({ strays }, byteOffset) => rowAt(strays, byteOffset),
};

function cells({ strayTexts }: TableContext, { strays, files }: Dataset, run: number): Cells {
  const { line, byteOffset, name } = files.placeOf(strays.byteOffsetOf(run), strays.lineOf(run));
  return {
    line: String(line),
    offset: String(byteOffset),
    length: formatCount(strays.byteLengthOf(run)),
    raw: strayTexts.get(run) ?? '...',
    ...(name === undefined ? {} : { file: name }),
  };
}
