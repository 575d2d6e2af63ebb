import type { FileTexts } from '../engine/files/files-input.ts';
import type { ListedFile } from '../input/listed-file.ts';
import { LOOK_BYTES } from '../input/look/look.ts';
import { headNow } from '../input/read-descriptor.ts';

/** How long a file must not have been written to. `gzip` and `cp` write a large one in many steps. */
const REST_MILLISECONDS = 1000;

/**
 * Tells the compressed files of a folder that are still being written. They are read once, so that to read one early would
 * lose its rest. Plain text is read as it grows.
 */
export class RestingFiles {
  private readonly head = new Uint8Array(LOOK_BYTES);
  /** By its path, a file whose time says nothing, as it was when it was first seen so. */
  private readonly seen = new Map<string, { readonly facts: string; readonly at: number }>();

  constructor(private readonly opening: Pick<FileTexts, 'isPlain'>) {}

  /** Whether a new file can be read to its end by now. Blocks the thread for 20 us for a file written this second. */
  hasRested({ path, sizeBytes, modifiedMilliseconds, fault }: ListedFile): boolean {
    const age = Date.now() - modifiedMilliseconds;
    if (fault !== undefined || age >= REST_MILLISECONDS || this.isPlain(path)) return true;
    // The clock of another machine may be ahead.
    const facts = `${sizeBytes} ${modifiedMilliseconds}`;
    const before = this.seen.get(path);
    const now = performance.now();
    if (before?.facts === facts) return now - before.at >= REST_MILLISECONDS;
    this.seen.set(path, { facts, at: now });
    return false;
  }

  private isPlain(path: string): boolean {
    try {
      return this.opening.isPlain(headNow(path, this.head));
    } catch {
      // Why it cannot be read is reported when it is.
      return true;
    }
  }
}
