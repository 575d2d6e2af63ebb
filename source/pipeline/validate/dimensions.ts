/**
 * The dimensions of an event: its columns of texts by number, beside the user. So far there is one, the type.
 * AssemblyScript reads this file too, so it holds plain numbers only.
 */

/**
 * How many dimensions there are. Each has a field in `FieldMap`, an interner in `Dictionaries`, and a column in batches,
 * segments and the rows of the kernel.
 */
export const DIMENSIONS = 1;

/** The type. Deduplication and the trend are by user, time and this dimension only. */
export const TYPE_DIMENSION = 0;

/** The index in `FieldMap.fields` of the field of dimension 0: it comes after the user and the time. */
export const FIRST_DIMENSION = 2;

/** How many fields are read from a record. */
export const FIELDS = FIRST_DIMENSION + DIMENSIONS;
