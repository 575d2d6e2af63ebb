/** The stack of open containers, for depths that do not fit into a register: a bit each, set for an object. */
import { MOST_DEPTH, NESTING_AT } from '../../source/pipeline/kernel/layout';

/** The number of open containers. */
export let depth: u32 = 0;

/** Empties the stack. */
@inline
export function openNothing(): void {
  depth = 0;
}

/** Closes the innermost container and returns the new depth. */
@inline
export function pop(): u32 {
  return --depth;
}

/** Opens a container. Returns false where MOST_DEPTH are open. */
@inline
export function push(object: bool): bool {
  if (depth == MOST_DEPTH) return false;
  const byte = NESTING_AT + <usize>(depth >> 3);
  const bit: u32 = 1 << (depth & 7);
  store<u8>(byte, <u8>(object ? <u32>load<u8>(byte) | bit : <u32>load<u8>(byte) & ~bit));
  depth++;
  return true;
}

/** Returns whether the innermost container is an object. */
@inline
export function isObject(): bool {
  const top = depth - 1;
  return ((<u32>load<u8>(NESTING_AT + <usize>(top >> 3)) >> (top & 7)) & 1) != 0;
}
