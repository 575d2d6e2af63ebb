/**
 * Random numbers that are the same on every machine: only arithmetic, without functions of `Math` that may round
 * differently.
 */
export class Random {
  constructor(private state: number) {}

  /** A number from 0 to 1, 1 excluded: mulberry32 (Tommy Ettinger, public domain). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** An integer from `from` to `to`, both included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** Returns true with this probability. */
  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<Value>(values: readonly Value[]): Value {
    return values[Math.floor(this.next() * values.length)];
  }

  /** Returns one of the values, the first far more often than the last. */
  pickEarly<Value>(values: readonly Value[]): Value {
    return values[Math.floor(this.next() * this.next() * values.length)];
  }

  /** Returns one of the values, each as often as its weight says. */
  pickWeighted<Value>(values: readonly (readonly [value: Value, weight: number])[]): Value {
    let left = this.next() * values.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of values) {
      left -= weight;
      if (left < 0) return value;
    }
    return values[values.length - 1][0];
  }
}
