import type { PipelineSettings } from '../settings.ts';
import type { Dictionaries } from '../store/dictionaries.ts';
import type { EventBatch } from '../store/event-batch.ts';
import { FIRST_FILE, type FileStart } from '../store/file-table.ts';
import { addCounts, beginPlace, copyCounters, ScanCounters } from '../store/scan-counters.ts';
import { compileFields, fewestEventBytes } from '../validate/fields.ts';
import type { Checkpoint } from './checkpoint.ts';
import { newScanner } from './record-format.ts';
import type { ReadPaths, RecordScanner } from './record-scanner.ts';
import { AT_LIMIT } from './stop.ts';
import { type Window, WindowBuffer } from './window-buffer.ts';

/** The rejections of one file among those of a chunk: `[from..to)`. */
export interface FileRejections {
  readonly from: number;
  readonly to: number;
  /** Where the file begins among the offsets and lines of the chunk. */
  readonly start: FileStart;
}

/** What a file of a chunk turned out to hold. */
export interface PackedFile {
  readonly records: number;
  readonly strayBytes: number;
  /** Whether every record is an event, and the first of several ends within `FIRST_BYTES`. */
  readonly fitsAtOnce: boolean;
}

/** The state before a file was added. */
interface Before {
  readonly counters: ScanCounters;
  readonly rows: Pick<EventBatch, 'count' | 'hasNanoseconds' | 'hasSecondsHigh' | 'hasIds'>;
  readonly rejections: number;
  readonly dropStrays: () => void;
  /** The end of the bytes. */
  readonly to: number;
}

/** At least this much of the beginning of a file decides its plan. */
const FIRST_BYTES = 8 * 1024;

/**
 * Reads whole small files, many to a chunk, before it is known what precedes them, as SpeculativeScan reads pieces of a
 * large one. A file begins at depth 0 whatever was before it, so nothing is guessed: `join` only adds where the chunk
 * begins. Files lie end to end in one window until then, because rejections become text when their numbers are known;
 * offsets and lines are counted through the chunk.
 */
export class PackedScan {
  readonly scanner: RecordScanner;
  /** The files of the chunk that hold records; after `join` by offsets and lines of the whole input. */
  starts: FileStart[] = [];
  rejections: FileRejections[] = [];
  /** After `join`: how many events come before, and where the chunk begins. */
  eventsBefore = 0;
  start: FileStart = FIRST_FILE;
  private readonly buffer: WindowBuffer;
  private before: Before | undefined;

  constructor(settings: PipelineSettings, dictionaries: Dictionaries, chunkBytes: number, paths: ReadPaths) {
    const mostEvents = chunkBytes / fewestEventBytes(compileFields(settings), settings.table) + 1;
    this.scanner = newScanner(settings, dictionaries, 64 * Math.ceil(mostEvents / 64), paths);
    this.buffer = new WindowBuffer(this.scanner.reserve);
  }

  /** Begins a chunk. */
  begin(): void {
    this.buffer.begin(0);
    Object.assign(this.scanner.counters, new ScanCounters());
    this.scanner.clear(0, 0);
    this.starts = [];
    this.rejections = [];
  }

  /** Returns memory to read the next file into, so that `add` need not copy it. */
  readonly room = (byteLength: number): Uint8Array => this.buffer.room(byteLength);

  /**
   * Reads the next file of the chunk, whole, as if the chunk were the beginning of the input. Returns undefined, and
   * takes nothing, if the file has more events than there is room for, or a record over `maxRecordBytes`. A file without
   * records is not taken either.
   */
  add(file: number, text: Uint8Array): PackedFile | undefined {
    const { scanner, buffer } = this;
    const { counters, rows, rejected } = scanner;
    const { count: eventCount } = rows;
    const { count: rejectionCount } = rejected;
    const { to: from } = buffer;
    const { records: recordsBefore, strayBytes: strayBytesBefore } = counters;
    this.before = this.mark();
    buffer.append(text);
    const window = buffer.window(true);
    const line = this.starts.length === 0 ? 1 : counters.line + 1;
    scanner.beginFile(from, line);
    const at = scanner.scan(window, scanner.passByteOrderMark(window.bytes, from), window.to);
    const fits = scanner.stop === AT_LIMIT && at === window.to;
    if (fits) scanner.end(at);
    const records = counters.records - recordsBefore;
    const strayBytes = counters.strayBytes - strayBytesBefore;
    if (!fits || records === 0) {
      this.undo();
      return fits ? { records, strayBytes, fitsAtOnce: false } : undefined;
    }
    const start = { file, byteBase: from, lineBase: line - 1 };
    this.starts.push(start);
    if (rejected.count > rejectionCount) {
      this.rejections.push({ from: rejectionCount, to: rejected.count, start });
    }
    const isFirstShort = rows.count - eventCount > 1 && rows.offset[eventCount + 1] - from <= FIRST_BYTES;
    return { records, strayBytes, fitsAtOnce: rejected.count === rejectionCount && isFirstShort };
  }

  private mark(): Before {
    const { counters, rows, rejected, strays } = this.scanner;
    const { count, hasNanoseconds, hasSecondsHigh, hasIds } = rows;
    return {
      counters: { ...counters },
      rows: { count, hasNanoseconds, hasSecondsHigh, hasIds },
      rejections: rejected.count,
      dropStrays: strays.mark(),
      to: this.buffer.to,
    };
  }

  /** Restores the state before the last file. */
  private undo(): void {
    const { scanner, buffer, before } = this;
    if (before === undefined) return;
    Object.assign(scanner.counters, before.counters);
    Object.assign(scanner.rows, before.rows);
    scanner.rejected.count = before.rejections;
    before.dropStrays();
    buffer.cutTo(before.to);
  }

  /** Removes the file that was added last, which has records. */
  takeBack(): void {
    this.undo();
    if (this.starts.pop()?.byteBase === this.rejections.at(-1)?.start.byteBase) this.rejections.pop();
  }

  /**
   * Counts all results on from what precedes the chunk. Returns the checkpoint after the chunk, where another file
   * begins.
   */
  join(checkpoint: Checkpoint): Checkpoint {
    const { counters, rows, rejected, strays } = this.scanner;
    const { byteBase, lineBase } = checkpoint;
    this.eventsBefore = checkpoint.validEvents;
    this.start = { file: 0, byteBase, lineBase };
    strays.moveTo(this.start);
    rejected.shift(checkpoint.records, 0, 0);
    const lines = this.starts.length === 0 ? 0 : counters.line;
    this.starts = this.starts.map((start) => ({
      file: start.file,
      byteBase: byteBase + start.byteBase,
      lineBase: lineBase + start.lineBase,
    }));
    const counted = copyCounters(counters);
    addCounts(counted, checkpoint);
    beginPlace(counted);
    return {
      ...checkpoint,
      ...counted,
      validEvents: checkpoint.validEvents + rows.count,
      rejections: checkpoint.rejections + rejected.count,
      byteBase: byteBase + this.buffer.to,
      lineBase: lineBase + lines,
    };
  }

  /** The bytes of the chunk, which hold all rejected records. */
  get window(): Window {
    this.buffer.pad();
    return this.buffer.window(true);
  }
}
