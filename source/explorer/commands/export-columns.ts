import { formatKeys } from '../../pipeline/validate/key-paths.ts';
import {
  type ColumnDefinition,
  csvColumns,
  TABLE_COLUMNS,
  type UnfoldedColumns,
} from '../../schema/table-columns.ts';
import type { ChosenColumns } from '../model/effect.ts';
import type { Model } from '../model/model.ts';
import { chosenColumns } from '../tables/key-columns.ts';
import { columnsOf, type TableName } from '../tables/registry.ts';
import type { CsvExport } from '../tables/table-spec.ts';
import { isHidden } from '../tables/table-state.ts';
import { isTypeColumn, typesUnfolded } from '../tables/users.ts';

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
  if (table === 'users' && model.tabs.sessions.isUnfolded) {
    const names = hidden.map(({ name, header }) => (isTypeColumn(name) ? header : name));
    return names.length === 0 ? undefined : { list: undefined, leftOut: names };
  }
  const own = ownColumns(model, what);
  const leftOut = own.filter(({ name }) => hidden.some((column) => column.name === name));
  const keys = table === 'events' ? chosenColumns(model, layout.chosen).map(({ path }) => path) : [];
  const kept = own.filter((column) => !leftOut.includes(column));
  if (kept.length === 0 || (leftOut.length === 0 && keys.length === 0)) return undefined;
  const words = [...kept.map(({ name }) => name), ...keys.map((path) => keyWord(formatKeys([path])))];
  return { list: words.join(','), leftOut: leftOut.map(({ name }) => name) };
}

/** Returns the shown columns of the list of users while their types are unfolded; undefined: they are not. */
export function unfoldedColumns(model: Model): UnfoldedColumns | undefined {
  if (!model.tabs.sessions.isUnfolded) return undefined;
  const { layout } = model.tables.users;
  const shown = columnsOf('users', model).filter((column) => !isHidden(column, layout));
  const own = shown.flatMap(({ name }) => (isTypeColumn(name) ? [] : [name]));
  // A file has no two columns of one name, but a type may have that of a column.
  const taken = new Set(own);
  const types = typesUnfolded(model)
    .filter(({ column }) => shown.some(({ name }) => name === column))
    .map((one) => {
      let { name } = one;
      while (taken.has(name)) name = `event_type=${name}`;
      taken.add(name);
      return { type: one.type, name };
    });
  return { own, types };
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
