import type { Dataset } from '../result/dataset.ts';
import { lineStart, textStart } from '../store/line-lookup.ts';
import { type ByteReads, type ReadBytes, type ReadBytesAsync, runReads } from '../text/byte-reads.ts';
import { LINE_FEED } from '../text/bytes.ts';
import { JSON_DECODE_ERROR, REASONS } from '../validate/reasons.ts';
import { type Rejection, RejectionDescriber } from './rejection.ts';

/** A reader of records for queries: see `ReadBytes`. */
export type ReadRecord = ReadBytes;

/** What is said of a record that is not kept, or that the file has no more: all else would be about half of it. */
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
export function rereadRejection(dataset: Dataset, readBytes: ReadBytes, row: number): Rejection;
/** `rereadRejection` with a reader that returns bytes or promises of bytes. */
export function rereadRejection(
  dataset: Dataset,
  readBytes: ReadBytesAsync,
  row: number,
): Rejection | Promise<Rejection>;
export function rereadRejection(
  dataset: Dataset,
  readBytes: ReadBytes | ReadBytesAsync,
  row: number,
): Rejection | Promise<Rejection> {
  const describer = new RejectionDescriber(dataset.settings);
  // Cast: the implementation serves both overloads.
  return runReads(describing(dataset, describer, row), readBytes as ReadBytesAsync);
}

/** Returns `rereadRejection` for many rows of one dataset: half the time per row, since the parser is made once. */
export function rejectionRereader(dataset: Dataset, readBytes: ReadBytes): (row: number) => Rejection {
  const describer = new RejectionDescriber(dataset.settings);
  return (row) => runReads(describing(dataset, describer, row), readBytes);
}

function* describing(dataset: Dataset, describer: RejectionDescriber, row: number): ByteReads<Rejection> {
  const { rejections, settings } = dataset;
  const reason = rejections.reasonOf(row);
  const line = rejections.lineOf(row);
  const byteOffset = rejections.byteOffsetOf(row);
  const byteLength = rejections.byteLengthOf(row);
  // Only the detail of broken JSON names a column.
  const needsColumn = reason === JSON_DECODE_ERROR;
  const before = needsColumn ? Math.min(byteOffset, BYTES_BEFORE) : 0;
  const wantedBytes = before + Math.min(byteLength, settings.maxRecordBytes);
  const bytes = yield { byteOffset: byteOffset - before, byteLength: wantedBytes };
  const recordNumber = rejections.recordNumberOf(row);
  if (bytes.length < wantedBytes) {
    const { code } = REASONS[reason];
    return { recordNumber, code, detail: GONE, line, byteOffset, byteLength, ...NOTHING_READ };
  }
  const from = before;
  let indexOfLine = 0;
  if (needsColumn) {
    const lineFeed = bytes.subarray(0, from).lastIndexOf(LINE_FEED);
    indexOfLine =
      lineFeed >= 0
        ? lineFeed + 1
        : before - byteOffset + (yield* lineStartBefore(dataset, line, byteOffset));
  }
  const place = {
    recordNumber,
    line,
    byteOffset,
    byteLength,
    bytes,
    from,
    to: bytes.length,
    lineStart: indexOfLine,
  };
  return describer.describe(place, reason);
}

/** The byte offset from which the columns of a record at `byteOffset` on `line` are counted. */
function* lineStartBefore({ lines }: Dataset, line: number, byteOffset: number): ByteReads<number> {
  if (line === 1) return yield* textStart();
  // Missing only in a file that has changed: the column is then counted from the record.
  return (yield* lineStart(line, lines.nearestBeforeLine(line), byteOffset)) ?? byteOffset;
}
