/**
 * A place in the input as outputs and screens print it. Everything that prints one uses one of these:
 * output/tables/address-fields for files, format/address for the screen and messages, and validate/messages for the details
 * of broken JSON. Records have theirs in columns (`addressOf`); `locate` in line-lookup finds that of any other byte.
 */
export interface Address {
  /** From 0; a byte-order mark counts. */
  readonly byteOffset: number;
  /** From 1; undefined if it is not known. */
  readonly line: number | undefined;
}

/** An address whose line is known: that of a record, or a place from which lines are counted. */
export interface LineAddress extends Address {
  readonly line: number;
}

/** Records with their addresses in columns: an EventStore or a RejectionStore. */
export interface AddressColumns {
  byteOffsetOf(index: number): number;
  lineOf(index: number): number;
}

/** The address of record `index`. Allocates: not for loops over all rows. */
export function addressOf(records: AddressColumns, index: number): LineAddress {
  return { byteOffset: records.byteOffsetOf(index), line: records.lineOf(index) };
}
