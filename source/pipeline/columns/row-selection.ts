/** Rows of a table by number, in the order in which they are wanted; nothing: 0, 1, 2 and so on. */
export interface RowSelection {
  readonly rows: Uint32Array | undefined;
  readonly rowCount: number;
}

/** What stands in row `row`: the number of a session, a rejection or an event, the rank of a user. */
export function idAt({ rows }: RowSelection, row: number): number {
  return rows === undefined ? row : rows[row];
}
