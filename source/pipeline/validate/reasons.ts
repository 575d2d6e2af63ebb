/**
 * The reasons for which a record is rejected (spec section 2), in the order in which they are checked. Stores keep the
 * index; outputs print the code.
 */
export const REASONS = [
  { code: 'record_too_long', meaning: 'longer than --max-record and never closed within it' },
  { code: 'json_decode_error', meaning: 'not one JSON object' },
  {
    code: 'csv_row_error',
    meaning: 'a row of a table with too many or too few cells, or a quote never closed',
  },
  { code: 'missing_key_or_bad_schema', meaning: 'a key is missing, or the user or the type is not valid' },
  { code: 'event_time not a string', meaning: 'the time is a number, true, null, a list or an object' },
  { code: 'event_time empty', meaning: 'the time is a blank string' },
  { code: 'invalid ISO-8601', meaning: 'the time is a string, but no timestamp' },
] as const;

/** The code of a reason, as outputs print it. */
export type ReasonCode = (typeof REASONS)[number]['code'];

/** The reasons as indices into REASONS. */
export const RECORD_TOO_LONG = 0;
export const JSON_DECODE_ERROR = 1;
export const ROW_ERROR = 2;
export const MISSING_KEY_OR_BAD_SCHEMA = 3;
export const EVENT_TIME_NOT_A_STRING = 4;
export const EVENT_TIME_EMPTY = 5;
export const INVALID_ISO_8601 = 6;

/** The reasons that say that a time could not be read. */
export const TIME_FAULTS: readonly number[] = [EVENT_TIME_NOT_A_STRING, EVENT_TIME_EMPTY, INVALID_ISO_8601];

/**
 * Returns the reasons that occur, as indices into REASONS, most frequent first; equal counts in the order of REASONS.
 * `counts`: of rejections, by reason.
 */
export function reasonsByCount(counts: ArrayLike<number>): number[] {
  return REASONS.map((_, reason) => reason)
    .filter((reason) => counts[reason] > 0)
    .sort((a, b) => counts[b] - counts[a]);
}
