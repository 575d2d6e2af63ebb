/**
 * A place in the input as outputs and screens print it. Records have theirs in columns; `locate` in line-lookup finds that
 * of any other byte.
 */
export interface Address {
  /** From 0; a byte-order mark counts. */
  readonly byteOffset: number;
  /** From 1; undefined where it is not known. */
  readonly line: number | undefined;
}

/** The address of a record, whose line is kept with it. */
export interface RecordAddress extends Address {
  readonly line: number;
}
