import type { ListedFile } from '../../input/listed-file.ts';
import { MOST_WHOLE_BYTES } from '../files/whole-file.ts';

/** What a thread of a pool reads at a time: a piece of a large file, or several small files. */
export type InputChunk =
  /** The records that begin in bytes `[from..to)` of a file; infinity: to its end, wherever that is by then. */
  | { readonly kind: 'piece'; readonly file: number; readonly from: number; readonly to: number }
  /** Whole files: `count` of them from number `first` on. */
  | { readonly kind: 'packed'; readonly first: number; readonly count: number };

/** More files than these take long, however small they are. */
const MOST_FILES = 256;
/** Names of archives, which hold some ten times what their size says. Only how much is read at a time depends on it. */
const ARCHIVES = ['.gz', '.zst', '.bz2', '.xz', '.br'];
const ARCHIVE_FACTOR = 10;

/** Divides files into chunks of about `chunkBytes`, in order. */
export function chunksOfFiles(files: readonly ListedFile[], chunkBytes: number): InputChunk[] {
  const chunks: InputChunk[] = [];
  let [first, packedBytes] = [0, 0];
  const endPack = (before: number): void => {
    if (before > first) chunks.push({ kind: 'packed', first, count: before - first });
    packedBytes = 0;
  };
  for (const [number, { sizeBytes, path, member }] of files.entries()) {
    if (sizeBytes > MOST_WHOLE_BYTES) {
      endPack(number);
      chunks.push(...piecesOf(number, sizeBytes, chunkBytes));
      first = number + 1;
      continue;
    }
    const isCompressed =
      member?.stretch.compression !== undefined || ARCHIVES.some((ending) => path.endsWith(ending));
    const textBytes = isCompressed ? sizeBytes * ARCHIVE_FACTOR : sizeBytes;
    if (packedBytes + textBytes > chunkBytes || number - first === MOST_FILES) {
      endPack(number);
      first = number;
    }
    packedBytes += textBytes;
  }
  endPack(files.length);
  return chunks;
}

/** The pieces of one file. */
export function piecesOf(file: number, sizeBytes: number, chunkBytes: number): InputChunk[] {
  const count = Math.max(1, Math.ceil(sizeBytes / chunkBytes));
  return Array.from({ length: count }, (_, i) => ({
    kind: 'piece',
    file,
    from: i * chunkBytes,
    // Bytes that are appended to the file in the meantime belong to the last piece.
    to: i === count - 1 ? Number.POSITIVE_INFINITY : (i + 1) * chunkBytes,
  }));
}
