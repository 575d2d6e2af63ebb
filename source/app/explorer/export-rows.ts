import type { Exported } from '../../explorer/model/effect.ts';
import { formatBytes, formatCount, formatCounted } from '../../format/human-format.ts';
import { openFileSink, statIfThere } from '../../output/sinks/file-sink.ts';
import type { Sink } from '../../output/sinks/sink.ts';
import { watched } from '../../output/sinks/watched-sink.ts';
import { SELECTION_TABLES } from '../../output/tables/selection.ts';
import { writeSelection } from '../../output/tables/write-selection.ts';
import { CommandError, EXIT_FAILED, withErrorContext } from '../errors.ts';
import type { ExploredInput } from './explored-input.ts';

/** Receives the progress of an export, in words; may throw to end it. */
export type OnProgress = (text: string) => void;

/** Whether an export to `path` would replace a file. */
export async function isTaken(path: string): Promise<boolean> {
  return (await withErrorContext('cannot write', path, () => statIfThere(path)))?.isFile() ?? false;
}

/**
 * Writes what the screen shows to `path`: the whole file or nothing. Returns what was written, in words. Throws
 * CommandError, or what `onProgress` throws; either leaves nothing behind.
 */
export async function exportShown(
  exported: Exported,
  path: string,
  input: ExploredInput,
  onProgress: OnProgress,
): Promise<string> {
  const there = await withErrorContext('cannot write', path, () => statIfThere(path));
  if (there !== undefined && input.isInput({ device: there.dev, inode: there.ino })) {
    throw new CommandError(`cannot write ${path}: it is the file that is being read`, EXIT_FAILED);
  }
  // Data sent to a terminal would destroy the screen; a FIFO without a reader would block the program's exit.
  if (there !== undefined && !there.isFile() && !there.isDirectory()) {
    throw new CommandError(`cannot write ${path}: it is not a regular file; name another`, EXIT_FAILED);
  }
  return withErrorContext('cannot write', path, async () => {
    const sink = await openFileSink(path);
    try {
      let bytesWritten = 0;
      const counted = watched(sink, (bytes) => {
        bytesWritten = bytes;
      });
      const rows = await write(counted, exported, input, onProgress);
      await sink.close();
      await sink.publish();
      return `wrote ${wrote(rows, bytesWritten)} to ${sink.name}${exported.isPart ? OF_A_PART : ''}`;
    } catch (error) {
      await sink.discard();
      throw error;
    }
  });
}

/** Returns the number of rows written; undefined for what has no rows. */
async function write(
  sink: Sink,
  exported: Exported,
  input: ExploredInput,
  onProgress: OnProgress,
): Promise<number | undefined> {
  if (exported.what === 'file') {
    await copyBytes(sink, input, onProgress);
    return undefined;
  }
  const { dataset, rows, what } = exported;
  const { rowCount } = rows;
  const readRecord = input.recordReader(dataset);
  const table = SELECTION_TABLES[what]({ dataset, readRecord }, rows);
  if (table === undefined) {
    throw new CommandError('no events are grouped yet; wait until more is read', EXIT_FAILED);
  }
  const onWritten = (done: number): void =>
    onProgress(`writing ${sink.name}: ${formatCount(done)} of ${formatCount(rowCount)} rows`);
  await writeSelection(sink, table, onWritten);
  return rowCount;
}

function wrote(rowCount: number | undefined, bytesWritten: number): string {
  const bytes = formatBytes(bytesWritten);
  return rowCount === undefined ? bytes : `${formatCounted(rowCount, 'row')} (${bytes})`;
}

/** Marks a file that looks complete and is not. */
const OF_A_PART = ' (only what was read so far)';

const COPY_BYTES = 1024 * 1024;

async function copyBytes(sink: Sink, input: ExploredInput, onProgress: OnProgress): Promise<void> {
  const chunk = new Uint8Array(COPY_BYTES);
  for (let byteOffset = 0; ; ) {
    const length = await input.readAt(chunk, byteOffset);
    if (length === 0) return;
    await sink.write(chunk.subarray(0, length));
    byteOffset += length;
    onProgress(`copying to ${sink.name}: ${formatBytes(byteOffset)}`);
  }
}
