/** The smallest and the largest of some numbers. */
export interface MinMax {
  readonly min: number;
  readonly max: number;
}

/** Operations on many rows of a column at once. A kernel with the columns in its memory handles four rows at a time. */
export interface ColumnOps {
  /** Adds `by` to rows `[from..to)`, modulo 2^32. */
  add(column: Uint32Array, from: number, to: number, by: number): void;
  /** Returns the bitwise or of the rows. */
  union(column: Uint32Array, from: number, to: number): number;
  /** Returns the lower 16 bits of each row, valid until the rows change. Overwrites the rows. */
  lowHalves(column: Uint32Array, from: number, to: number): Uint16Array;
  /**
   * Returns the range of the users below `FIRST_TEXT_USER` (`FIRST_TEXT_USER` to -1 if there are none) and the range of
   * the seconds. Needs at least one row.
   */
  columnStats(user: Uint32Array, secondsLow: Uint32Array, count: number): { users: MinMax; seconds: MinMax };
}
