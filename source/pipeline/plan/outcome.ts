import type { ReadPaths, RecordScanner } from '../scan/record-scanner.ts';
import { type Taker, WindowScan } from '../scan/window-scan.ts';
import type { PipelineSettings } from '../settings.ts';
import { EventStore } from '../store/event-store.ts';
import type { Outcome, Sample } from './plan.ts';
import { isJsonRecord, MOST_RECORDS, pathsFor, scanPieces } from './sample.ts';

/** Events that can wait; no sample has more. */
const ROW_CAPACITY = 2048;

/** What some settings give on the sample, and what is known of the ids that they name. */
export interface CountedOutcome extends Outcome {
  /** How many different ids the events have. */
  readonly ids: number;
  /** The bytes of the records that are JSON and no events. */
  readonly otherBytes: number;
}

/** Reads the records of a sample with some settings, as a run does, and counts what comes of it. */
export function outcomeOf(sample: Sample, settings: PipelineSettings): Outcome {
  const { records, events, users } = countOutcome(sample, settings);
  return { records, events, users };
}

/** Does what `outcomeOf` does, and counts ids. A sample is of JSON objects, be they rows. `paths`: as in Pipeline. */
export function countOutcome(
  { bytes, from, to }: Sample,
  settings: PipelineSettings,
  paths: ReadPaths = pathsFor(bytes.length),
): CountedOutcome {
  const records = from.length;
  if (records === 0) return { records, events: 0, users: 0, ids: 0, otherBytes: 0 };
  const counted = new Counted();
  // The records of a sample are objects side by side, wherever the input has them.
  const plain = { ...settings, records: undefined, table: undefined, skipsControlLines: false };
  const scan = new WindowScan(plain, EventStore.empty(settings.hashSeed), ROW_CAPACITY, paths, counted);
  scan.buffer.append(bytes.subarray(from[0], to[records - 1]));
  scan.advance(Number.POSITIVE_INFINITY, true);
  scan.take(scan.buffer.window(true));
  const { events, users, ids, otherBytes } = counted;
  return { records, events, users: users.size, ids: ids.size, otherBytes };
}

/**
 * Counts what settings give on the head of an input: of about as many of its records as a sample has, without finding
 * each. `isWhole`: the input ends with the head.
 */
export function countHead(head: Uint8Array, isWhole: boolean, settings: PipelineSettings): CountedOutcome {
  const counted = new Counted();
  scanPieces(
    { head, isWhole, settings, rowCapacity: ROW_CAPACITY, paths: pathsFor(head.length) },
    counted,
    () => counted.records >= MOST_RECORDS,
  );
  const { records, events, users, ids, otherBytes } = counted;
  return { records, events, users: users.size, ids: ids.size, otherBytes };
}

/** Returns which share of the bytes in the head of an input, as far as it is scanned, is events by some settings: 0 to 1. */
export function eventShare(head: Uint8Array, isWhole: boolean, settings: PipelineSettings): number {
  const counted = new Counted();
  const { counters } = scanPieces(
    { head, isWhole, settings, rowCapacity: ROW_CAPACITY, paths: pathsFor(head.length) },
    counted,
    () => counted.records >= MOST_RECORDS,
  ).scanner;
  const { recordBytes, separatorBytes, strayBytes, envelopeBytes, controlBytes } = counters;
  const scannedBytes = recordBytes + separatorBytes + strayBytes + envelopeBytes + controlBytes;
  return (recordBytes - counted.rejectedBytes) / Math.max(1, scannedBytes);
}

/** Counts events, their users, and records that are JSON. */
class Counted implements Taker {
  records = 0;
  events = 0;
  otherBytes = 0;
  rejectedBytes = 0;
  readonly users = new Set<number>();
  readonly ids = new Set<number>();

  take({ rows, rejected }: RecordScanner): void {
    const { users, ids } = this;
    this.events += rows.count;
    this.records += rows.count;
    for (let row = 0; row < rejected.count; row++) {
      this.rejectedBytes += rejected.byteLength[row];
      if (!isJsonRecord(rejected.reason[row])) continue;
      this.records++;
      this.otherBytes += rejected.byteLength[row];
    }
    for (let row = 0; row < rows.count; row++) users.add(rows.user[row]);
    if (!rows.hasIds) return;
    // 53 bits of the hash are enough to count different ids.
    for (let row = 0; row < rows.count; row++) {
      ids.add((rows.idHigh[row] & 0x1fffff) * 0x1_0000_0000 + (rows.idLow[row] >>> 0));
    }
  }
}
