import type { Exported } from '../../explorer/model/effect.ts';
import { formatBytes, formatCount, formatCounted } from '../../format/human-format.ts';
import { readRecordNow } from '../../input/described-source.ts';
import type { Source } from '../../input/source.ts';
import { isBeyondKept } from '../../input/spool-state.ts';
import { openFileSink, statIfThere } from '../../output/sinks/file-sink.ts';
import type { Sink } from '../../output/sinks/sink.ts';
import { watched } from '../../output/sinks/watched-sink.ts';
import { SELECTION_TABLES } from '../../output/tables/selection.ts';
import { writeSelection } from '../../output/tables/write-selection.ts';
import type { ReadRecord } from '../../pipeline/reject/reread-rejection.ts';
import { CommandError, EXIT_FAILED, isNotKept, withErrorContext } from '../errors.ts';

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
  source: Source,
  onProgress: OnProgress,
): Promise<string> {
  const there = await withErrorContext('cannot write', path, () => statIfThere(path));
  if (there !== undefined && there.dev === source.identity.device && there.ino === source.identity.inode) {
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
      const rows = await write(counted, exported, source, onProgress);
      await sink.close();
      await sink.publish();
      const part = exported.isPart ? OF_A_PART : '';
      return `wrote ${wrote(rows, bytesWritten)} to ${sink.name}${part}${notKept(exported, source)}`;
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
  source: Source,
  onProgress: OnProgress,
): Promise<number | undefined> {
  if (exported.what === 'file') {
    await copyBytes(sink, source, onProgress);
    return undefined;
  }
  const { dataset, rows, what } = exported;
  const { rowCount } = rows;
  const description = source.describe();
  const readRecord: ReadRecord = (byteOffset, byteLength) =>
    readRecordNow(description, byteOffset, byteLength);
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

/** Says what a copy of the file, or the text of rejections, lacks. */
function notKept({ what }: Exported, source: Source): string {
  const { spool } = source.describe();
  if (spool === undefined || !isBeyondKept(spool) || (what !== 'file' && what !== 'rejections')) return '';
  const kept = `the first ${formatBytes(spool.keptBytes)}`;
  return what === 'file'
    ? `: only ${kept}, no more is kept (--max-spool)`
    : `, without the text of those behind ${kept} (--max-spool)`;
}

const COPY_BYTES = 1024 * 1024;

async function copyBytes(sink: Sink, source: Source, onProgress: OnProgress): Promise<void> {
  const chunk = new Uint8Array(COPY_BYTES);
  for (let byteOffset = 0; ; ) {
    const length = await source.readAt(chunk, byteOffset).catch((error: unknown) => {
      if (isNotKept(error)) return 0;
      throw error;
    });
    if (length === 0) return;
    await sink.write(chunk.subarray(0, length));
    byteOffset += length;
    onProgress(`copying to ${sink.name}: ${formatBytes(byteOffset)}`);
  }
}
