/** Marks, in a column, an integer that was not looked up yet; no integer here and no number given reaches this bit. */
export const UNRESOLVED = 0x80000000;

const EMPTY = -1;
const MOST_FULL = 0.5;

/** Numbers given, by the caller, to integers from 0 to 999,999,999: a hash table of pairs, one cache line a look-up. */
export class IntegerTable {
  private count = 0;
  /** Pairs (integer, number), open addressing. */
  private pairs = new Int32Array(2 * 128).fill(EMPTY);
  private shift = 32 - 7;

  /** `seed` is a whole number: it keeps a file from being made to collide, and changes no result. */
  constructor(private readonly seed: number) {}

  /** The number given to `integer`, or -1. */
  get(integer: number): number {
    const { pairs } = this;
    const mask = pairs.length - 2;
    for (let slot = this.slotOf(integer); ; slot = (slot + 2) & mask) {
      if (pairs[slot] === integer) return pairs[slot + 1];
      if (pairs[slot] === EMPTY) return -1;
    }
  }

  /** Gives `number` to `integer`, which had none. */
  add(integer: number, number: number): void {
    this.count++;
    if (this.count * 2 > this.pairs.length * MOST_FULL) this.grow();
    this.place(integer, number);
  }

  /**
   * Turns `column[from..to)`, where it is UNRESOLVED + an integer, into the integer's number; answers the first row
   * whose integer has none, or `to`. A look-up in a large table waits for memory: in this short loop the processor
   * has many of them under way at once, between records it would have one.
   */
  resolve(column: Uint32Array, from: number, to: number): number {
    for (let row = from; row < to; row++) {
      if (column[row] < UNRESOLVED) continue;
      const number = this.get(column[row] - UNRESOLVED);
      if (number < 0) return row;
      column[row] = number;
    }
    return to;
  }

  private grow(): void {
    const old = this.pairs;
    this.pairs = new Int32Array(old.length * 2).fill(EMPTY);
    this.shift--;
    for (let i = 0; i < old.length; i += 2) if (old[i] !== EMPTY) this.place(old[i], old[i + 1]);
  }

  private place(integer: number, number: number): void {
    const { pairs } = this;
    const mask = pairs.length - 2;
    let slot = this.slotOf(integer);
    while (pairs[slot] !== EMPTY) slot = (slot + 2) & mask;
    pairs[slot] = integer;
    pairs[slot + 1] = number;
  }

  /**
   * Where the look-up of an integer begins, the even place of a pair: Fibonacci hashing (Knuth, "The Art of Computer
   * Programming" 3, 6.4), which lays ids counted up from anywhere side by side without a collision.
   */
  private slotOf(integer: number): number {
    return (Math.imul(integer ^ this.seed, 0x9e3779b1) >>> this.shift) << 1;
  }
}
