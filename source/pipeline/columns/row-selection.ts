/** Rows of a table by number, in any order; all rows from 0 on if `rows` is undefined. */
export interface RowSelection {
  readonly rows: Uint32Array | undefined;
  readonly rowCount: number;
}

/** Returns what row `row` shows: the number of a session, a rejection or an event, or the rank of a user. */
export function idAt({ rows }: RowSelection, row: number): number {
  return rows === undefined ? row : rows[row];
}
