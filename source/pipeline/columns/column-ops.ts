/** The smallest and the largest of some numbers. */
export interface MinMax {
  readonly min: number;
  readonly max: number;
}

/** Operations on many rows of a column at once. A kernel that has the columns in its memory does four rows at a time. */
export interface ColumnOps {
  /** Adds `by` to the rows from `from` up to, not including, `to`, modulo 2^32. */
  add(column: Uint32Array, from: number, to: number, by: number): void;
  /** Returns the bitwise or of the rows. */
  union(column: Uint32Array, from: number, to: number): number;
  /** Returns the lower 16 bits of each row, valid until the rows change. Overwrites the rows. */
  lowHalves(column: Uint32Array, from: number, to: number): Uint16Array;
  /**
   * Returns the range of the users below `FIRST_TEXT_USER` (without any: `FIRST_TEXT_USER` to -1) and that of the seconds.
   * Needs one row at least.
   */
  columnStats(user: Uint32Array, secondsLow: Uint32Array, count: number): { users: MinMax; seconds: MinMax };
}
