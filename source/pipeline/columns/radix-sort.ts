/** As many bits as have their counters in the fastest cache, with room left for what is counted. */
const MOST_DIGIT_BITS = 11;

/**
 * Sorts by whole numbers of 32 bits, over and over, in memory it keeps: a stable radix sort from the last digit (Harold
 * H. Seward, 1954; Knuth, "The Art of Computer Programming" 3, 5.2.5). Linear. Only bits in which keys differ are
 * looked at, in as few digits as they fit into. Answers orders, not keys, so that a lesser key can be sorted by first.
 */
export class RadixSort {
  private orders = [new Uint32Array(64), new Uint32Array(64)] as const;
  private readonly next = new Uint32Array(1 << MOST_DIGIT_BITS);

  /**
   * The indices 0 to `count` - 1 of `keys` in ascending order of their keys, those of equal keys as they stand in
   * `order`, an answer of this sorter (without it: ascending). Nothing where all keys are equal and there was no order.
   * The answer has room for more than `count`, and is good until two sorts later without an `order`.
   */
  sort(keys: Uint32Array | Uint16Array, count: number, order?: Uint32Array): Uint32Array | undefined {
    let differing = 0;
    for (let i = 1; i < count; i++) differing |= keys[i] ^ keys[0];
    if (differing === 0) return order;
    this.makeRoom(count, order);
    const lowest = 31 - Math.clz32(differing & -differing);
    const bits = 32 - Math.clz32(differing) - lowest;
    const passes = Math.ceil(bits / MOST_DIGIT_BITS);
    const digitBits = Math.ceil(bits / passes);
    let from = order;
    for (let pass = 0; pass < passes; pass++) {
      const to = from === this.orders[0] ? this.orders[1] : this.orders[0];
      this.pass(keys, count, lowest + pass * digitBits, (1 << digitBits) - 1, from, to);
      from = to;
    }
    return from;
  }

  private makeRoom(count: number, order: Uint32Array | undefined): void {
    if (order !== undefined || count <= this.orders[0].length) return;
    this.orders = [new Uint32Array(count), new Uint32Array(count)];
  }

  private pass(
    keys: Uint32Array | Uint16Array,
    count: number,
    shift: number,
    mask: number,
    from: Uint32Array | undefined,
    to: Uint32Array,
  ): void {
    const { next } = this;
    next.fill(0, 0, mask + 1);
    for (let i = 0; i < count; i++) next[(keys[i] >>> shift) & mask]++;
    let start = 0;
    for (let digit = 0; digit <= mask; digit++) {
      const size = next[digit];
      next[digit] = start;
      start += size;
    }
    if (from === undefined) {
      for (let i = 0; i < count; i++) to[next[(keys[i] >>> shift) & mask]++] = i;
    } else {
      for (let at = 0; at < count; at++) {
        const i = from[at];
        to[next[(keys[i] >>> shift) & mask]++] = i;
      }
    }
  }
}
