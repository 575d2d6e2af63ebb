import { grown } from './memory.ts';

/** A growing list of 32-bit numbers: four bytes each, half of what an array of numbers takes. */
export class Uint32List {
  length = 0;
  private values = new Uint32Array(256);

  push(value: number): void {
    if (this.length === this.values.length) {
      this.values = grown(this.values, new Uint32Array(2 * this.values.length));
    }
    this.values[this.length++] = value;
  }

  get(index: number): number {
    return this.values[index];
  }

  set(index: number, value: number): void {
    this.values[index] = value;
  }

  /** A view of the list, valid until the next push. */
  toArray(): Uint32Array {
    return this.values.subarray(0, this.length);
  }
}
