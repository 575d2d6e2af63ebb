import { equalBytes } from '../text/text-buffer.ts';

/** How many strings are kept, and the longest of them. */
const MOST_KEPT = 4;
const LONGEST_BYTES = 64;

/**
 * The last strings that turned out to be no times. They need not be read again: the kernel asks twice about each, and
 * a program that writes wrong times repeats itself.
 */
export class RefusedTimes {
  private readonly kept: Uint8Array[] = [];
  private next = 0;

  /** Whether `bytes[from..to)` is one of them. */
  has(bytes: Uint8Array, from: number, to: number): boolean {
    const { kept } = this;
    for (let i = 0; i < kept.length; i++) if (equalBytes(kept[i], bytes, from, to)) return true;
    return false;
  }

  /** Keeps a copy of `bytes[from..to)`, in place of the oldest one. */
  keep(bytes: Uint8Array, from: number, to: number): void {
    if (to - from > LONGEST_BYTES) return;
    this.kept[this.next] = bytes.slice(from, to);
    this.next = (this.next + 1) % MOST_KEPT;
  }
}
