/**
 * The hash of an event's own id: 64 bits in two lanes, so that different ids have the same one in no file in practice (in
 * one of four thousand with 100 million ids each). The kernel has a twin that gives the same numbers
 * (kernel/scan/id-hash.ts).
 */

/** The two halves of the hash that `hashId` computed last, never both 0, which means an event without an id. */
export let idLow = 0;
export let idHigh = 0;

/** Hashes the id `bytes[from..to)` and leaves the result in `idLow` and `idHigh`. `seed`: an integer. */
export function hashId(bytes: Uint8Array, from: number, to: number, seed: number): void {
  const length = to - from;
  let low = Math.imul(seed ^ length, 0x9e3779b1);
  let high = Math.imul(seed + length, 0x85ebca6b);
  for (let at = from; at < to; at += 4) {
    let word = bytes[at];
    if (at + 1 < to) word |= bytes[at + 1] << 8;
    if (at + 2 < to) word |= bytes[at + 2] << 16;
    if (at + 3 < to) word |= bytes[at + 3] << 24;
    low = Math.imul(low ^ word, 0x9e3779b1);
    low ^= low >>> 15;
    high = Math.imul(high + word, 0x85ebca6b);
    high = ((high << 13) | (high >>> 19)) + low;
  }
  low = finished(low + high);
  high = finished(high + low);
  idLow = (low | high) === 0 ? 1 : low >>> 0;
  idHigh = high >>> 0;
}

/** The finisher of MurmurHash3 (Austin Appleby, public domain): every bit of the input affects every bit of the result. */
function finished(lane: number): number {
  let mixed = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
