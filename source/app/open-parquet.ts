import { ParquetSource } from '../engine/parquet/parquet-source.ts';
import { clipName } from '../format/clip-text.ts';
import { safeText } from '../format/safe-text.ts';
import { isParquet, PARQUET_MAGIC_BYTES } from '../input/look/parquet-magic.ts';
import type { Source } from '../input/source.ts';
import { CommandError, EXIT_FAILED } from './errors.ts';

/** Built beside the bundled command. */
const WORKER = new URL('./parquet-worker.js', import.meta.url);

/**
 * Returns the rows of a Parquet file as JSON Lines; undefined for any other input, and for a pipe, of which the end, where
 * Parquet says what it holds, cannot be read first. Throws CommandError for a file that begins as Parquet and is none.
 */
export async function parquetRows(input: Source, niceness: number | undefined): Promise<Source | undefined> {
  if (input.sizeBytes === undefined) return undefined;
  const head = new Uint8Array(PARQUET_MAGIC_BYTES);
  await input.readAt(head, 0);
  if (!isParquet(head)) return undefined;
  try {
    return await ParquetSource.open(input, WORKER, niceness);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const text = `cannot read ${safeText(clipName(input.name))}: it is Parquet, cut off or damaged (${safeText(clipName(why))}); copy the file again`;
    throw new CommandError(text, EXIT_FAILED);
  }
}
