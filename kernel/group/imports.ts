/** What the kernel asks of `KernelPartition` where what it was given does not tell: mostly never. */

/** The nanoseconds of an event. */
@external("host", "nanosecondsOf")
export declare function nanosecondsOf(event: u32): u32;

/** The type of an event. */
@external("host", "typeOf")
export declare function typeOf(event: u32): u32;
