/** What the kernel asks `KernelPartition` for. Most files need neither. */

/** The nanoseconds of an event; asked for where some event has a fraction of a second. */
@external("host", "nanosecondsOf")
export declare function nanosecondsOf(event: u32): u32;

/** The type of an event; asked for where types do not fit beside the times. */
@external("host", "typeOf")
export declare function typeOf(event: u32): u32;
