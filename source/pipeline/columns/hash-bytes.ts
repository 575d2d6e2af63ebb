/**
 * Returns a 32-bit hash of `bytes[from..to)`; `view` must be of the same bytes. A multiply and a shift for each word, with
 * the finisher of MurmurHash3 (Austin Appleby, public domain).
 */
export function hashBytes(bytes: Uint8Array, view: DataView, from: number, to: number, seed: number): number {
  const length = to - from;
  let hash = Math.imul(length ^ seed, 0x9e3779b1);
  if (length < 4) {
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i], 0x85ebca6b);
  } else {
    const last = to - 4;
    for (let i = from; i < last; i += 4) {
      hash = Math.imul(hash ^ view.getInt32(i, true), 0x85ebca6b);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash ^ view.getInt32(last, true), 0x85ebca6b);
  }
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
