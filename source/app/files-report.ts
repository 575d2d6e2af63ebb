import { clipName } from '../format/clip-text.ts';
import { filesLeftOut } from '../format/files-left-out.ts';
import { formatCount, formatCounted } from '../format/human-format.ts';
import { safeText } from '../format/safe-text.ts';
import { fileCounts } from '../pipeline/result/file-counts.ts';
import type { FileFailure } from '../pipeline/result/file-tally.ts';
import type { Result } from '../pipeline/result/result.ts';
import type { PipelineSettings } from '../pipeline/settings.ts';
import { tableFormatOf } from '../pipeline/table/table-formats.ts';
import { CommandError, EXIT_FAILED, readError } from './errors.ts';
import type { ListedInput } from './resolve-input.ts';

/** The most files that messages name. */
const MOST_NAMED = 3;
/** The most files that JSON lists. */
const MOST_LISTED = 1000;

/** Returns the error for files that could not be read to their end, in one line; undefined if all could. */
export function filesError(
  { fileTally, totals }: Pick<Result, 'fileTally' | 'totals'>,
  { files }: ListedInput,
): CommandError | undefined {
  const { failed, failures } = fileTally;
  if (failed === 0) return undefined;
  const kept = totals.totalEvents === 0 ? '' : '; the numbers and outputs are those of what could be read';
  const first = failureText(failures[0], files);
  const text =
    failed === 1
      ? `${first}${kept}`
      : `${formatCount(failed)} of ${formatCounted(files.length, 'file')} could not be read, the first: ${first}${kept}`;
  return new CommandError(text, EXIT_FAILED);
}

/** Returns a line for each of the first files that could not be read, where there are several: the error names one. */
export function failureLines({ fileTally }: Pick<Result, 'fileTally'>, { files }: ListedInput): string[] {
  const { failed, failures } = fileTally;
  if (failed < 2) return [];
  const lines = failures.slice(1, MOST_NAMED).map((failure) => failureText(failure, files));
  const more = failed - 1 - lines.length;
  return more > 0 ? [...lines, `and ${formatCounted(more, 'file')} more (--json lists them)`] : lines;
}

function failureText({ file, failure }: FileFailure, files: ListedInput['files']): string {
  return readError(failure, files[file].path, 0).message;
}

/**
 * Returns the error for files of which none holds a record; undefined if all of them are empty. `ownTables`: how many of
 * them this program wrote; `isFormatNamed`: whether a flag says what they are.
 */
export function noRecordInFiles(
  { name, files, hidden, notRegular, outputs }: ListedInput,
  { ownTables = 0, isFormatNamed = false }: { ownTables?: number; isFormatNamed?: boolean } = {},
): CommandError | undefined {
  if (files.length > 0 && files.every(({ sizeBytes }) => sizeBytes === 0)) return undefined;
  const left = filesLeftOut({ hidden, notRegular, outputs, ownTables }).join(', ');
  const leftOut = left === '' ? '' : ` (left out: ${left})`;
  const count = formatCounted(files.length, 'file');
  const what = (): string => {
    if (files.length === 0) return `there is no file to read in it${leftOut}; name other files`;
    if (ownTables === files.length)
      return `this program wrote its ${count} itself; name such tables one by one to read them`;
    const none = `its ${count} ${files.length === 1 ? 'holds' : 'hold'} no record`;
    return isFormatNamed
      ? `${none} when read as --format says; leave --format out`
      : `${none}${leftOut}; name other files`;
  };
  return new CommandError(`cannot read ${safeText(clipName(name))}: ${what()}`, EXIT_FAILED);
}

/** Returns which files were read and which were left out, in one line. */
export function filesLine(
  { files, fileTally }: Pick<Result, 'files' | 'fileTally'>,
  listed: ListedInput,
): string {
  const { hidden, notRegular, outputs, repeated } = listed;
  const { recordless, ownTables } = fileTally;
  const left = filesLeftOut({ recordless, ownTables, hidden, notRegular, outputs, repeated });
  return `${formatCounted(files.readCount, 'file')} read${left.length === 0 ? '' : `, left out: ${left.join(', ')}`}`;
}

/** Returns what JSON says about several files: their numbers, which were left out, and which could not be read. */
export function filesFacts(result: Result, listed: ListedInput): object {
  const { files, fileTally } = result;
  const { hidden, notRegular, outputs, repeated } = listed;
  const rows = fileCounts(result, MOST_LISTED);
  return {
    read: files.readCount,
    failed: fileTally.failed,
    left_out: {
      without_record: fileTally.recordless,
      own_tables: fileTally.ownTables,
      hidden,
      not_regular: notRegular,
      outputs,
      repeated,
    },
    ...(fileTally.failed > 0 && {
      failures: fileTally.failures.map((one) => ({
        file: listed.files[one.file].path,
        failure: failureText(one, listed.files),
      })),
    }),
    by_file: rows.map(({ name, bytes, records, validEvents, skippedEvents }) => ({
      file: name,
      size: bytes,
      total_events: records,
      valid_events: validEvents,
      skipped_events: skippedEvents,
    })),
  };
}

/** Returns the warning about files with a plan of their own: other keys, another shape, or another format. */
export function ownPlanWarning({ files, settings }: Pick<Result, 'files' | 'settings'>): readonly string[] {
  const common = readAs(settings);
  const own = files
    .rowsOfFiles()
    .map((row) => files.startAt(row))
    .filter((start) => start.own !== undefined && readAs(start.own) !== common);
  const [first] = own;
  if (first?.own === undefined) return [];
  const more = own.length === 1 ? '' : `, and ${formatCounted(own.length - 1, 'file')} more by their own`;
  return [`${clipName(files.nameOf(first) ?? '')} is read by a plan of its own: ${readAs(first.own)}${more}`];
}

/** Says how settings read a file; what a header line names is left out, since each table has its own. */
function readAs({ table, records, userKey, timeKey, typeKey }: PipelineSettings): string {
  const format = table === undefined ? 'JSON' : `rows of ${tableFormatOf(table.delimiter)}`;
  const path = records === undefined ? '' : `records at ${records}, `;
  return `${format}, ${path}user from ${userKey}, time from ${timeKey}, type from ${typeKey}`;
}
