import { readSync } from 'node:fs';
import type { ListedFile } from '../../input/listed-file.ts';
import { withOpenFile } from '../../input/read-descriptor.ts';
import { readStretchNow } from '../../input/stretch.ts';

/** A larger file is read a chunk at a time. */
export const MOST_WHOLE_BYTES = 1024 * 1024;
const MOST_BYTES = MOST_WHOLE_BYTES + 1;

/** Returns memory of so many bytes to read a file into. */
export type Room = (byteLength: number) => Uint8Array;

/**
 * Reads files of at most `MOST_WHOLE_BYTES` whole, into memory that the next one overwrites. Blocks the thread, for some
 * 15 us a file: through the thread pool it would be ten times as long, and no descriptor stays open.
 */
export class WholeFileReader {
  private own: Uint8Array | undefined;

  /** `room`: where files are read to, if not to memory of its own. */
  constructor(private readonly room?: Room) {}

  /**
   * Returns all bytes that the file has now; undefined if it has become too large, or is a member of an archive that must
   * be decompressed again. Throws system errors.
   */
  read({ path, sizeBytes, member }: ListedFile): Uint8Array | undefined {
    if (member !== undefined) return readStretchNow(member.stretch);
    return withOpenFile(path, (descriptor) => {
      const bytes = this.room?.(MOST_BYTES) ?? this.ownRoom();
      let length = 0;
      // One byte more than there should be says whether the file ends there.
      let wanted = sizeBytes + 1;
      for (;;) {
        const count = readSync(descriptor, bytes, length, wanted - length, length);
        length += count;
        // A file that ends where the list says needs no second read to show it.
        if (count === 0 || length === sizeBytes) return bytes.subarray(0, length);
        if (length < wanted) continue;
        if (wanted === bytes.length) return undefined;
        wanted = bytes.length;
      }
    });
  }

  private ownRoom(): Uint8Array {
    this.own ??= new Uint8Array(MOST_BYTES);
    return this.own;
  }
}
