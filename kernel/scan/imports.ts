/** What the kernel asks of `FastPath`. Addresses are those of its memory. */

/** The number of the type `[from..to)`. */
@external("host", "internType")
export declare function internType(from: usize, to: usize): u32;

/** Whether the text `[from..to)` is a timestamp; if so, PARSED_SECONDS and PARSED_NANOSECONDS say which. */
@external("host", "parseTime")
export declare function parseTime(from: usize, to: usize): bool;
