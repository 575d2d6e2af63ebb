import type { BytesAtPlaces } from './archives/list-members.ts';
import type { Source } from './source.ts';
import { copyHeld, HELD_PART_BYTES, type Store } from './stretch.ts';

/** Kept bytes of an archive that could only be read in order, as far as it could be read. */
export interface HeldArchive extends BytesAtPlaces {
  readonly store: Exclude<Store, { readonly kind: 'compressed' }>;
  /** Where in the store they begin. */
  readonly startOffset: number;
  /** What ended reading early; undefined if these are all bytes. */
  readonly failure: unknown;
}

/** Keeps the bytes of archives that can only be read in order. */
export interface ArchiveHolder {
  /** Reads a source to its end and keeps its bytes; returns undefined, and keeps none, if there are too many. */
  hold(source: Source): Promise<HeldArchive | undefined>;
  close(): Promise<void>;
}

/** Keeps at most `mostBytes` in memory, which all threads share. */
export class MemoryHolder implements ArchiveHolder {
  private heldBytes = 0;

  constructor(private readonly mostBytes: number) {}

  async hold(source: Source): Promise<HeldArchive | undefined> {
    const parts: Uint8Array[] = [];
    let sizeBytes = 0;
    let failure: unknown;
    for (;;) {
      const at = sizeBytes % HELD_PART_BYTES;
      if (at === 0) parts.push(new Uint8Array(new SharedArrayBuffer(HELD_PART_BYTES)));
      try {
        const length = await source.read(parts[parts.length - 1].subarray(at));
        if (length === 0) break;
        sizeBytes += length;
      } catch (error) {
        failure = error;
        break;
      }
      if (this.heldBytes + sizeBytes > this.mostBytes) return undefined;
    }
    this.heldBytes += sizeBytes;
    const last = parts.length - 1;
    parts[last] = parts[last].subarray(0, sizeBytes - last * HELD_PART_BYTES);
    return {
      store: { kind: 'memory', parts },
      startOffset: 0,
      sizeBytes,
      failure,
      read: ({ byteOffset, byteLength }) => {
        const into = new Uint8Array(Math.max(0, Math.min(byteLength, sizeBytes - byteOffset)));
        return into.subarray(0, copyHeld(parts, into, byteOffset));
      },
    };
  }

  async close(): Promise<void> {}
}
