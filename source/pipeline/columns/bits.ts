import { uint32Column } from './memory.ts';

/** Returns a column of bits, all 0, for the numbers 0 to `count` - 1, in words of 32. */
export function newBits(count: number): Uint32Array {
  return uint32Column((count >>> 5) + 1);
}

/** Whether the bit of a number is set. */
export function hasBit(bits: Uint32Array, number: number): boolean {
  return (bits[number >>> 5] & (1 << (number & 31))) !== 0;
}

/** Sets the bits of some numbers. */
export function setBits(bits: Uint32Array, numbers: Uint32Array): void {
  for (let i = 0; i < numbers.length; i++) bits[numbers[i] >>> 5] |= 1 << (numbers[i] & 31);
}

/** Counts the set bits of a 32-bit word (Henry S. Warren, "Hacker's Delight", 5-1). */
export function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  bits = (bits + (bits >>> 4)) & 0x0f0f0f0f;
  return Math.imul(bits, 0x01010101) >>> 24;
}
