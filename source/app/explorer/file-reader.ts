import { runWithTimeout } from '../../engine/run-with-timeout.ts';
import type { ByteRange, ByteWindow } from '../../explorer/file-view/byte-window.ts';
import { RecordMarks } from '../../explorer/file-view/record-marks.ts';
import { type ByteSearch, beginSearch, continueSearch } from '../../explorer/file-view/search-bytes.ts';
import { wholeLine } from '../../explorer/file-view/whole-line.ts';
import type { EventRecord } from '../../explorer/tables/table-spec.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { recordsByFile } from '../../pipeline/scan/records-by-file.ts';
import type { LineAddress } from '../../pipeline/store/address.ts';
import { LineIndex } from '../../pipeline/store/line-index.ts';
import { lineStart, locate } from '../../pipeline/store/line-lookup.ts';
import { type ReadBytesAsync, runReads } from '../../pipeline/text/byte-reads.ts';
import { decodeUtf8 } from '../../pipeline/text/bytes.ts';
import { TextBuffer } from '../../pipeline/text/text-buffer.ts';
import { endOfText, textOfString } from '../../pipeline/validate/record-in-string.ts';
import { isNotKept } from '../errors.ts';
import type { ExploredInput } from './explored-input.ts';

/** The search of a chunk is stopped after this long: the regular expression would never end. */
const MOST_SEARCH_MILLISECONDS = 1000;
/** The record overlay shows at most this much of a record. */
const MOST_SHOWN_BYTES = 1024 * 1024;

/** How much of each event in a list is read at first: most records are no longer. */
const LINE_BYTES = 4096;
const MOST_RECORD_CHARACTERS = 80 * 1024;

/** The line index before anything was loaded. */
const NOTHING_INDEXED = { lines: new LineIndex(), inputBytes: 0 };

/** Reads what the screen shows from the file, without keeping any of it. Every method may throw system errors. */
export class FileReader {
  constructor(private readonly input: Pick<ExploredInput, 'readAt' | 'readShown'>) {}

  /** Reads bytes of the file; fewer than `byteLength` if it ends before. */
  readonly readBytes: ReadBytesAsync = async (byteOffset, byteLength) => {
    const into = new Uint8Array(byteLength);
    return into.subarray(0, await this.input.readAt(into, byteOffset));
  };

  /** Does the same, with no more bytes than are kept. */
  readonly readKept: ReadBytesAsync = async (byteOffset, byteLength) => {
    try {
      return await this.readBytes(byteOffset, byteLength);
    } catch (error) {
      if (isNotKept(error)) return new Uint8Array(0);
      throw error;
    }
  };

  /** Reads a window of Original, with the line of its first byte if that is known. */
  async window(
    { fromByteOffset, toByteOffset }: ByteRange,
    dataset: Dataset | undefined,
  ): Promise<ByteWindow> {
    const into = new Uint8Array(toByteOffset - fromByteOffset);
    const { input } = this;
    const length = await (input.readShown === undefined
      ? input.readAt(into, fromByteOffset)
      : input.readShown(into, fromByteOffset));
    const bytes = into.subarray(0, length);
    const isEnd = fromByteOffset + bytes.length < toByteOffset;
    const { lines, inputBytes } = dataset ?? NOTHING_INDEXED;
    const { line } = await runReads(locate(lines, inputBytes, fromByteOffset), this.readBytes);
    return { base: fromByteOffset, bytes, isEnd, lineAtBase: line };
  }

  /**
   * Returns the text of a record, a row as JSON, that of a record in a string decoded; cut if it is too long to show.
   * Without `byteLength` it is an event, whose end is found; `firstBytes` of it are read first.
   */
  async record(
    byteOffset: number,
    byteLength: number | undefined,
    { settings, files }: Pick<Dataset, 'settings' | 'files'>,
    firstBytes = 64 * 1024,
  ): Promise<{ text: string; cut: boolean }> {
    const { records, endOffset } = recordsByFile(settings, files)(byteOffset);
    const { table } = files.startOf(byteOffset).own ?? settings;
    if (byteLength !== undefined) {
      const bytes = await this.readBytes(byteOffset, Math.min(byteLength, MOST_SHOWN_BYTES));
      const row = table === undefined ? 'none' : records.jsonAt(bytes, true);
      return {
        text:
          row === 'none'
            ? (textInString(bytes) ?? decodeUtf8(bytes))
            : decodeUtf8(row === 'cut' ? bytes : row),
        cut: byteLength > bytes.length,
      };
    }
    for (let length = firstBytes; ; length *= 4) {
      const most = Math.min(length, endOffset - byteOffset);
      const bytes = await this.readBytes(byteOffset, Math.min(most, MOST_SHOWN_BYTES));
      const isAll = bytes.length < length;
      const record = records.jsonAt(bytes, isAll);
      if (typeof record !== 'string') return { text: decodeUtf8(record), cut: false };
      if (length >= MOST_SHOWN_BYTES || isAll) return { text: decodeUtf8(bytes), cut: true };
    }
  }

  /**
   * Returns the line that a byte is in, without its line feed, and where it begins if that is not too far back: all of it,
   * or more than `mostBytes`. Undefined if it cannot be read.
   */
  async line(
    byteOffset: number,
    dataset: Dataset | undefined,
    mostBytes: number,
  ): Promise<{ text: string; fromByteOffset: number; beginsThere: boolean } | undefined> {
    const reads = wholeLine(new RecordMarks(dataset), byteOffset, mostBytes);
    const line = await runReads(reads, this.readKept);
    if (line === undefined) return undefined;
    const { fromByteOffset, toByteOffset, beginsThere } = line;
    const bytes = await this.readKept(fromByteOffset, toByteOffset - fromByteOffset);
    return { text: decodeUtf8(bytes).replace(/\r?\n$/, ''), fromByteOffset, beginsThere };
  }

  /** Returns the records of events, as text; each cut if it is long, and empty if it cannot be read. */
  async records(events: readonly number[], dataset: Dataset): Promise<ReadonlyMap<number, EventRecord>> {
    const texts = new Map<number, EventRecord>();
    for (const event of events) {
      const read = this.record(dataset.store.byteOffsetOf(event), undefined, dataset, LINE_BYTES);
      const { text, cut } = await read.catch(() => ({ text: '', cut: false }));
      const isLong = text.length > MOST_RECORD_CHARACTERS;
      texts.set(event, { text: text.slice(0, MOST_RECORD_CHARACTERS), cut: cut || isLong });
    }
    return texts;
  }

  /**
   * Returns the byte offset at which a line begins, counted from a place on an earlier one; undefined if the file has
   * fewer lines.
   */
  async lineStart(line: number, known: LineAddress): Promise<number | undefined> {
    return runReads(lineStart(line, known), this.readBytes);
  }

  /**
   * Returns the byte offset of the next occurrence of `text` from a byte on, in a direction, up to `untilByteOffset` or
   * the end of the file; undefined if there is none. `onProgress` may throw to end the search.
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
      const bytes = await this.readBytes(range.fromByteOffset, range.toByteOffset - range.fromByteOffset);
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
}

/** Returns the text of the record in the string that begins the bytes; undefined if none does, or it is cut off. */
function textInString(bytes: Uint8Array): string | undefined {
  const end = endOfText(bytes, 0, bytes.length);
  const text = new TextBuffer();
  if (end < 0 || !textOfString(bytes, 0, end, text)) return undefined;
  return decodeUtf8(text.bytes, 0, text.length);
}
