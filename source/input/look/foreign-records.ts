import { BySettings } from '../../pipeline/scan/by-settings.ts';
import { type EventRecords, eventRecords } from '../../pipeline/scan/record-format.ts';
import type { Window } from '../../pipeline/scan/window-buffer.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import type { EventBatch } from '../../pipeline/store/event-batch.ts';
import type { RejectionBatch } from '../../pipeline/store/rejection-batch.ts';
import { hasHalf, withoutHalves } from './halves.ts';
import { isUtf8 } from './is-utf8.ts';

/** This much of the records is kept: enough to tell their encoding. */
const MOST_SAMPLE_BYTES = 16 * 1024;

/** To look at one record takes as long as to look at so many bytes in one piece. */
const ONE_IN_BYTES = 8 * 1024;

/** Records that hold what is not UTF-8, as plain data for another thread. */
export interface ForeignCount {
  /** How many hold bytes that are not UTF-8. */
  readonly records: number;
  /** The first of them, end to end. */
  readonly sample: Uint8Array;
  /** How many others hold halves of characters (lone surrogates), as escapes or as the bytes that UTF-8 would have. */
  readonly halves: number;
}

/** Returns the two together. `first`: of the bytes before; undefined as long as there are none. */
export function joinForeign(
  first: ForeignCount | undefined,
  second: ForeignCount | undefined,
): ForeignCount | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const sample =
    first.sample.length < MOST_SAMPLE_BYTES ? Buffer.concat([first.sample, second.sample]) : first.sample;
  return { records: first.records + second.records, sample, halves: first.halves + second.halves };
}

/**
 * Counts the records that hold bytes which are not UTF-8, or halves of characters, as a scan finds them. It costs nothing
 * where the kernel knows of all records that they are ASCII without a backslash. Where all bytes are UTF-8 and none is a
 * backslash, it costs two passes of the runtime's checks over them, at some 20 GB a second each. A record that is longer
 * than --max-record is not looked at.
 */
export class ForeignRecords {
  private records = 0;
  private halves = 0;
  private sample: Uint8Array[] = [];
  private sampleBytes = 0;
  private readonly bySettings: BySettings<EventRecords>;
  private events: EventRecords;

  /** `settings`: with which records are read, but for those of files that have their own. */
  constructor(private readonly settings: PipelineSettings) {
    this.bySettings = new BySettings(settings, eventRecords);
    this.events = this.bySettings.common;
  }

  /**
   * Looks at the records that wait in a scan. `window` holds their bytes. `settings`: with which they are read.
   * `movedBytes`: by how much events, but not rejections, were moved to their place among several files.
   */
  look(
    rows: EventBatch,
    rejected: RejectionBatch,
    window: Window,
    settings: PipelineSettings = this.settings,
    movedBytes = 0,
  ): void {
    const { bytes, base } = window;
    const shift = rows.byteBase - movedBytes - base;
    this.events = this.bySettings.of(settings === this.settings ? undefined : settings);
    if (!rows.hasUncheckedText && rejected.uncheckedCount * ONE_IN_BYTES <= window.to) {
      if (rejected.uncheckedCount > 0) this.addRejections(rejected, window);
      return;
    }
    const lastEvent = rows.count - 1;
    const lastRejection = rejected.count - 1;
    const begins = [
      ...(lastEvent < 0 ? [] : [rows.offset[0] + shift]),
      ...(lastRejection < 0 ? [] : [Math.max(0, rejected.byteOffset[0] - base)]),
    ];
    const ends = [
      ...(lastEvent < 0 ? [] : [this.endOf(window, rows.offset[lastEvent] + shift)]),
      ...(lastRejection < 0
        ? []
        : [rejected.byteOffset[lastRejection] + rejected.byteLength[lastRejection] - base]),
    ];
    if (begins.length === 0) return;
    if (isWhole(bytes.subarray(Math.min(...begins), Math.min(window.to, Math.max(...ends))))) return;
    for (let event = 0; event <= lastEvent; event++) this.addEvent(rows, event, window, shift);
    this.addRejections(rejected, window);
  }

  /** Returns what was counted since the last call; undefined if there was nothing. */
  take(): ForeignCount | undefined {
    const { records, sample, halves } = this;
    if (records + halves === 0) return undefined;
    this.records = 0;
    this.halves = 0;
    this.sample = [];
    this.sampleBytes = 0;
    return { records, sample: Buffer.concat(sample), halves };
  }

  private addEvent({ count, offset }: EventBatch, event: number, window: Window, shift: number): void {
    const { bytes, to } = window;
    const from = offset[event] + shift;
    // Together with what follows it: if that is UTF-8, the end need not be known.
    const next = event + 1 < count ? offset[event + 1] + shift : to;
    if (!isWhole(bytes.subarray(from, next))) this.add(bytes.subarray(from, this.endOf(window, from)));
  }

  private addRejections({ count, byteOffset, byteLength }: RejectionBatch, { bytes, base }: Window): void {
    for (let rejection = 0; rejection < count; rejection++) {
      const from = byteOffset[rejection] - base;
      const to = from + byteLength[rejection];
      if (from >= 0) this.add(bytes.subarray(from, to));
    }
  }

  private add(record: Uint8Array): void {
    if (isWhole(record)) return;
    if (isUtf8(withoutHalves(record))) {
      this.halves++;
      return;
    }
    this.records++;
    if (this.sampleBytes >= MOST_SAMPLE_BYTES) return;
    this.sampleBytes += record.length + 1;
    this.sample.push(record.slice(0, MOST_SAMPLE_BYTES), LINE_END);
  }

  private endOf({ bytes, to }: Window, from: number): number {
    return this.events.endOf(bytes, from, to);
  }
}

/** No character of any encoding goes on after it. */
const LINE_END = Uint8Array.of(0x0a);

/** Whether the bytes are UTF-8, and no escape in them is half of a character. */
function isWhole(bytes: Uint8Array): boolean {
  return isUtf8(bytes) && !hasHalf(bytes);
}
