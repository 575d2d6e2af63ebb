import { runWithTimeout } from '../../engine/run-with-timeout.ts';
import type { ByteRange, FileWindow } from '../../explorer/original/file-window.ts';
import { type ByteSearch, beginSearch, continueSearch } from '../../explorer/original/search-bytes.ts';
import type { Source } from '../../input/source.ts';
import { describeRejection, type Rejection } from '../../pipeline/reject/rejection.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { CLOSED, FIRST_READING, RecordEndReader } from '../../pipeline/scan/record-end.ts';
import { decodeUtf8, indexOfByte, LINE_FEED } from '../../pipeline/text/bytes.ts';

/** Chunks in which line feeds are counted and records are sought for their end. */
const CHUNK_BYTES = 1024 * 1024;
/** Lines further than this from the nearest known place are not counted. */
const MOST_COUNTED_BYTES = 256 * 1024 * 1024;
/** A chunk that takes longer to be searched is held against a regular expression that would never come to an end. */
const MOST_SEARCH_MILLISECONDS = 1000;
/** Of a longer record this much is shown, or read to describe it. */
const MOST_SHOWN_BYTES = 1024 * 1024;

/** Reads again what somebody looks at: nothing of the file is kept. All may throw the system's errors. */
export class FileReader {
  constructor(private readonly source: Source) {}

  /** The bytes from `fromByteOffset` on, as far as there are any. */
  async bytes(fromByteOffset: number, byteLength: number): Promise<Uint8Array> {
    const into = new Uint8Array(byteLength);
    return into.subarray(0, await this.source.readAt(into, fromByteOffset));
  }

  /** A window of Original, with the line that it begins in, where lines are known so far. */
  async window(
    { fromByteOffset, toByteOffset }: ByteRange,
    dataset: Dataset | undefined,
  ): Promise<FileWindow> {
    const bytes = await this.bytes(fromByteOffset, toByteOffset - fromByteOffset);
    const isEnd = fromByteOffset + bytes.length < toByteOffset;
    const lineAtBase = await this.lineAt(fromByteOffset, dataset);
    return { base: fromByteOffset, bytes, isEnd, lineAtBase };
  }

  /** Tells of a rejection from its bytes; of a long one only from its beginning. */
  async describe(dataset: Dataset, rejection: number): Promise<Rejection> {
    const { rejections, settings } = dataset;
    const byteOffset = rejections.byteOffsetOf(rejection);
    const byteLength = rejections.byteLengthOf(rejection);
    const bytes = await this.bytes(byteOffset, Math.min(byteLength, MOST_SHOWN_BYTES));
    const line = rejections.lineOf(rejection);
    const place = {
      event: rejections.eventOf(rejection),
      line,
      byteOffset,
      byteLength,
      bytes,
      from: 0,
      to: bytes.length,
      lineStart: -(await this.columnOf(byteOffset)),
    };
    return describeRejection(settings, place, rejections.codeOf(rejection));
  }

  /** A record's text; without `byteLength`, as far as its closing brace. */
  async record(byteOffset: number, byteLength: number | undefined): Promise<{ text: string; cut: boolean }> {
    if (byteLength !== undefined) {
      const bytes = await this.bytes(byteOffset, Math.min(byteLength, MOST_SHOWN_BYTES));
      return { text: decodeUtf8(bytes), cut: byteLength > bytes.length };
    }
    const reading = new RecordEndReader();
    for (let length = 64 * 1024; ; length *= 4) {
      const bytes = await this.bytes(byteOffset, Math.min(length, MOST_SHOWN_BYTES));
      // An event is valid JSON, so that the first reading comes to its end.
      const isWhole = reading.read(bytes, 0, bytes.length, FIRST_READING, 0) === CLOSED;
      if (isWhole) return { text: decodeUtf8(bytes, 0, reading.stop), cut: false };
      if (length >= MOST_SHOWN_BYTES || bytes.length < length) return { text: decodeUtf8(bytes), cut: true };
    }
  }

  /** Where a line begins, counted from a place on an earlier one; nothing: the file has fewer lines. */
  async lineStart(line: number, fromByteOffset: number, fromLine: number): Promise<number | undefined> {
    if (line <= fromLine) return this.startOfLine(fromByteOffset);
    let left = line - fromLine;
    for (let base = fromByteOffset; ; base += CHUNK_BYTES) {
      const bytes = await this.bytes(base, CHUNK_BYTES);
      if (bytes.length === 0) return undefined;
      let at = indexOfByte(bytes, LINE_FEED, 0, bytes.length);
      while (at >= 0) {
        if (--left === 0) return base + at + 1;
        at = indexOfByte(bytes, LINE_FEED, at + 1, bytes.length);
      }
    }
  }

  /**
   * The next place of a text from a byte on, in a direction, as far as to a byte or to the end of the file; nothing: none.
   * `onProgress` may throw to end it.
   */
  async search(
    text: string,
    fromByteOffset: number,
    direction: 1 | -1,
    untilByteOffset: number | undefined,
    onProgress: (byteOffset: number) => void,
  ): Promise<number | undefined> {
    const begun = beginSearch(text, fromByteOffset, direction);
    if ('error' in begun) throw new Error(begun.error);
    for (let next: ByteSearch = begun; ; ) {
      const search = next;
      const { range } = search;
      const bytes = await this.bytes(range.fromByteOffset, range.toByteOffset - range.fromByteOffset);
      const isEnd = range.fromByteOffset + bytes.length < range.toByteOffset;
      const chunk = { base: range.fromByteOffset, bytes, isEnd };
      const step = search.needle
        ? continueSearch(search, chunk)
        : runWithTimeout(() => continueSearch(search, chunk), MOST_SEARCH_MILLISECONDS);
      if (step.next === undefined) return step.foundByteOffset;
      next = step.next;
      if (untilByteOffset !== undefined && direction * (next.byteOffset - untilByteOffset) > 0)
        return undefined;
      onProgress(range.fromByteOffset);
    }
  }

  private async lineAt(byteOffset: number, dataset: Dataset | undefined): Promise<number | undefined> {
    if (byteOffset === 0) return 1;
    if (dataset === undefined || byteOffset > dataset.inputBytes) return undefined;
    const near = dataset.lines.nearestBefore(byteOffset);
    if (byteOffset - near.byteOffset > MOST_COUNTED_BYTES) return undefined;
    let { line } = near;
    for (let base = near.byteOffset; base < byteOffset; base += CHUNK_BYTES) {
      const bytes = await this.bytes(base, Math.min(CHUNK_BYTES, byteOffset - base));
      for (let at = indexOfByte(bytes, LINE_FEED, 0, bytes.length); at >= 0; line++) {
        at = indexOfByte(bytes, LINE_FEED, at + 1, bytes.length);
      }
    }
    return line;
  }

  /** How many bytes stand before a place on its line; a column is told no further than a chunk. */
  private async columnOf(byteOffset: number): Promise<number> {
    return byteOffset - (await this.startOfLine(byteOffset));
  }

  private async startOfLine(byteOffset: number): Promise<number> {
    for (let end = byteOffset; end > 0 && byteOffset - end < CHUNK_BYTES; ) {
      const from = Math.max(0, end - 4096);
      const bytes = await this.bytes(from, end - from);
      const feed = bytes.lastIndexOf(LINE_FEED);
      if (feed >= 0) return from + feed + 1;
      end = from;
    }
    return Math.max(0, byteOffset - CHUNK_BYTES);
  }
}
