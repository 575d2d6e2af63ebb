import { hashId, idHigh, idLow } from '../columns/id-hash.ts';
import type { ByteRanges } from '../columns/interner.ts';
import type { PipelineSettings } from '../settings.ts';
import { EventBatch } from '../store/event-batch.ts';
import type { ScanCounters } from '../store/scan-counters.ts';
import type { StrayBatch } from '../store/stray-batch.ts';
import { BACKSLASH, indexOfByte } from '../text/bytes.ts';
import { decodeJsonString } from '../text/json-string.ts';
import { TextBuffer } from '../text/text-buffer.ts';
import type { Instant } from '../time/instant.ts';
import type { FieldMap } from '../validate/fields.ts';
import { KernelColumnOps } from './kernel-column-ops.ts';
import { KernelKeys } from './kernel-keys.ts';
import { giveOpenStray, takeStrays } from './kernel-strays.ts';
import { SCAN_KERNEL } from './kernels.generated.ts';
import * as layout from './layout.ts';
import { plainScanKernel } from './plain-scan-kernel.ts';
import { RefusedTimes } from './refused-times.ts';
import type { ScanKernel } from './scan-kernel.ts';
import { takeRun } from './take-run.ts';
import { PAGE_BYTES, tryKernel } from './wasm.ts';

/**
 * Gives numbers to users and to the texts of each dimension. Texts are ranges of `bytes`, and `view` is a view of the same
 * memory.
 */
export interface TextInterners {
  /**
   * Writes the numbers of users to `numbers`, which may be `from` or `to`. None of them is an integer of at most nine
   * digits: those are their own numbers.
   */
  internUsers(ids: ByteRanges, numbers: Uint32Array): void;
  /** Returns the number of the user whose id is `bytes[from..to)`. */
  internUser(bytes: Uint8Array, view: DataView, from: number, to: number): number;
  /**
   * For each dimension: returns the number of the text `bytes[from..to)`. The kernel caches it: it must never change.
   */
  readonly internDimension: readonly ((
    bytes: Uint8Array,
    view: DataView,
    from: number,
    to: number,
  ) => number)[];
}

/** The contents of a row of CSV for a rejected record: `from` and `rawTo` are indices of the window. */
export interface RejectedRow {
  readonly recordNumber: number;
  readonly line: number;
  readonly byteOffset: number;
  readonly from: number;
  /** The end of what is shown of the record. */
  readonly rawTo: number;
  readonly reasonLength: number;
  readonly hasValues: boolean;
}

/** Columns of the list of texts: row, from, to. */
const TEXT_COLUMNS = 3;

/**
 * The fast path: ordinary records, from bytes to rows. It reads the bytes between records, then a record, and so on until
 * it meets a record that it refuses. It leaves that one, at its brace, to the slow path: damage, an escape at the beginning
 * of an id, an unusual id or timestamp, nesting deeper than 30, a record cut off by the window. What it accepts, the slow
 * path accepts with the same result (test/properties).
 *
 * The loop is WebAssembly (kernel/scan/), which compares 16 bytes at once (decision 010). Its memory holds the window and
 * the rows, so nothing is copied.
 */
export class FastPath {
  /** What `run` fills. The owner empties it with `begin`. `reserve` replaces its columns. */
  readonly rows: EventBatch;
  readonly kernel: ScanKernel;
  /** Whether there was no room for the kernel: this then refuses everything. */
  readonly isPlain: boolean;
  /** Address of the list of texts that `kernel.run` leaves. */
  private readonly textsAt: number;
  /** The keys that the kernel looks for. */
  readonly keys: KernelKeys;
  /** Address of the window. */
  readonly windowAt: number;
  private readonly instant: Instant = { seconds: 0, nanoseconds: 0 };
  private readonly decoded = new TextBuffer();
  private readonly refusedTimes = new RefusedTimes();
  /** Three views of all of the kernel's memory. `reserve` replaces them. */
  bytes!: Uint8Array; // set by `attach`, as are the next two
  words!: Uint32Array;
  view!: DataView;
  private windowBytes!: Uint8Array;
  /** Where `csvRowOfRejection` expects the reason. */
  reasonBytes!: Uint8Array;
  reasonView!: DataView;

