/** The hash of an event's own id: the twin of source/pipeline/columns/id-hash.ts, which says what it promises. */

/** The two halves of the hash computed last, never both 0. */
export let idLow: u32 = 0;
export let idHigh: u32 = 0;

/** Hashes the id `[from..to)`. */
export function hashId(from: usize, to: usize, seed: u32): void {
  const length = <u32>(to - from);
  let low: u32 = (seed ^ length) * 0x9e3779b1;
  let high: u32 = (seed + length) * 0x85ebca6b;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const word = load<u32>(at);
    low = (low ^ word) * 0x9e3779b1;
    low ^= low >> 15;
    high = rotl<u32>((high + word) * 0x85ebca6b, 13) + low;
  }
  if (at < to) {
    const word = load<u32>(at) & ((1 << (8 * <u32>(to - at))) - 1);
    low = (low ^ word) * 0x9e3779b1;
    low ^= low >> 15;
    high = rotl<u32>((high + word) * 0x85ebca6b, 13) + low;
  }
  low = finished(low + high);
  high = finished(high + low);
  idLow = (low | high) == 0 ? 1 : low;
  idHigh = high;
}

@inline
function finished(lane: u32): u32 {
  let mixed = (lane ^ (lane >> 16)) * 0x85ebca6b;
  mixed = (mixed ^ (mixed >> 13)) * 0xc2b2ae35;
  return mixed ^ (mixed >> 16);
}
