/** Functions of `KernelPartition` that the kernel calls. Most files need none. */

/** The nanoseconds of an event; called if some event has a fraction of a second. */
@external("host", "nanosecondsOf")
export declare function nanosecondsOf(eventIndex: u32): u32;

/** The type of an event; called if types do not fit beside the times. */
@external("host", "typeOf")
export declare function typeOf(eventIndex: u32): u32;

/** Whether an event has an id of its own; called if some events have one, but not all. */
@external("host", "hasId")
export declare function hasId(eventIndex: u32): u32;
