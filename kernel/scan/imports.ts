/**
 * Functions of `FastPath` that the kernel calls, each rarely: once for many records. Addresses are those of the kernel's
 * memory.
 */

/** Returns the number of the text `[from..to)` in a dimension. */
@external("host", "internDimension")
export declare function internDimension(dimension: u32, from: usize, to: usize): u32;

/** Returns whether the text `[from..to)` is a timestamp, and writes it to PARSED_SECONDS and PARSED_NANOSECONDS. */
@external("host", "parseTime")
export declare function parseTime(from: usize, to: usize): bool;

/** Returns the fields, as bits, that are read from the key whose contents, with an escape, are `[from..to)`. */
@external("host", "fieldsOfEscapedKey")
export declare function fieldsOfEscapedKey(from: usize, to: usize): u32;
