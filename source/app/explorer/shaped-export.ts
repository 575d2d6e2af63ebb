import type { Exported } from '../../explorer/model/effect.ts';
import { SELECTION_TABLES, type SelectionData } from '../../output/tables/selection.ts';
import type { Table } from '../../output/tables/table.ts';
import type { OutputFormat } from '../../schema/output-formats.ts';
import { readShape } from '../shape-flags.ts';
import { TableShapes } from '../table-shapes.ts';

/** Rows of a table as the screen shows them. */
export type ExportedRows = Exclude<Exported, { what: 'file' }>;

/** An export's table, and what gives its file the columns that were chosen, as `--columns` does. */
export interface ShapedExport {
  readonly table: Table;
  /** The columns of the file, and what passes on those of the rows of the table. */
  readonly shapes: Pick<TableShapes<ExportedRows['what']>, 'columnsOf' | 'over'>;
}

/** Returns the table of an export; undefined if it needs grouped events and none are grouped yet. */
export function shapedExport(
  { what, rows, columns }: ExportedRows,
  data: SelectionData,
  { name }: OutputFormat,
): ShapedExport | undefined {
  const plain = SELECTION_TABLES[what](data, rows);
  if (plain === undefined) return undefined;
  const written = {
    columns: plain.columns,
    // The rows come in their order.
    orders: [],
    hasRecords: what === 'events' || what === 'duplicates',
    isJson: name === 'json' || name === 'jsonl',
  };
  const flags = columns?.list === undefined ? undefined : readShape(new Map([['columns', columns.list]]));
  const shapes = new TableShapes(flags, new Map([[what, written]]), undefined);
  const { dataset: result, readRecord: readBytes } = data;
  const extra = shapes.extraOf(what, { result, readBytes });
  const table = extra && SELECTION_TABLES[what]({ ...data, extra }, rows);
  return { table: table ?? plain, shapes };
}
