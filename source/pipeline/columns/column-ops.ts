/** Between which numbers others lie. */
export interface Span {
  readonly least: number;
  readonly most: number;
}

/** What is done to all rows of a column at once: a kernel whose memory the columns lie in does it four at a time. */
export interface ColumnOps {
  /** Adds `by` to the rows from `from` up to `to`, modulo 2^32. */
  add(column: Uint32Array, from: number, to: number, by: number): void;
  /** All bits that any of the rows has. */
  union(column: Uint32Array, from: number, to: number): number;
  /** The lower halves of the rows, good until the rows change. What was in these rows is lost. */
  lowHalves(column: Uint32Array, from: number, to: number): Uint16Array;
  /**
   * Between which the users lie that are below `FIRST_TEXT_USER` (without any: that and -1), and the seconds. Of one row
   * at least.
   */
  columnStats(user: Uint32Array, secondsLow: Uint32Array, count: number): { users: Span; seconds: Span };
}
