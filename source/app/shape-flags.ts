import { clipName } from '../format/clip-text.ts';
import { namesNear } from '../pipeline/plan/nearest-names.ts';
import { type KeyPath, keyPathNamed } from '../pipeline/validate/key-paths.ts';
import type { ColumnDefinition } from '../schema/table-columns.ts';
import type { GivenFlags } from './arguments.ts';
import { usageError } from './errors.ts';

/** A column that a flag names: one of a table, or a key of the records. */
interface NamedColumn {
  /** As it was written, without quotes. */
  readonly name: string;
  /** The path to its value in a record; undefined if it cannot be a key. */
  readonly path: KeyPath | undefined;
  /** Whether it was written in quotes, which make it a key even if a table has a column of that name. */
  readonly isKey: boolean;
}

/** What shapes each table that is written: `--columns`, `--sort`. */
export interface ShapeFlags {
  /** In this order; undefined: all of the table's own. */
  readonly columns: readonly NamedColumn[] | undefined;
  readonly sort: { readonly column: NamedColumn; readonly isDescending: boolean } | undefined;
}

/** A key of the records that a table has as a column behind its own. */
export interface KeyColumn {
  readonly name: string;
  readonly path: KeyPath;
}

/** How one table is written. */
export interface TableShape {
  readonly keys: readonly KeyColumn[];
  /** Numbers of columns, in order: the table's own count first, then those of keys. Undefined: all of its own. */
  readonly picked: readonly number[] | undefined;
  readonly sort: { readonly column: number; readonly isDescending: boolean } | undefined;
  /** In place of a column, one of the table's further orders. */
  readonly order: { readonly name: string; readonly isDescending: boolean } | undefined;
}

/** Reads the flags. Throws CommandError for wrong usage. */
export function readShape(given: GivenFlags): ShapeFlags | undefined {
  const [list, order] = [given.get('columns'), given.get('sort')];
  if (list === undefined && order === undefined) return undefined;
  const columns = list === undefined ? undefined : namedColumns('--columns', list);
  const isDescending = order?.startsWith('-') ?? false;
  const sorts =
    order === undefined ? undefined : namedColumns('--sort', isDescending ? order.slice(1) : order);
  if (sorts !== undefined && sorts.length > 1) throw usageError('--sort takes one column; name one');
  const twice = columns?.find(({ name }, at) => columns.findIndex((one) => one.name === name) < at);
  if (twice !== undefined) throw usageError(`--columns names ${clipName(twice.name)} twice; name it once`);
  return { columns, sort: sorts && { column: sorts[0], isDescending } };
}

/** Splits a list at commas; `"…"` is one name whatever is in it, and a backslash takes the next character. */
function namedColumns(flag: string, list: string): readonly NamedColumn[] {
  const parts = list.match(/(?:"(?:[^"]|"")*"|\\[\s\S]|[^,\\])+|(?<=,|^)(?=,|$)/g) ?? [''];
  return parts.map((part) => {
    const text = part.trim();
    if (text === '')
      throw usageError(`${flag} ${clipName(list)} has an empty name; write it like user_id,page`);
    if (/^"(?:[^"]|"")*"$/.test(text)) {
      const name = text.slice(1, -1).replaceAll('""', '"');
      return { name, path: [name], isKey: true };
    }
    return { name: text, path: keyPathNamed(text), isKey: false };
  });
}

/** A table whose columns and order flags may choose. */
export interface ShapedTable {
  readonly columns: readonly ColumnDefinition[];
  /** What its rows can be sorted by besides its columns. */
  readonly orders: readonly string[];
  /** Whether each row is a record, so that its keys can be columns. */
  readonly hasRecords: boolean;
}

/**
 * Returns how each table is written, with those of the named columns that it has. `keys`: those that the records are known
 * to have; undefined if that is not known. Throws CommandError for a name that no table has, and for a table with none.
 */