  /** `rowCapacity`: the most rows that `rows` holds, a multiple of 64. */
  constructor(
    settings: PipelineSettings,
    readonly fields: FieldMap,
    private readonly interners: TextInterners,
    rowCapacity: number,
  ) {
    const kernel = tryKernel<ScanKernel>(SCAN_KERNEL, {
      internDimension: (dimension, from, to) => this.internDimension(dimension, from >>> 0, to >>> 0),
      parseTime: (from, to, isString) => this.parseTime(from >>> 0, to >>> 0, isString !== 0),
      fieldsOfEscapedKey: (from, to) => this.keys.fieldsOf(this.decode(from >>> 0, to >>> 0)),
      meaningOfEscapedKey: (from, to, context) =>
        this.keys.meaningOf(this.decode(from >>> 0, to >>> 0), context),
      hashId: (from, to) => this.hashId(from >>> 0, to >>> 0),
    });
    this.isPlain = kernel === undefined;
    this.kernel = kernel ?? plainScanKernel();
    this.textsAt = layout.ROWS_BEGIN + EventBatch.bytesFor(rowCapacity);
    const keysAt = this.textsAt + TEXT_COLUMNS * 4 * rowCapacity;
    this.keys = new KernelKeys(fields, settings);
    this.windowAt = keysAt + this.keys.byteLength;
    this.growTo(this.windowAt);
    const columnOps = this.isPlain ? undefined : new KernelColumnOps(this.kernel);
    this.rows = new EventBatch(rowCapacity, this.kernel.memory.buffer, layout.ROWS_BEGIN, columnOps);
    this.attach();
    this.keys.write(this.kernel, this.bytes, this.words, keysAt);
    this.set(layout.ROW_CAPACITY, rowCapacity);
    this.set(layout.ROWS_AT, layout.ROWS_BEGIN);
    this.set(layout.TEXTS_AT, this.textsAt);
    this.set(layout.MAX_RECORD_BYTES, settings.maxRecordBytes);
  }

  /**
   * Returns memory for a window of at least `byteLength` bytes, which keeps the contents it had. Views taken before, those
   * in `rows` included, are no longer valid.
   */
  reserve(byteLength: number): Uint8Array {
    if (this.growTo(this.windowAt + byteLength)) this.attach();
    return this.windowBytes;
  }

  /**
   * Reads the records that begin in `[from..limit)` of the window, which is in the memory that `reserve` returned; `from`
   * is between records. Returns the index where it stopped: between records at or after `limit`, or the brace of a record
   * that it refuses or has no row for (`rows.isFull`). `base`: the byte offset at which the window begins. `strays` takes
   * the stray runs that end, and counts with `counters`. `inArray`: stops at a closing bracket between records too.
   */
  run(
    { base }: { readonly base: number },
    from: number,
    limit: number,
    counters: ScanCounters,
    strays: StrayBatch,
    inArray = false,
  ): number {
    const { rows, words, windowAt, kernel, keys } = this;
    const standard = inArray ? kernel.runInArray : kernel.run;
    const mapped = inArray ? kernel.runMappedInArray : kernel.runMapped;
    const runKernel = keys.mapped === undefined ? standard : mapped;
    let at = from;
    do {
      words[layout.ROW_COUNT >> 2] = rows.count;
      words[layout.LINE >> 2] = counters.line - rows.lineBase;
      words[layout.OFFSET_BIAS >> 2] = base - rows.byteBase - windowAt;
      const wasOpen = giveOpenStray(words, counters);
      at = (runKernel(windowAt + at, windowAt + limit) >>> 0) - windowAt;
      takeRun(words, rows, counters, base - windowAt);
      if (words[layout.STRAY_RUNS >> 2] > 0)
        takeStrays(words, wasOpen, base - windowAt, rows.lineBase, counters, strays);
      counters.strayBytes += words[layout.STRAY_BYTES >> 2];
      counters.strayBytesOnLine = words[layout.STRAY_ON_LINE >> 2];
      this.internTexts(words[layout.TEXT_COUNT >> 2]);
    } while (words[layout.STRAY_RUNS_FULL >> 2] !== 0);
    return at;
  }

  /**
   * Returns the row of CSV of a rejected record that `KernelReader.classify` read last and whose reason is in `reasonBytes`,
   * valid until the next call; undefined if a value is not ASCII, has an escape, or takes more than `mostValueBytes`.
   */
  csvRowOfRejection(row: RejectedRow, mostValueBytes: number): Uint8Array | undefined {
    const { recordNumber, reasonLength, hasValues, from, rawTo, line, byteOffset } = row;
    const { kernel, windowAt } = this;
    const length = kernel.rejectionRow(
      recordNumber,
      reasonLength,
      hasValues ? 1 : 0,
      mostValueBytes,
      windowAt + from,
      windowAt + rawTo,
      line,
      byteOffset,
    );
    return length === 0 ? undefined : this.bytes.subarray(layout.CSV_AT, layout.CSV_AT + length);
  }

