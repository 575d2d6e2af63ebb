import type { TableLayout } from '../settings.ts';
import { type FieldMap, literalOf } from '../validate/fields.ts';
import type { KeyPath } from '../validate/key-paths.ts';
import * as layout from './layout.ts';
import { mappedPlanOf, mappedRoles } from './mapped-plan.ts';

/** A column whose cell the kernel takes, and the slot that it fills, as a bit. */
interface WantedCell {
  readonly column: number;
  readonly slot: number;
}

/**
 * Tells the kernel which cells of a row are the values of which slots of the mapped reader. Returns false for columns that
 * only the slow path can read: a path leads into a cell, or two roles have one column.
 */
export function writeWantedCells(words: Uint32Array, table: TableLayout, fields: FieldMap): boolean {
  const cells = wantedCells(table, fields);
  if (cells === undefined) return false;
  words[layout.DELIMITER >> 2] = table.delimiter.charCodeAt(0);
  words[layout.COLUMN_COUNT >> 2] = table.columns.length;
  for (const [i, { column, slot }] of [...cells, { column: layout.NO_COLUMN, slot: 0 }].entries()) {
    const at = (layout.WANTED_CELLS_AT + layout.WANTED_CELL_BYTES * i) >> 2;
    words[at] = column;
    words[at + 1] = slot;
  }
  return true;
}

function wantedCells({ columns }: TableLayout, fields: FieldMap): readonly WantedCell[] | undefined {
  if (mappedPlanOf(fields) === undefined) return undefined;
  const paths = mappedRoles(fields).flatMap((role) => role.paths);
  // A slot for each path, in the order in which the mapped reader has them.
  const cells = paths.map((path, i) => ({ column: columnOf(columns, path), slot: 1 << i }));
  const isRead = cells.every(({ column }) => column !== NOT_READ);
  const there = cells.filter(({ column }) => column !== NOT_THERE).sort((a, b) => a.column - b.column);
  const areDifferent = there.every(({ column }, i) => column !== there[i - 1]?.column);
  return isRead && areDifferent ? there : undefined;
}

const NOT_THERE = -1;
const NOT_READ = -2;

/** Returns the column that has the value of a path; NOT_READ if it is in a cell, or in one of two columns. */
function columnOf(columns: readonly string[], path: KeyPath): number {
  if (path.length > 1 && columns.includes(path[0])) return NOT_READ;
  const name = literalOf(path);
  const column = columns.indexOf(name);
  return column === columns.lastIndexOf(name) ? column : NOT_READ;
}
