import { memoryLimit } from '../engine/memory-limit.ts';
import { ParquetSource } from '../engine/parquet/parquet-source.ts';
import { clipName } from '../format/clip-text.ts';
import { formatCount } from '../format/human-format.ts';
import { safeText } from '../format/safe-text.ts';
import { MemoryHolder } from '../input/held-archive.ts';
import { isParquet, PARQUET_MAGIC_BYTES } from '../input/look/parquet-magic.ts';
import type { Source } from '../input/source.ts';
import { WrappedSource } from '../input/wrapped-source.ts';
import { NoTextError } from './no-text.ts';

/** Built beside the bundled command. */
const WORKER = new URL('./parquet-worker.cjs', import.meta.url);
const MIB = 1024 * 1024;

/**
 * Returns how much is held in memory of a Parquet file that can only be read in order: its last bytes, which describe it,
 * are needed first. Several threads may hold one each, and need as much again for its rows.
 */
function mostHeldBytes(): number {
  return Math.max(256 * MIB, memoryLimit(undefined).bytes / 8);
}

/**
 * Returns the rows of a Parquet file as JSON Lines; undefined for any other input, and for one that can only be read in
 * order. Throws NoTextError for a file that begins as Parquet and is not.
 */
export async function parquetRows(input: Source, niceness: number | undefined): Promise<Source | undefined> {
  if (input.sizeBytes === undefined) return undefined;
  const head = new Uint8Array(PARQUET_MAGIC_BYTES);
  await input.readAt(head, 0);
  if (!isParquet(head)) return undefined;
  try {
    return await ParquetSource.open(input, WORKER, niceness);
  } catch (error) {
    await input.close();
    throw new NoTextError(clipName(input.name), brokenWords(error), true);
  }
}

/** The rows of a Parquet file that can only be read in order: compressed, in an archive, from a pipe. */
export class HeldParquetRows extends WrappedSource {
  private opening: Promise<Source> | undefined;
  /** Set once all of it is held. */
  private rows: Source | undefined;

  constructor(
    source: Source,
    private readonly niceness: number | undefined,
    private readonly mostBytes = mostHeldBytes(),
  ) {
    super(source);
  }

  /** Holds all of it first. */
  override async read(into: Uint8Array): Promise<number> {
    this.opening ??= this.open();
    this.rows = await this.opening;
    return this.rows.read(into);
  }

  override shareRead(): number | undefined {
    return this.rows?.shareRead?.(0);
  }

  override async close(): Promise<void> {
    // It may still be read, or wait for a pipe.
    void this.opening?.then(
      (rows) => rows.close(),
      () => undefined,
    );
    await this.inner.close();
  }

  private async open(): Promise<Source> {
    const held = await new MemoryHolder(this.mostBytes).hold(this.inner);
    if (held === undefined || held.store.kind !== 'memory') {
      const mib = formatCount(Math.floor(this.mostBytes / MIB));
      throw new Error(
        `it is Parquet that can only be read from its beginning on, of more than the ${mib} MiB that memory has room for; write it to a file first, unpacked, and read that`,
      );
    }
    if (held.failure !== undefined) throw held.failure;
    const { store, sizeBytes } = held;
    try {
      return await ParquetSource.open(this.inner, WORKER, this.niceness, { parts: store.parts, sizeBytes });
    } catch (error) {
      throw new Error(brokenWords(error));
    }
  }
}

function brokenWords(error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `it is Parquet, cut off or damaged (${safeText(clipName(why))}); copy the file again`;
}
