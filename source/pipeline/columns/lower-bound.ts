/**
 * Returns the first of the indices 0 to `count` - 1 for which `isBefore` is false, or `count` if it is true for all. A
 * binary search: `isBefore` must be true up to some index and false from there on. `count` may be as large as 2^32.
 */
export function lowerBound(count: number, isBefore: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = low + ((high - low) >>> 1);
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
