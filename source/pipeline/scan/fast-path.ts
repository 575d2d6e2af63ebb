import type { ByteRanges } from '../columns/interner.ts';
import { KernelColumnOps } from '../kernel/kernel-column-ops.ts';
import { SCAN_KERNEL } from '../kernel/kernels.generated.ts';
import * as layout from '../kernel/layout.ts';
import type { ScanKernel } from '../kernel/scan-kernel.ts';
import { instantiateKernel, PAGE_BYTES } from '../kernel/wasm.ts';
import { keysOf, type PipelineSettings } from '../settings.ts';
import { EventBatch } from '../store/event-batch.ts';
import { BACKSLASH, encodeUtf8, QUOTE, SPACE } from '../text/bytes.ts';
import { decodeJsonString } from '../text/json-string.ts';
import { type Instant, parseTimestamp } from '../time/parse-timestamp.ts';
import type { ScanCounters } from './counters.ts';
import type { Window } from './window-buffer.ts';

/** Numbers for the ids and types that the lane meets, which are text in `bytes`; `view` looks at the same. */
export interface TextNumbering {
  /**
   * Of users whose ids are no integers of at most nine digits, such a one being its own number. They go to `numbers`,
   * which may be `from` or `to`.
   */
  internUsers(ids: ByteRanges, numbers: Uint32Array): void;
  /** Of a user whose id is this string, which is no integer. */
  internUserText(id: string): number;
  /** Of the type `bytes[from..to)`. The same whenever it is asked: the lane remembers it. */
  internType(bytes: Uint8Array, view: DataView, from: number, to: number): number;
  internTypeText(type: string): number;
}

/** Columns of the list of texts: row, from, to. */
const TEXT_COLUMNS = 3;

/**
 * The fast path: ordinary records, from bytes to rows. It reads the gap before a record, the record, and goes on until
 * it meets one that it refuses, which it leaves untouched, at its brace, for the slow path: damage, an escape in a
 * key or where an id begins, an unusual id or timestamp, nesting deeper than 30, a record cut off by the window. What it
 * takes, the slow path would have taken with the same result (test/properties).
 *
 * The loop is WebAssembly (kernel/scan/), which has what JavaScript lacks: sixteen bytes compared at once. Its memory holds
 * the window and the rows, so that nothing is copied to and fro.
 */
export class FastPath {
  /** What `run` fills: emptied by its owner, with `begin`. Its columns are other ones after `reserve`. */
  readonly rows: EventBatch;
  /** Whether the wanted keys are ones that this lane can find; without that, every record is for the slow path. */
  readonly usable: boolean;

  readonly kernel: ScanKernel;
  /** Where in the kernel's memory the list of texts lies, which a run leaves. */
  private readonly textsAt: number;
  /** Where the window lies. */
  readonly windowAt: number;
  /** What was wrong with the timestamp that the kernel asked about last; nothing where it was one. */
  timeFault = '';
  private readonly instant: Instant = { seconds: 0, nanoseconds: 0 };
  /** All of the kernel's memory, three ways; other ones after `reserve`. */
  bytes!: Uint8Array; // set by `attach`, as are the next two
  words!: Uint32Array;
  view!: DataView;
  private windowBytes!: Uint8Array;

  /** `rowCapacity`: how many rows there are, a multiple of 64. */
  constructor(
    settings: PipelineSettings,
    private readonly names: TextNumbering,
    rowCapacity: number,
  ) {
    this.kernel = instantiateKernel(SCAN_KERNEL, {
      internType: (from, to) => this.internType(from >>> 0, to >>> 0),
      parseTime: (from, to) => this.parseTime(from >>> 0, to >>> 0),
    });
    this.textsAt = layout.ROWS_BEGIN + EventBatch.bytesFor(rowCapacity);
    this.windowAt = this.textsAt + TEXT_COLUMNS * 4 * rowCapacity;
    this.growTo(this.windowAt);
    const arithmetic = new KernelColumnOps(this.kernel);
    this.rows = new EventBatch(rowCapacity, this.kernel.memory.buffer, layout.ROWS_BEGIN, arithmetic);
    this.attach();
    const keys = keysOf(settings).map((key) => encodeUtf8(`${key}"`));
    this.usable = keys.every(isFindable);
    if (this.usable) for (const [place, key] of keys.entries()) this.setKey(place, key);
    this.kernel.clearKeyPrefixes();
    this.set(layout.ROW_CAPACITY, rowCapacity);
    this.set(layout.ROWS_AT, layout.ROWS_BEGIN);
    this.set(layout.TEXTS_AT, this.textsAt);
    this.set(layout.MAX_RECORD_BYTES, settings.maxRecordBytes);
  }

