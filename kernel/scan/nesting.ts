/** What is open at a place in a record, innermost on top: a bit each, set for an object. */
import { MOST_DEPTH, NESTING_AT } from '../../source/pipeline/kernel/layout';

/** How much is open. */
export let depth: u32 = 0;

@inline
export function openNothing(): void {
  depth = 0;
}

/** Closes the innermost; answers how much is open still. */
@inline
export function pop(): u32 {
  return --depth;
}

/** Answers false where there is no room for it. */
@inline
export function push(object: bool): bool {
  if (depth == MOST_DEPTH) return false;
  const byte = NESTING_AT + <usize>(depth >> 3);
  const bit: u32 = 1 << (depth & 7);
  store<u8>(byte, <u8>(object ? <u32>load<u8>(byte) | bit : <u32>load<u8>(byte) & ~bit));
  depth++;
  return true;
}

/** Whether the innermost of what is open is an object. */
@inline
export function isObject(): bool {
  const top = depth - 1;
  return ((<u32>load<u8>(NESTING_AT + <usize>(top >> 3)) >> (top & 7)) & 1) != 0;
}
