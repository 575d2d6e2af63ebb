import type { Dataset } from '../result/dataset.ts';
import { indexOfByte, LINE_FEED } from '../text/bytes.ts';
import { JSON_DECODE_ERROR, RECORD_TOO_LONG } from '../validate/reasons.ts';
import { describeRejection, type Rejection } from './rejection.ts';

/** Bytes of the file from `byteOffset` on, that nobody writes to; fewer where the file is shorter than it was. */
export type ReadRecord = (byteOffset: number, byteLength: number) => Uint8Array;

/** Of a record that is too long so much is read: values further on are not shown. All others are read whole. */
const MOST_BYTES_OF_TOO_LONG = 1024 * 1024;

/** So much is read along before a record: its line mostly begins there. */
const BYTES_BEFORE = 256;
/** A line's beginning is looked for in chunks of this size. */
const PIECE_BYTES = 64 * 1024;

/** Where the text begins in a file that has a byte-order checkpoint: no editor counts it as a column. */
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** All that is told of rejection `row`, from the record's bytes: at most `maxRecordBytes`, as when it was found. */
export function rereadRejection(dataset: Dataset, readRecord: ReadRecord, row: number): Rejection {
  const { rejections, settings } = dataset;
  const event = rejections.eventOf(row);
  const code = rejections.codeOf(row);
  const line = rejections.lineOf(row);
  const byteOffset = rejections.byteOffsetOf(row);
  const byteLength = rejections.byteLengthOf(row);
  const most = code === RECORD_TOO_LONG ? MOST_BYTES_OF_TOO_LONG : byteLength;
  const wanted = Math.min(byteLength, settings.maxRecordBytes, most);
  // Only the detail of broken JSON names a column.
  const asksColumn = code === JSON_DECODE_ERROR;
  const before = asksColumn ? Math.min(byteOffset, BYTES_BEFORE) : 0;
  const bytes = readRecord(byteOffset - before, before + wanted);
  const from = Math.min(before, bytes.length);
  let lineStart = 0;
  if (asksColumn) {
    const lineFeed = bytes.subarray(0, from).lastIndexOf(LINE_FEED);
    lineStart =
      lineFeed >= 0 ? lineFeed + 1 : before + startOfLine(dataset, readRecord, line, byteOffset) - byteOffset;
  }
  const to = bytes.length;
  return describeRejection(
    settings,
    { event, line, byteOffset, byteLength, bytes, from, to, lineStart },
    code,
  );
}

/** The offset at which line `line` begins, which is not after `limit`. Reads about a MiB at most, counting line feeds. */
function startOfLine({ lines }: Dataset, readRecord: ReadRecord, line: number, limit: number): number {
  if (line === 1) {
    const first = readRecord(0, BYTE_ORDER_MARK.length);
    return BYTE_ORDER_MARK.every((byte, i) => first[i] === byte) ? BYTE_ORDER_MARK.length : 0;
  }
  const known = lines.nearestBeforeLine(line);
  let lineFeedsLeft = line - known.line;
  for (let offset = known.byteOffset; offset < limit; offset += PIECE_BYTES) {
    const chunk = readRecord(offset, Math.min(PIECE_BYTES, limit - offset));
    let at = indexOfByte(chunk, LINE_FEED, 0, chunk.length);
    while (at >= 0) {
      if (--lineFeedsLeft === 0) return offset + at + 1;
      at = indexOfByte(chunk, LINE_FEED, at + 1, chunk.length);
    }
  }
  return limit;
}
