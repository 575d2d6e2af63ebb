import { ArchiveError } from '../../source/engine/decompress/archive-error.ts';
import type { CompressedInput } from '../../source/engine/decompress/codecs/codec.ts';
import { CODECS } from '../../source/engine/decompress/codecs/codecs.ts';
import type { Compression } from '../../source/input/look/kinds.ts';

/** Compressed bytes that come in parts of at most `partBytes`. */
class Parts implements CompressedInput {
  bytesTaken = 0;

  readonly again: (() => CompressedInput) | undefined;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly partBytes: number,
    way: Way,
  ) {
    this.again = way === 'pipe' ? undefined : () => new Parts(bytes, partBytes, way);
  }

  next(most: number): Uint8Array | undefined {
    const at = this.bytesTaken;
    const part = this.bytes.slice(at, at + Math.min(most, this.partBytes));
    this.bytesTaken += part.length;
    return part.length === 0 ? undefined : part;
  }
}

/** How an archive comes: only a file can be read again. */
type Way = 'file' | 'pipe';

/** What a codec gave, and why it ends early: undefined for an archive that is whole. */
export interface Decompressed {
  readonly bytes: Uint8Array;
  readonly fault: string | undefined;
}

/** Decompresses an archive that comes in such parts; only ArchiveError is not thrown on. */
export async function decompressed(
  archive: Uint8Array,
  compression: Compression,
  partBytes = Number.POSITIVE_INFINITY,
  way: Way = 'file',
): Promise<Decompressed> {
  const parts: Uint8Array[] = [];
  try {
    await CODECS[compression](new Parts(archive, partBytes, way), (bytes) => parts.push(bytes.slice()));
    return { bytes: Buffer.concat(parts), fault: undefined };
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    return { bytes: Buffer.concat(parts), fault: error.code };
  }
}
