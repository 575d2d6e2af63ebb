import { areFiles } from '../../engine/files/files-input.ts';
import type { Exported } from '../../explorer/model/effect.ts';
import { formatBytes, formatCount, formatCounted } from '../../format/human-format.ts';
import { isBeyondKept } from '../../input/spool-state.ts';
import { statIfThere } from '../../output/sinks/file-place.ts';
import { openFileSink } from '../../output/sinks/file-sink.ts';
import type { Sink } from '../../output/sinks/sink.ts';
import { WatchedSink } from '../../output/sinks/watched-sink.ts';
import { provenance } from '../../output/summary.ts';
import { writeSelection } from '../../output/tables/write-selection.ts';
import { totalsOf } from '../../pipeline/result/totals.ts';
import { REASONS, reasonsByCount } from '../../pipeline/validate/reasons.ts';
import { CommandError, EXIT_FAILED, isNotKept, withErrorContext } from '../errors.ts';
import { tableSink, timeStorageFor } from '../table-files.ts';
import { writtenFormat } from '../written-format.ts';
import type { ExploredInput } from './explored-input.ts';
import type { ExportContext } from './export-context.ts';
import { type ExportedRows, shapedExport } from './shaped-export.ts';
import { userNumbers } from './user-numbers.ts';

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
  context: ExportContext,
  onProgress: OnProgress,
): Promise<string> {
  const there = await withErrorContext('cannot write', path, () => statIfThere(path));
  if (there !== undefined && input.isInput({ device: there.dev, inode: there.ino })) {
    throw new CommandError(`cannot write ${path}: it is the file that is read; name another`, EXIT_FAILED);
  }
  // Data sent to a terminal would destroy the screen; a FIFO without a reader would block the program's exit.
  if (there !== undefined && !there.isFile() && !there.isDirectory()) {
    throw new CommandError(`cannot write ${path}: it is not a regular file; name another`, EXIT_FAILED);
  }
  return withErrorContext('cannot write', path, async () => {
    const sink = await openFileSink(path);
    try {
      let bytesWritten = 0;
      const counted = new WatchedSink(sink, (bytes) => {
        bytesWritten = bytes;
      });
      const rows = await write(counted, exported, input, context, onProgress);
      await sink.publish();
      const part = exported.isPart ? OF_A_PART : '';
      const place = sink.note === undefined ? sink.name : `${sink.name}, in place`;
      const what = `${narrowing(exported)}${notKept(exported, input)}`;
      const bytes = formatBytes(bytesWritten);
      if (exported.what === 'file' || rows === undefined) return `wrote ${bytes} to ${place}${part}${what}`;
      // Without room a last clause is what goes first: the size.
      const size = what === '' ? ` (${bytes})` : `; ${bytes}`;
      return `wrote ${rowsOf(exported, rows)} to ${place}${part}${what}${size}`;
    } catch (error) {
      await sink.discard();
      throw error;
    }
  });
}

/** Writes and closes the sink. Returns the number of rows written; undefined for what has no rows. */
async function write(
  sink: Sink,
  exported: Exported,
  input: ExploredInput,
  context: ExportContext,
  onProgress: OnProgress,
): Promise<number | undefined> {
  if (exported.what === 'file') {
    await copyBytes(sink, input, onProgress);
    await sink.close();
    return undefined;
  }
  const { dataset, what } = exported;
  const { rowCount } = exported.rows;
  const readRecord = input.recordReader(dataset);
  const users = what === 'users' ? await userNumbers(exported, readRecord, onProgress) : undefined;
  const format = writtenFormat(sink.name);
  const shaped = shapedExport(exported, { dataset, readRecord, users }, format);
  if (shaped === undefined) {
    throw new CommandError('no events are grouped yet; wait until more is read', EXIT_FAILED);
  }
  const onWritten = (done: number): void =>
    onProgress(`writing ${sink.name}: ${formatCount(done)} of ${formatCount(rowCount)} rows`);
  const { table, shapes } = shaped;
  const whole = await tableSink(sink, format, {
    ...context,
    table: what,
    columns: shapes.columnsOf(what),
    hasProvenance: false,
    provenance: () => provenanceOf(exported, context),
    timeStorage: () => timeStorageFor(dataset.store, 0),
  });
  const file = shapes.over(whole, what);
  await writeSelection(file, table, onWritten);
  await file.close();
  return rowCount;
}

function provenanceOf(exported: ExportedRows, { provenance: facts }: ExportContext): object {
  const { dataset, isPart } = exported;
  const { grouping, state } = dataset;
  const failure =
    state.kind === 'failed' ? state.failure.message : isPart ? 'only what was read so far' : undefined;
  // Rejections can be written before anything is grouped.
  const grouped = grouping ?? { firstEvent: undefined, lastEvent: undefined, gapSeconds: undefined };
  const totals = totalsOf(dataset);
  const { countByReason } = dataset.rejections;
  const reasons = reasonsByCount(countByReason).map((reason) => ({
    code: REASONS[reason].code,
    count: countByReason[reason],
  }));
  return provenance({ ...grouped, ...dataset, totals, reasons }, { ...facts, failure });
}

/** Says how many rows were written, of how many where that is not all of the table, and which columns they lack. */
function rowsOf(exported: ExportedRows, rowCount: number): string {
  const { of, columns } = exported;
  const rows =
    of > rowCount
      ? `${formatCount(rowCount)} of ${formatCounted(of, 'row')}`
      : formatCounted(rowCount, 'row');
  const leftOut = columns?.leftOut ?? [];
  return leftOut.length === 0 ? rows : `${rows} without ${leftOut.join(', ')}`;
}

/** Says what narrows the rows that were written, if others were left out. */
function narrowing(exported: Exported): string {
  if (exported.what === 'file' || exported.of <= exported.rows.rowCount) return '';
  const { narrowedTo, undecided } = exported;
  const only = narrowedTo.length === 0 ? '' : `: ${narrowedTo.join(', ')}`;
  return undecided === 0 ? only : `${only}; ${formatCount(undecided)} others cannot be told`;
}

/** Marks a file that looks complete and is not. */
const OF_A_PART = ' (only what was read so far)';

/** Says what a copy of the file, or the text of rejections, lacks. */
function notKept({ what }: Exported, { description }: ExploredInput): string {
  const spool = areFiles(description) ? undefined : description.spool;
  if (spool === undefined || !isBeyondKept(spool) || (what !== 'file' && what !== 'rejections')) return '';
  const kept = `the first ${formatBytes(spool.keptBytes)}`;
  return what === 'file'
    ? `: only ${kept}, no more is kept (--max-spool)`
    : `, without the text of those after ${kept} (--max-spool)`;
}

const COPY_BYTES = 1024 * 1024;

async function copyBytes(sink: Sink, input: ExploredInput, onProgress: OnProgress): Promise<void> {
  const chunk = new Uint8Array(COPY_BYTES);
  for (let byteOffset = 0; ; ) {
    const length = await input.readAt(chunk, byteOffset).catch((error: unknown) => {
      if (isNotKept(error)) return 0;
      throw error;
    });
    if (length === 0) return;
    await sink.write(chunk.subarray(0, length));
    byteOffset += length;
    onProgress(`copying to ${sink.name}: ${formatBytes(byteOffset)}`);
  }
}