  /**
   * Memory for the window, of at least `byteLength` bytes, with the contents it had. Views taken before, of the rows
   * too, are void.
   */
  reserve(byteLength: number): Uint8Array {
    if (this.growTo(this.windowAt + byteLength)) this.attach();
    return this.windowBytes;
  }

  /**
   * From `from`, a place between records, reads records that begin before `limit`. The window lies in the memory that
   * `reserve` gave. Answers where it stopped: a place between records at or after `limit`; or the brace, before it, of
   * a record that it refuses, or for which there is no row (`rows.isFull`).
   */
  run(window: Window, from: number, limit: number, counters: ScanCounters): number {
    const { rows, words, windowAt } = this;
    const bias = window.base - rows.byteBase - windowAt;
    words[layout.ROW_COUNT >> 2] = rows.count;
    words[layout.LINE >> 2] = counters.line - rows.lineBase;
    words[layout.OFFSET_BIAS >> 2] = bias;
    words[layout.STRAY_ON_LINE >> 2] = counters.strayBytesOnLine;
    const at = (this.kernel.run(windowAt + from, windowAt + limit) >>> 0) - windowAt;
    rows.count = words[layout.ROW_COUNT >> 2];
    this.internTexts(words[layout.TEXT_COUNT >> 2]);
    if (words[layout.ANY_NANOSECONDS >> 2] !== 0) rows.hasNanoseconds = true;
    if (words[layout.ANY_SECONDS_HIGH >> 2] !== 0) rows.hasSecondsHigh = true;
    counters.records += words[layout.RECORDS >> 2];
    counters.recordBytes += words[layout.RECORD_BYTES >> 2];
    counters.separatorBytes += words[layout.SEPARATOR_BYTES >> 2];
    counters.strayBytes += words[layout.STRAY_BYTES >> 2];
    counters.strayBytesOnLine = words[layout.STRAY_ON_LINE >> 2];
    const lineStart = words[layout.LINE_START >> 2];
    if (lineStart !== 0) {
      counters.line = rows.lineBase + words[layout.LINE >> 2];
      counters.lineStartOffset = window.base + lineStart - windowAt;
    }
    return at;
  }

  /** All at once, because that is faster than one by one, and while their bytes are in the window. */
  private internTexts(count: number): void {
    if (count === 0) return;
    const { rows, bytes, view } = this;
    const column = (place: number): Uint32Array =>
      new Uint32Array(bytes.buffer, this.textsAt + 4 * place * rows.capacity, count);
    const [row, from, to] = [column(0), column(1), column(2)];
    let plain = 0;
    for (let i = 0; i < count; i++) {
      if (row[i] >= layout.TO_BE_DECODED) {
        const id = decodeJsonString(bytes, from[i] - 1, to[i] + 1);
        rows.user[row[i] - layout.TO_BE_DECODED] = this.names.internUserText(id);
      } else {
        row[plain] = row[i];
        from[plain] = from[i];
        to[plain++] = to[i];
      }
    }
    this.names.internUsers({ bytes, view, from, to, count: plain }, to);
    for (let i = 0; i < plain; i++) rows.user[row[i]] = to[i];
  }

  /** A type as it stands in a string, or is written as a number, true or false. */
  private internType(from: number, to: number): number {
    const { bytes, view, names } = this;
    for (let at = from; at < to; at++) {
      if (bytes[at] !== BACKSLASH && bytes[at] < 0x80) continue;
      return names.internTypeText(decodeJsonString(bytes, from - 1, to + 1));
    }
    return names.internType(bytes, view, from, to);
  }

  private parseTime(from: number, to: number): number {
    const { bytes, view, instant } = this;
    this.timeFault = parseTimestamp(bytes, from, to, instant) ?? '';
    if (this.timeFault !== '') return 0;
    view.setFloat64(layout.PARSED_SECONDS, instant.seconds, true);
    view.setUint32(layout.PARSED_NANOSECONDS, instant.nanoseconds, true);
    return 1;
  }

  private setKey(place: number, key: Uint8Array): void {
    const at = layout.KEYS_AT + place * layout.KEY_STRIDE;
    this.bytes.set(key, at);
    this.bytes.fill(0xff, at + layout.KEY_MASK, at + layout.KEY_MASK + key.length);
  }

  private set(address: number, value: number): void {
    this.words[address >> 2] = value;
  }

  /** Whether it took more memory, which leaves every view of it empty. Address space was set aside: nothing moves. */
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
    this.rows.attach(buffer, layout.ROWS_BEGIN);
  }
}

/** Whether a key, closing quote and all, is short and stands in files as it is: printable ASCII without an escape. */
function isFindable(key: Uint8Array): boolean {
  const text = key.subarray(0, -1);
  return (
    key.length <= layout.KEY_BYTES &&
    text.every((byte) => byte >= SPACE && byte < 0x7f && byte !== QUOTE && byte !== BACKSLASH)
  );
}
