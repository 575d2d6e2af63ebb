import { allocate, float64Column, grown } from './memory.ts';

/** Strings shorter than this are copied byte by byte, which is faster than to call the engine for them. */
const CALL_BYTES = 32;

/**
 * Byte strings that lie end to end: string i is `bytes[starts[i]..starts[i + 1])`. How many there are is known to what
 * appends them.
 */
export class StringArena {
  /** Replaced when they grow, like `bytes`. */
  starts: Float64Array;
  bytes: Uint8Array;
  private view: DataView;

  constructor(starts: Float64Array = float64Column(17), bytes = new Uint8Array(allocate(1024))) {
    this.starts = starts;
    this.bytes = bytes;
    this.view = viewOf(bytes);
  }

  /** Whether string `index` lies in this memory: another thread may have added it to memory that is larger. */
  holds(index: number): boolean {
    return index + 1 < this.starts.length && this.starts[index + 1] <= this.bytes.length;
  }

  /** Appends `bytes[from..to)` as string `index`, which comes after the last one. */
  append(index: number, bytes: Uint8Array, from: number, to: number): void {
    if (index + 1 === this.starts.length) {
      this.starts = grown(this.starts, float64Column(2 * this.starts.length - 1));
    }
    const start = this.starts[index];
    const end = start + to - from;
    if (end > this.bytes.length) this.grow(end);
    if (to - from < CALL_BYTES) for (let i = from, at = start; i < to; i++) this.bytes[at++] = bytes[i];
    else this.bytes.set(bytes.subarray(from, to), start);
    this.starts[index + 1] = end;
  }

  /** Whether string `index` is `bytes[from..to)`. `view` is of the same bytes. */
  equals(index: number, bytes: Uint8Array, view: DataView, from: number, to: number): boolean {
    const start = this.starts[index];
    const length = to - from;
    if (this.starts[index + 1] - start !== length) return false;
    if (length < 4) {
      for (let i = 0; i < length; i++) if (this.bytes[start + i] !== bytes[from + i]) return false;
      return true;
    }
    // Four bytes at a time. The last four may overlap those before, which saves a special case.
    const last = length - 4;
    for (let i = 0; i < last; i += 4) {
      if (this.view.getInt32(start + i, true) !== view.getInt32(from + i, true)) return false;
    }
    return this.view.getInt32(start + last, true) === view.getInt32(from + last, true);
  }

  /** The bytes of string `index`: a view, valid until the next `append`. */
  bytesOf(index: number): Uint8Array {
    return this.bytes.subarray(this.starts[index], this.starts[index + 1]);
  }

  /** The length of string `index` in bytes. */
  lengthOf(index: number): number {
    return this.starts[index + 1] - this.starts[index];
  }

  /** Negative, 0 or positive as string `a` sorts before, is, or sorts after string `b`, byte by byte. */
  compare(a: number, b: number): number {
    const { bytes, starts } = this;
    const shared = Math.min(this.lengthOf(a), this.lengthOf(b));
    for (let i = starts[a], j = starts[b], end = i + shared; i < end; i++, j++) {
      if (bytes[i] !== bytes[j]) return bytes[i] - bytes[j];
    }
    return this.lengthOf(a) - this.lengthOf(b);
  }

  private grow(needed: number): void {
    this.bytes = grown(this.bytes, new Uint8Array(allocate(Math.max(needed, this.bytes.length * 2))));
    this.view = viewOf(this.bytes);
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
