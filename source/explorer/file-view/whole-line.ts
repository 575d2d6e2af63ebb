import type { ByteReads } from '../../pipeline/text/byte-reads.ts';
import { LINE_FEED } from '../../pipeline/text/bytes.ts';
import { type ByteChunk, type ByteRange, endOf } from './byte-window.ts';
import { type RecordStarts, SPAN_REACH_BYTES, spanAround } from './row-anchors.ts';

/** How far back to search for the start of a line: a file of gigabytes may be a single line. */
const MOST_BACK_BYTES = 16 * 1024 * 1024;

/**
 * Finds the line that a byte is in, or in a line of many records the part of its record, however many spans that is. The
 * range ends with the line, or with the span in which it has become longer than `mostBytes`. `beginsThere`: whether the line
 * begins with the range; false if its beginning is too far back, and the range begins with the span of the byte. Undefined
 * if the byte cannot be read.
 */
export function* wholeLine(
  records: RecordStarts,
  byteOffset: number,
  mostBytes: number,
): ByteReads<(ByteRange & { readonly beginsThere: boolean }) | undefined> {
  const here = yield* spanOf(records, byteOffset);
  if (here === undefined) return undefined;
  let start = here;
  while (!begins(records, start) && byteOffset - start.fromByteOffset < MOST_BACK_BYTES) {
    const before = yield* spanOf(records, start.fromByteOffset - 1);
    if (before === undefined) break;
    start = before;
  }
  const beginsThere = begins(records, start);
  const { fromByteOffset } = beginsThere ? start : here;
  let end = here;
  while (!ends(records, end) && end.toByteOffset - fromByteOffset <= mostBytes) {
    const next = yield* spanOf(records, end.toByteOffset);
    if (next === undefined) break;
    end = next;
  }
  return { fromByteOffset, toByteOffset: end.toByteOffset, beginsThere };
}

/** A span, and the bytes around it. */
interface SpanThere extends ByteRange {
  readonly chunk: ByteChunk;
}

function* spanOf(records: RecordStarts, byteOffset: number): ByteReads<SpanThere | undefined> {
  const base = Math.max(0, byteOffset - SPAN_REACH_BYTES);
  const byteLength = byteOffset - base + SPAN_REACH_BYTES;
  const bytes = yield { byteOffset: base, byteLength };
  const chunk = { base, bytes, isEnd: bytes.length < byteLength };
  const span = spanAround(chunk, records, byteOffset);
  return 'missing' in span ? undefined : { ...span, chunk };
}

function begins(records: RecordStarts, { fromByteOffset, chunk }: SpanThere): boolean {
  return fromByteOffset === 0 || isEdge(records, chunk, fromByteOffset);
}

function ends(records: RecordStarts, { toByteOffset, chunk }: SpanThere): boolean {
  return (chunk.isEnd && toByteOffset === endOf(chunk)) || isEdge(records, chunk, toByteOffset);
}

/** Whether a line, or a record on a line of many, ends before a byte where a span does. */
function isEdge(records: RecordStarts, { base, bytes }: ByteChunk, byteOffset: number): boolean {
  return bytes[byteOffset - base - 1] === LINE_FEED || records.lastStart(byteOffset) === byteOffset;
}
