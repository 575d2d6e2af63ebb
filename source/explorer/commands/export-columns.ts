import { formatKeys } from '../../pipeline/validate/key-paths.ts';
import { type ColumnDefinition, csvColumns, TABLE_COLUMNS } from '../../schema/table-columns.ts';
import type { ChosenColumns } from '../model/effect.ts';
import type { Model } from '../model/model.ts';
import { chosenColumns } from '../tables/key-columns.ts';
import { columnsOf, type TableName } from '../tables/registry.ts';
import type { CsvExport } from '../tables/table-spec.ts';
import { isHidden } from '../tables/table-state.ts';

/**
 * Returns which columns an export of a table has, if a person hid some of them or chose keys of the records as further ones;
 * undefined for all that the table has.
 */
export function exportColumns(
  model: Model,
  table: TableName,
  what: CsvExport['what'],
): ChosenColumns | undefined {
  const { layout } = model.tables[table];
  const hidden = columnsOf(table, model).filter(
    (column) => column.isOptional !== true && isHidden(column, layout),
  );
  const own = ownColumns(model, what);
  const leftOut = own.filter(({ name }) => hidden.some((column) => column.name === name));
  const keys = table === 'events' ? chosenColumns(model, layout.chosen).map(({ path }) => path) : [];
  const kept = own.filter((column) => !leftOut.includes(column));
  if (kept.length === 0 || (leftOut.length === 0 && keys.length === 0)) return undefined;
  const words = [...kept.map(({ name }) => name), ...keys.map((path) => keyWord(formatKeys([path])))];
  return { list: words.join(','), leftOut: leftOut.map(({ name }) => name) };
}

function ownColumns({ dataset, options }: Model, what: CsvExport['what']): readonly ColumnDefinition[] {
  return csvColumns(
    what === 'duplicates' ? 'events' : what,
    ...(options.gapSeconds === undefined ? [] : (['withGap'] as const)),
    ...(what === 'duplicates' ? (['withDuplicates'] as const) : []),
    ...(dataset?.files.areSeveral === true ? (['withFiles'] as const) : []),
  );
}

/** A key is written in quotes where the flag would take it for a column. */
function keyWord(key: string): string {
  const isColumn = Object.values(TABLE_COLUMNS).some((columns) => columns.some(({ name }) => name === key));
  return isColumn || key.trim() !== key || key.includes('"') ? `"${key.replaceAll('"', '""')}"` : key;
}
