import type { ReadPaths, Scanner, TooLongBeginning } from '../scan/scanner.ts';
import type { Window } from '../scan/window-buffer.ts';
import { type Taker, WindowScan } from '../scan/window-scan.ts';
import { DEFAULT_SETTINGS, type PipelineSettings } from '../settings.ts';
import { EventStore } from '../store/event-store.ts';
import { JSON_DECODE_ERROR, RECORD_TOO_LONG } from '../validate/reasons.ts';
import type { Sample } from './plan.ts';

/** How much of an input is looked at (spec section 13). */
export const HEAD_BYTES = 1024 * 1024;

/** More records than these tell nothing new about the keys, and cost time. */
const MOST_RECORDS = 2000;

/** The head is scanned in pieces of this size, so that one of many short records is not scanned to its end. */
const PIECE_BYTES = 64 * 1024;

/** Rows that can wait; no record becomes an event here. */
const ROW_CAPACITY = 64;

/**
 * Keys that no file has: each record that is JSON is then rejected for what it lacks, and a rejection knows where its
 * record begins and ends. An event would only know where it begins.
 */
const NOTHING_IS_AN_EVENT: PipelineSettings = {
  ...DEFAULT_SETTINGS,
  userKey: '\u0001',
  timeKey: '\u0002',
  typeKey: '\u0003',
};

/**
 * Finds the records in the head of an input, as every reading of it does (spec section 1), and keeps those that are JSON
 * objects. `isWhole`: the input ends with the head; if not, a record that is cut off is left out. `paths`: as in
 * Pipeline.
 */
export function takeSample(head: Uint8Array, isWhole: boolean, paths: ReadPaths = 'both'): Sample {
  const found = new JsonRecords();
  const scan = new WindowScan(NOTHING_IS_AN_EVENT, EventStore.empty(0), ROW_CAPACITY, paths, found);
  for (let at = 0; at < head.length && !found.areEnough; at += PIECE_BYTES) {
    scan.buffer.append(head.subarray(at, at + PIECE_BYTES));
    const isLast = isWhole && at + PIECE_BYTES >= head.length;
    if (!isLast && scan.buffer.length < scan.bytesWanted && at + PIECE_BYTES < head.length) continue;
    scan.advance(Number.POSITIVE_INFINITY, isLast);
    scan.take(scan.buffer.window(isLast));
  }
  const isPart = !isWhole || found.areEnough;
  return { bytes: head, from: Uint32Array.from(found.from), to: Uint32Array.from(found.to), isPart };
}

/** Whether a head holds a record that has ended, valid or not: with less, a pipe is waited for (spec section 13). */
export function holdsRecord(head: Uint8Array): boolean {
  const scan = new WindowScan(
    NOTHING_IS_AN_EVENT,
    EventStore.empty(0),
    ROW_CAPACITY,
    'both',
    new JsonRecords(),
  );
  scan.buffer.append(head);
  scan.advance(Number.POSITIVE_INFINITY, false);
  return scan.scanner.counters.records > 0;
}

/** Whether a head holds something, and no record, not even the beginning of one. */
export function hasOnlyStrayBytes(head: Uint8Array): boolean {
  const scan = new WindowScan(
    NOTHING_IS_AN_EVENT,
    EventStore.empty(0),
    ROW_CAPACITY,
    'both',
    new JsonRecords(),
  );
  scan.buffer.append(head);
  scan.advance(Number.POSITIVE_INFINITY, true);
  const { records, strayBytes } = scan.scanner.counters;
  return records === 0 && strayBytes > 0;
}

/** Collects the places of records that are JSON. */
class JsonRecords implements Taker {
  readonly from: number[] = [];
  readonly to: number[] = [];

  get areEnough(): boolean {
    return this.from.length === MOST_RECORDS;
  }

  take({ rejected }: Scanner, _window: Window): void {
    for (let row = 0; row < rejected.count && !this.areEnough; row++) {
      const reason = rejected.reason[row];
      if (reason === JSON_DECODE_ERROR || reason === RECORD_TOO_LONG) continue;
      this.from.push(rejected.byteOffset[row]);
      this.to.push(rejected.byteOffset[row] + rejected.byteLength[row]);
    }
  }

  onTooLongRecord(_beginning: TooLongBeginning, _window: Window, _from: number): void {
    // Not JSON as far as it can be held; `take` sees it among the rejections.
  }
}
