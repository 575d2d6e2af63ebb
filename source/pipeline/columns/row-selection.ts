/** Rows of a table by number, in any order; where `rows` is undefined, all rows from 0 on. */
export interface RowSelection {
  readonly rows: Uint32Array | undefined;
  readonly rowCount: number;
}

/** The number of what is in row `row`: of a session, a rejection or an event; or the rank of a user. */
export function idAt({ rows }: RowSelection, row: number): number {
  return rows === undefined ? row : rows[row];
}
