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

/** What an export reads from and reports to. */
interface ExportRun {
  readonly input: ExploredInput;
  readonly context: ExportContext;
  readonly onProgress: OnProgress;
}

/**
 * Writes what the screen shows to `path`: the whole file or nothing. Returns what was written, in words. Throws
 * CommandError, or what `onProgress` throws; either leaves nothing behind.
 */
export async function exportShown(exported: Exported, path: string, run: ExportRun): Promise<string> {
  await checkDestination(path, run.input);
  return withErrorContext('cannot write', path, async () => {
    const sink = await openFileSink(path);
    try {
      let bytes = 0;
      const counted = new WatchedSink(sink, (written) => {
        bytes = written;
      });
      const rows = await (exported.what === 'file'
        ? copyInput(counted, run)
        : writeRows(counted, exported, run));
      await sink.publish();
      const place = sink.note === undefined ? sink.name : `${sink.name}, in place`;
      return writtenText(exported, { rows, bytes, place, lacks: notKept(exported, run.input) });
    } catch (error) {
      await sink.discard();
      throw error;
    }
  });
}

/** Throws CommandError for a destination that an export must not write to. */
async function checkDestination(path: string, input: ExploredInput): Promise<void> {
  const there = await withErrorContext('cannot write', path, () => statIfThere(path));
  if (there === undefined) return;
  if (input.isInput({ device: there.dev, inode: there.ino })) {
    throw new CommandError(`cannot write ${path}: it is the file that is read; name another`, EXIT_FAILED);
  }
  // Data sent to a terminal would destroy the screen; a FIFO without a reader would block the program's exit.
  if (!there.isFile() && !there.isDirectory()) {
    throw new CommandError(`cannot write ${path}: it is not a regular file; name another`, EXIT_FAILED);
  }
}

/** What was written. */
interface Written {
  /** Undefined for a copy of the file, which has none. */
  readonly rows: number | undefined;
  readonly bytes: number;
  readonly place: string;
  /** What it lacks, in words; empty if nothing. */
  readonly lacks: string;
}

/** Says what was written. Without room on the message line a last clause is what goes first: the size. */
function writtenText(exported: Exported, { rows, bytes, place, lacks }: Written): string {
  const where = `${place}${exported.isPart ? OF_A_PART : ''}`;
  const what = `${narrowing(exported)}${lacks}`;
  const size = formatBytes(bytes);
  if (exported.what === 'file' || rows === undefined) return `wrote ${size} to ${where}${what}`;
  return `wrote ${rowsOf(exported, rows)} to ${where}${what}${what === '' ? ` (${size})` : `; ${size}`}`;
}

/** Writes rows and closes the sink. Returns their number. */
async function writeRows(
  sink: Sink,
  exported: ExportedRows,
  { input, context, onProgress }: ExportRun,
): Promise<number> {
  const { dataset, what } = exported;
  const { rowCount } = exported.rows;
  const readRecord = input.recordReader(dataset);
  const users = what === 'users' ? await userNumbers(exported, readRecord, onProgress) : undefined;
  const format = writtenFormat(sink.name);
  const shaped = shapedExport(exported, { dataset, readRecord, users, unfolded: exported.unfolded }, format);
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

/** Writes the file as it is, as far as it is kept, and closes the sink. A copy has no rows to count. */
async function copyInput(sink: Sink, { input, onProgress }: ExportRun): Promise<undefined> {
  const chunk = new Uint8Array(COPY_BYTES);
  for (let byteOffset = 0; ; ) {
    const length = await input.readAt(chunk, byteOffset).catch((error: unknown) => {
      if (isNotKept(error)) return 0;
      throw error;
    });
    if (length === 0) break;
    await sink.write(chunk.subarray(0, length));
    byteOffset += length;
    onProgress(`copying to ${sink.name}: ${formatBytes(byteOffset)}`);
  }
  await sink.close();
}
