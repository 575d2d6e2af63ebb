import { idAt, type RowSelection } from '../../pipeline/columns/row-selection.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';

/** The rows of a table: the answer of a query, and what it was issued for. */
export interface ShownRows {
  /** The query and the grouping of these rows: see queries/request-missing. */
  readonly key: string;
  /** The ids in order. Undefined: 0, 1, 2 and so on. */
  readonly rows: Uint32Array | undefined;
  readonly rowCount: number;
  /** Of rejections: how many others may belong to the scope. */
  readonly undecided?: number;
  /** The dataset that the ids belong to. */
  readonly dataset: Dataset;
}

/**
 * Returns the row of `id` (a session, rejection, event or user by number), or `otherwise` if it is not among the rows.
 */
export function rowOfId({ rows, rowCount }: RowSelection, id: number, otherwise: number): number {
  if (rows === undefined) return id < rowCount ? id : otherwise;
  const row = rows.indexOf(id);
  return row < 0 ? otherwise : row;
}

/** Returns the id in a row; undefined for a row past the end, and before any rows arrived. */
export function idInRow(shown: ShownRows | undefined, row: number): number | undefined {
  return shown === undefined || row >= shown.rowCount ? undefined : idAt(shown, row);
}
