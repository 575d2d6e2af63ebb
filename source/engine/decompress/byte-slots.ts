/**
 * Slots of shared memory through which bytes pass from one thread to another, in order and round and round. `lengths` has
 * for each slot how many bytes it holds, FREE, or END. The thread that writes waits for FREE, the one that reads for
 * anything else.
 */
export interface ByteSlots {
  readonly lengths: Int32Array;
  readonly bytes: Uint8Array;
}

/** In place of a length: nothing is there yet, or the last bytes were taken. */
export const FREE = 0;
/** In place of a length: no more bytes follow. */
export const END = -1;

/** Returns free slots of so many bytes each. */
export function newSlots(count: number, slotBytes: number): ByteSlots {
  return {
    lengths: new Int32Array(new SharedArrayBuffer(count * 4)),
    bytes: new Uint8Array(new SharedArrayBuffer(count * slotBytes)),
  };
}

/** Makes all slots free, for the next use: neither side waits for one any more. */
export function freeAll({ lengths }: ByteSlots): void {
  for (let slot = 0; slot < lengths.length; slot++) Atomics.store(lengths, slot, FREE);
}

/** Returns the memory of a slot, however much of it is in use. */
export function slotOf({ lengths, bytes }: ByteSlots, slot: number): Uint8Array {
  const slotBytes = bytes.length / lengths.length;
  return bytes.subarray(slot * slotBytes, (slot + 1) * slotBytes);
}

/** Sets the length of a slot and wakes the thread that waits for it. */
export function setLength({ lengths }: ByteSlots, slot: number, length: number): void {
  Atomics.store(lengths, slot, length);
  Atomics.notify(lengths, slot);
}

/** Blocks this thread while the slot is free; returns how many bytes it then holds, or END. */
export function waitForBytes({ lengths }: ByteSlots, slot: number): number {
  for (;;) {
    const length = Atomics.load(lengths, slot);
    if (length !== FREE) return length;
    Atomics.wait(lengths, slot, FREE);
  }
}

/** Blocks this thread until the slot is free. */
export function waitForRoom({ lengths }: ByteSlots, slot: number): void {
  for (let length = Atomics.load(lengths, slot); length !== FREE; length = Atomics.load(lengths, slot)) {
    Atomics.wait(lengths, slot, length);
  }
}