export function shapesOf<Name extends string>(
  { columns, sort }: ShapeFlags,
  tables: ReadonlyMap<Name, ShapedTable>,
  keys: readonly string[] | undefined,
): ReadonlyMap<Name, TableShape> {
  const all = [...tables.values()];
  for (const one of columns ?? []) checkKnown('--columns', one, all, keys);
  const isOrder = sort !== undefined && all.some((table) => isOrderOf(sort.column, table));
  if (sort !== undefined && !isOrder) checkKnown('--sort', sort.column, all, keys);
  // The name of a column of any table is not taken for a key of the records, unless they are known to have that key.
  const isKey = (one: NamedColumn): boolean => {
    if (one.isKey) return true;
    const isTaken = isColumn(one, all) || (isOrder && one === sort.column);
    return keys === undefined ? !isTaken : keys.includes(one.name);
  };
  return new Map(
    [...tables].map(([table, shaped]) => {
      const found: KeyColumn[] = [];
      const place = (one: NamedColumn): number => placeOf(one, shaped, isKey(one) ? found : undefined);
      const picked = columns?.map(place).filter((at) => at >= 0);
      if (picked?.length === 0) throw usageError(`--columns has none of the ${table}: ${namesOf([shaped])}`);
      const column = sort === undefined ? -1 : place(sort.column);
      const shape: TableShape = { keys: found, picked, sort: undefined, order: undefined };
      if (sort === undefined) return [table, shape];
      const { isDescending } = sort;
      if (column >= 0) return [table, { ...shape, sort: { column, isDescending } }];
      const { name } = sort.column;
      return [table, isOrderOf(sort.column, shaped) ? { ...shape, order: { name, isDescending } } : shape];
    }),
  );
}

/** Returns the number of a column in a table, to whose `keys` it may be added for that; -1 if the table cannot have it. */
function placeOf(
  { name, path, isKey }: NamedColumn,
  { columns, hasRecords }: ShapedTable,
  keys: KeyColumn[] | undefined,
): number {
  const own = isKey ? -1 : columns.findIndex((column) => column.name === name);
  if (own >= 0 || !hasRecords || path === undefined || keys === undefined) return own;
  const known = keys.findIndex((key) => key.path.join('\0') === path.join('\0'));
  if (known < 0) keys.push({ name: path.join('.'), path });
  return columns.length + (known < 0 ? keys.length - 1 : known);
}

function checkKnown(
  flag: string,
  { name, path, isKey }: NamedColumn,
  tables: readonly ShapedTable[],
  keys: readonly string[] | undefined,
): void {
  if (!isKey && isColumn({ name }, tables)) return;
  const hasRecords = tables.some((table) => table.hasRecords);
  if (hasRecords && path !== undefined && (isKey || keys === undefined || keys.includes(name))) return;
  const known = [
    ...new Set([
      ...tables.flatMap(({ columns }) => columns.map((one) => one.name)),
      ...(hasRecords ? (keys ?? []) : []),
    ]),
  ];
  const near = namesNear(name, known);
  const hint = near.length > 0 ? `; near it: ${near.join(', ')}` : '';
  const what = hasRecords ? 'no column and no key of the records' : 'no column of what is written';
  throw usageError(`${flag}: ${clipName(name)} is ${what}${hint}; there are ${listed(known)}`);
}

function isColumn({ name }: Pick<NamedColumn, 'name'>, tables: readonly ShapedTable[]): boolean {
  return tables.some(({ columns }) => columns.some((column) => column.name === name));
}

function isOrderOf({ name, isKey }: NamedColumn, { orders }: ShapedTable): boolean {
  return !isKey && orders.includes(name);
}

function namesOf(tables: readonly ShapedTable[]): string {
  return listed(tables.flatMap(({ columns }) => columns.map(({ name }) => name)));
}

/** The most names that an error lists. */
const MOST_NAMES = 16;

function listed(names: readonly string[]): string {
  const more = names.length > MOST_NAMES ? `, and ${names.length - MOST_NAMES} more` : '';
  return `${names
    .slice(0, MOST_NAMES)
    .map((name) => clipName(name))
    .join(', ')}${more}`;
}
