import { readSync } from 'node:fs';
import type { ListedFile } from '../../input/listed-file.ts';
import { withOpenFile } from '../../input/read-descriptor.ts';
import { readStretchNow } from '../../input/stretch.ts';

/** A larger file is read a chunk at a time. */
export const MOST_WHOLE_BYTES = 1024 * 1024;

/**
 * Reads files of at most `MOST_WHOLE_BYTES` whole, into memory that the next one overwrites. Blocks the thread, for some
 * 15 us a file: through the thread pool it would be ten times as long, and no descriptor stays open.
 */
export class WholeFileReader {
  private bytes = new Uint8Array(MOST_WHOLE_BYTES + 1);

  /**
   * Returns all bytes that the file has now; undefined if it has become too large, or is a member of an archive that must
   * be decompressed again. Throws system errors.
   */
  read({ path, sizeBytes, member }: ListedFile): Uint8Array | undefined {
    if (member !== undefined) return readStretchNow(member.stretch);
    return withOpenFile(path, (descriptor) => {
      let length = 0;
      // One byte more than there should be says whether the file ends there.
      let wanted = sizeBytes + 1;
      for (;;) {
        const count = readSync(descriptor, this.bytes, length, wanted - length, length);
        length += count;
        if (count === 0) return this.bytes.subarray(0, length);
        if (length < wanted) continue;
        if (wanted === this.bytes.length) return undefined;
        wanted = this.bytes.length;
      }
    });
  }
}