  /** Numbers the users of the last run: all at once, which is faster than one by one, while the window has their bytes. */
  internTexts(count: number): void {
    if (count === 0) return;
    const { rows, bytes, view, interners, decoded } = this;
    const column = (index: number): Uint32Array =>
      new Uint32Array(bytes.buffer, this.textsAt + 4 * index * rows.capacity, count);
    const [row, from, to] = [column(0), column(1), column(2)];
    let plain = 0;
    for (let i = 0; i < count; i++) {
      if (row[i] >= layout.TO_BE_DECODED) {
        decodeJsonString(bytes, from[i] - 1, to[i] + 1, decoded);
        rows.user[row[i] - layout.TO_BE_DECODED] = interners.internUser(
          decoded.bytes,
          decoded.view,
          0,
          decoded.length,
        );
      } else {
        row[plain] = row[i];
        from[plain] = from[i];
        to[plain++] = to[i];
      }
    }
    interners.internUsers({ bytes, view, from, to, count: plain }, to);
    for (let i = 0; i < plain; i++) rows.user[row[i]] = to[i];
  }

  /**
   * Returns the number of a text in a dimension: the contents of a string, or a number, true or false as it is written.
   */
  private internDimension(dimension: number, from: number, to: number): number {
    const { bytes, view } = this;
    const intern = this.interners.internDimension[dimension];
    if (indexOfByte(bytes, BACKSLASH, from, to) < 0) return intern(bytes, view, from, to);
    const decoded = this.decode(from, to);
    return intern(decoded.bytes, decoded.view, 0, decoded.length);
  }

  /** Reads a timestamp that the kernel does not. Returns 1 and leaves the instant in the kernel's memory, or returns 0. */
  private parseTime(from: number, to: number, isString: boolean): number {
    const { bytes, view, instant, refusedTimes } = this;
    const { reader } = this.fields.time;
    if (isString ? refusedTimes.has(bytes, from, to) : !reader.readsNumbers) return 0;
    if (reader.parse(bytes, from, to, isString, instant) !== undefined) {
      if (isString) refusedTimes.keep(bytes, from, to);
      return 0;
    }
    view.setFloat64(layout.PARSED_SECONDS, instant.seconds, true);
    view.setUint32(layout.PARSED_NANOSECONDS, instant.nanoseconds, true);
    view.setUint32(layout.PARSED_ZONE, reader.zone, true);
    return 1;
  }

  /** Returns the text of the string with the contents `[from..to)`, which has an escape; valid until the next call. */
  private decode(from: number, to: number): TextBuffer {
    decodeJsonString(this.bytes, from - 1, to + 1, this.decoded);
    return this.decoded;
  }

  /** Hashes an id with escapes. */
  private hashId(from: number, to: number): number {
    const { words } = this;
    const { bytes, length } = this.decode(from, to);
    hashId(bytes, 0, length, words[layout.HASH_SEED >> 2]);
    words[layout.ID_LOW >> 2] = idLow;
    words[layout.ID_HIGH >> 2] = idHigh;
    return 0;
  }

  private set(address: number, value: number): void {
    this.words[address >> 2] = value;
  }

  /** Returns whether memory was added, which detaches every view of it. Addresses stay the same. */
  private growTo(byteLength: number): boolean {
    const { memory } = this.kernel;
    const missing = byteLength - memory.buffer.byteLength;
    if (missing <= 0) return false;
    memory.grow(Math.ceil(missing / PAGE_BYTES));
    return true;
  }

  private attach(): void {
    const { buffer } = this.kernel.memory;
    this.bytes = new Uint8Array(buffer);
    this.view = new DataView(buffer);
    this.words = new Uint32Array(buffer);
    this.windowBytes = this.bytes.subarray(this.windowAt);
    this.reasonBytes = new Uint8Array(buffer, layout.REASON_AT, layout.REASON_BYTES);
    this.reasonView = new DataView(buffer, layout.REASON_AT, layout.REASON_BYTES);
    this.rows.attach(buffer, layout.ROWS_BEGIN);
  }
}
