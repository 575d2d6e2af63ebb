/**
 * Turns rows of CSV (RFC 4180 with LF line ends, as `CsvRows` and the kernels write them) into the bytes of a file in
 * some format. Tables are made as CSV alone, on any thread, and converted where they are written (docs/decisions/022).
 */
export interface RowConverter {
  /** Returns what precedes the first row. Called once, before all else. */
  begin(): Uint8Array;
  /** Takes whole rows and returns what can be written of them, valid until the next call; may be empty. */
  rows(csv: Uint8Array): Uint8Array;
  /** Returns what follows the last row. Called once, at the end. */
  end(): Uint8Array;
}
