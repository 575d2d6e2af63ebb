import type { Dataset } from '../result/dataset.ts';
import { BySettings } from '../scan/by-settings.ts';
import type { FileRow } from '../store/file-table.ts';
import { lineStart, textStart } from '../store/line-lookup.ts';
import { type ByteReads, type ReadBytes, type ReadBytesAsync, runReads } from '../text/byte-reads.ts';
import { LINE_FEED } from '../text/bytes.ts';
import { JSON_DECODE_ERROR, REASONS } from '../validate/reasons.ts';
import {
  type ExplainedRejection,
  type RejectedPlace,
  type Rejection,
  RejectionDescriber,
} from './rejection.ts';

/** A reader of records for queries: see `ReadBytes`. */
export type ReadRecord = ReadBytes;

/** The detail of a record that is not kept, or no longer in the file. Other words would be about a part of it. */
const GONE = 'its bytes are no longer there';
const NOTHING_READ = { raw: '', userId: '', eventTime: '', eventType: '' };

/** This many bytes before a record are read with it: its line usually begins there, which saves a read. */
const BYTES_BEFORE = 256;

/**
 * Describes rejection `row` (its index in `dataset.rejections`) from the bytes of its record, in the words that the batch
 * command used when it found it. Everything that describes a rejection later (screen, filter, search, sort, export) calls
 * this or `rejectionRereader`. Reads the whole record, but no more than its first `maxRecordBytes`, which is what
 * validation looked at. With a reader that returns promises the result is a promise; then only parsing blocks the thread.
 */
export function rereadRejection(dataset: Dataset, readBytes: ReadBytes, row: number): ExplainedRejection;
/** `rereadRejection` with a reader that returns bytes or promises of bytes. */
export function rereadRejection(
  dataset: Dataset,
  readBytes: ReadBytesAsync,
  row: number,
): ExplainedRejection | Promise<ExplainedRejection>;
export function rereadRejection(
  dataset: Dataset,
  readBytes: ReadBytes | ReadBytesAsync,
  row: number,
): ExplainedRejection | Promise<ExplainedRejection> {
  const explained = describing(dataset, describersOf(dataset), row, EXPLAIN);
  // Cast: the implementation serves both overloads.
  return runReads(explained, readBytes as ReadBytesAsync);
}

/** Returns `rereadRejection` for many rows of one dataset: half the time per row, since the parser is made once. */
export function rejectionExplainer(
  dataset: Dataset,
  readBytes: ReadBytes,
): (row: number) => ExplainedRejection {
  const describerOf = describersOf(dataset);
  return (row) => runReads(describing(dataset, describerOf, row, EXPLAIN), readBytes);
}

/** Does what `rejectionExplainer` does, without the fault. */
export function rejectionRereader(dataset: Dataset, readBytes: ReadBytes): (row: number) => Rejection {
  const describerOf = describersOf(dataset);
  return (row) => runReads(describing(dataset, describerOf, row, DESCRIBE), readBytes);
}

/** How much to find out about a rejection, and what is left of one whose bytes are gone. */
interface Describing<Described> {
  readonly of: (describer: RejectionDescriber, place: RejectedPlace, reason: number) => Described;
  readonly gone: (rejection: Rejection) => Described;
}

const DESCRIBE: Describing<Rejection> = {
  of: (describer, place, reason) => describer.describe(place, reason),
  gone: (rejection) => rejection,
};
const EXPLAIN: Describing<ExplainedRejection> = {
  of: (describer, place, reason) => describer.explain(place, reason),
  gone: (rejection) => ({ ...rejection, fault: undefined }),
};

/** Returns the describer of a file, which says what is wrong by the settings that it was read with. */
function describersOf({ settings }: Dataset): (file: FileRow) => RejectionDescriber {
  const describers = new BySettings(settings, (own) => new RejectionDescriber(own));
  return ({ own }) => describers.of(own);
}

function* describing<Described>(
  dataset: Dataset,
  describerOf: (file: FileRow) => RejectionDescriber,
  row: number,
  { of, gone }: Describing<Described>,
): ByteReads<Described> {
  const { rejections, files, settings } = dataset;
  const reason = rejections.reasonOf(row);
  const byteOffset = rejections.byteOffsetOf(row);
  const start = files.startOf(byteOffset);
  const line = rejections.lineOf(row);
  const byteLength = rejections.byteLengthOf(row);
  // Only the detail of broken JSON names a column.
  const needsColumn = reason === JSON_DECODE_ERROR;
  const before = needsColumn
    ? Math.min(byteOffset - files.firstByteOf(files.rowAt(byteOffset)), BYTES_BEFORE)
    : 0;
  const wantedBytes = before + Math.min(byteLength, settings.maxRecordBytes);
  const bytes = yield { byteOffset: byteOffset - before, byteLength: wantedBytes };
  const known = {
    recordNumber: rejections.recordNumberOf(row),
    line: line - start.lineBase,
    byteOffset: byteOffset - start.byteBase,
    byteLength,
    file: files.nameOf(start),
  };
  if (bytes.length < wantedBytes) {
    const { code } = REASONS[reason];
    return gone({ ...known, code, detail: GONE, column: undefined, ...NOTHING_READ });
  }
  const from = before;
  let indexOfLine = 0;
  if (needsColumn) {
    const lineFeed = bytes.subarray(0, from).lastIndexOf(LINE_FEED);
    indexOfLine =
      lineFeed >= 0
        ? lineFeed + 1
        : before - byteOffset + (yield* lineStartBefore(dataset, line, byteOffset, start));
  }
  const place = {
    ...known,
    bytes,
    from,
    to: bytes.length,
    lineStart: indexOfLine,
    members: rejections.membersOf(row),
  };
  return of(describerOf(start), place, reason);
}

/** The byte offset from which the columns of a record at `byteOffset` on `line` are counted. */
function* lineStartBefore(
  { lines }: Dataset,
  line: number,
  byteOffset: number,
  { byteBase, lineBase, skipped }: FileRow,
): ByteReads<number> {
  // The beginning of the line may lie before others: the column is then counted from where the file goes on.
  if (skipped !== undefined && line === lineBase + skipped.lines + 1) return byteBase + skipped.bytes;
  if (line === lineBase + 1) return yield* textStart(byteBase);
  // Missing only in a file that has changed: the column is then counted from the record.
  return (yield* lineStart(line, lines.nearestBeforeLine(line), byteOffset)) ?? byteOffset;
}
