/** Why reading stops. All but AT_LIMIT are below 0, so that the slow path can return them in place of an index. */

/** The limit of the scan, or the end of the window between two records, is reached. */
export const AT_LIMIT = 0;
/** A record continues past the window: read again, from its brace, with more bytes. */
export const NEEDS_MORE = -1;
/** The record reached --max-record without an end: empty what was found, then call `Scanner.beginTooLong`. */
export const TOO_LONG = -2;
/** The record depends on the column of its brace, and the scan began within its line: what is before it must be known. */
export const UNKNOWN_COLUMN = -3;
/** The rows may not have room for the result: empty them and read again. */
export const ROWS_FULL = -4;
/** In an array of records: another envelope may begin here, if the one before was never closed. No scan stops for it. */
export const EVENT_OR_ENVELOPE = -5;

/** Why the slow path takes nothing. */
export type Refusal = typeof NEEDS_MORE | typeof TOO_LONG | typeof UNKNOWN_COLUMN | typeof ROWS_FULL;

/** Why a scan stopped. */
export type Stop = typeof AT_LIMIT | Refusal;
