/**
 * Functions of `FastPath` that the kernel calls, each rarely: once for many records. Addresses are those of the kernel's
 * memory.
 */

/** Returns the number of the text `[from..to)` in a dimension. */
@external("host", "internDimension")
export declare function internDimension(dimension: u32, from: usize, to: usize): u32;

/**
 * Returns whether `[from..to)`, the contents of a string or a number, is a time, and writes it to PARSED_SECONDS and
 * PARSED_NANOSECONDS.
 */
@external("host", "parseTime")
export declare function parseTime(from: usize, to: usize, isString: bool): bool;

/** Returns the fields, as bits, that are read from the key whose contents, with an escape, are `[from..to)`. */
@external("host", "fieldsOfEscapedKey")
export declare function fieldsOfEscapedKey(from: usize, to: usize): u32;

/** Returns what the key whose contents, with an escape, are `[from..to)` means in a context to the mapped reader. */
@external("host", "meaningOfEscapedKey")
export declare function meaningOfEscapedKey(from: usize, to: usize, context: u32): u32;

/** Hashes the id that is the text of the string with the contents `[from..to)`, and writes it to ID_LOW and ID_HIGH. */
@external("host", "hashId")
export declare function hashDecodedId(from: usize, to: usize): void;
