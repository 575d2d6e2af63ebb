import type { ReadPaths, RecordScanner } from '../scan/record-scanner.ts';
import type { Window } from '../scan/window-buffer.ts';
import { type Taker, WindowScan } from '../scan/window-scan.ts';
import { DEFAULT_SETTINGS, type PipelineSettings } from '../settings.ts';
import { EventStore } from '../store/event-store.ts';
import type { ScanCounters } from '../store/scan-counters.ts';
import { LINE_FEED, QUOTE } from '../text/bytes.ts';
import { TextBuffer } from '../text/text-buffer.ts';
import { appendMembers, OUTER } from '../validate/outer-keys.ts';
import { JSON_DECODE_ERROR, RECORD_TOO_LONG } from '../validate/reasons.ts';
import { textOfString } from '../validate/record-in-string.ts';
import type { Planned, Sample } from './plan.ts';

/** How much of an input is looked at (spec section 13). */
export const HEAD_BYTES = 1024 * 1024;

/** More records than these tell nothing new about the keys, and cost time. */
export const MOST_RECORDS = 2000;

/**
 * The head is scanned in pieces, each twice as long as the one before: one of many short records is not scanned to its
 * end, and little is read for the first record.
 */
const FIRST_PIECE_BYTES = 4 * 1024;
const MOST_PIECE_BYTES = 64 * 1024;

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

/** How records are found: where they are, and whether control lines are among them. */
export type RecordSettings = Pick<PipelineSettings, 'records' | 'skipsControlLines'>;

const PLAIN: RecordSettings = { records: undefined, skipsControlLines: false };

function finding(settings: RecordSettings): { settings: PipelineSettings; rowCapacity: number } {
  const { records, skipsControlLines } = settings;
  return { settings: { ...NOTHING_IS_AN_EVENT, records, skipsControlLines }, rowCapacity: ROW_CAPACITY };
}

/** A kernel takes some 3 ms to be made, which fewer bytes than these do not win back. */
const FEWEST_BYTES_FOR_KERNEL = 64 * 1024;

/** Returns the paths that read this many bytes fastest. */
export function pathsFor(byteLength: number): ReadPaths {
  return byteLength < FEWEST_BYTES_FOR_KERNEL ? 'slow' : 'both';
}

/**
 * Finds the records in the head of an input, as every reading of it does (spec section 1), and keeps those that are JSON
 * objects. `isWhole`: the input ends with the head; if not, a record that is cut off is left out.
 */
export function takeSample(head: Uint8Array, isWhole: boolean, settings: RecordSettings = PLAIN): Sample {
  const found = new JsonRecords(undefined);
  scanPieces(
    { ...finding(settings), head, isWhole, paths: pathsFor(head.length) },
    found,
    () => found.areEnough,
  );
  const isPart = !isWhole || found.areEnough;
  return {
    bytes: head,
    from: Uint32Array.from(found.from),
    to: Uint32Array.from(found.to),
    isPart,
    endOffset: found.endOffset,
  };
}

/**
 * Does what `takeSample` does for records within a container, and copies their texts out of it, a line each. `withOuter`:
 * with what the objects around them say, below `^` and `^@`.
 */
export function takeShapedSample(
  head: Uint8Array,
  isWhole: boolean,
  settings: RecordSettings,
  records: Planned,
  withOuter = false,
): Sample {
  const texts = new TextBuffer();
  const found = new JsonRecords(texts);
  const within = finding({ ...settings, records: records.text });
  if (withOuter) within.settings = { ...within.settings, typeKey: OUTER };
  scanPieces({ ...within, head, isWhole, paths: pathsFor(head.length) }, found, () => found.areEnough);
  return {
    bytes: texts.bytes.slice(0, texts.length),
    from: Uint32Array.from(found.from),
    to: Uint32Array.from(found.to),
    isPart: !isWhole || found.areEnough,
    records,
    endOffset: found.endOffset,
  };
}

/** Whether a path leads to records in a head, and not only past ordinary ones: into an envelope, or into a string. */
export function leadsToRecords(
  head: Uint8Array,
  isWhole: boolean,
  settings: RecordSettings,
  records: Planned,
): boolean {
  const found = new RecordsInStrings();
  const within = finding({ ...settings, records: records.text });
  const isInside = ({ scanner }: WindowScan): boolean => found.any || scanner.counters.envelopeBytes > 0;
  return isInside(scanPieces({ ...within, head, isWhole, paths: 'slow' }, found, isInside));
}

/** Whether a head holds a record that has ended, valid or not: until then, wait for more of a pipe (spec section 13). */
export function holdsRecord(head: Uint8Array): boolean {
  return countersAtFirstRecord(head, false).records > 0;
}

/** Whether a head holds something, and no record, not even the beginning of one. */
export function hasOnlyStrayBytes(head: Uint8Array): boolean {
  const { records, strayBytes } = countersAtFirstRecord(head, true);
  return records === 0 && strayBytes > 0;
}

/** Returns the counters soon after the first record, or at the end without one. */
function countersAtFirstRecord(head: Uint8Array, isWhole: boolean): ScanCounters {
  const hasRecord = ({ scanner }: WindowScan): boolean => scanner.counters.records > 0;
  return scanPieces(
    { ...finding(PLAIN), head, isWhole, paths: 'slow' },
    new JsonRecords(undefined),
    hasRecord,
  ).scanner.counters;
}

/** How a head is scanned. */
export interface HeadScan {
  readonly head: Uint8Array;
  /** The input ends with the head. */
  readonly isWhole: boolean;
  readonly settings: PipelineSettings;
  readonly rowCapacity: number;
  readonly paths: ReadPaths;
}

/** Scans a head piece by piece until that is enough. */
export function scanPieces(
  { head, isWhole, settings, rowCapacity, paths }: HeadScan,
  taker: Taker,
  isEnough: (scan: WindowScan) => boolean,
): WindowScan {
  const scan = new WindowScan(settings, EventStore.empty(settings.hashSeed), rowCapacity, paths, taker);
  let pieceBytes = FIRST_PIECE_BYTES;
  for (let at = 0, to = 0; at < head.length && !isEnough(scan); at = to) {
    to = Math.min(head.length, at + pieceBytes);
    pieceBytes = Math.min(MOST_PIECE_BYTES, 2 * pieceBytes);
    const isLastPiece = to === head.length;
    scan.buffer.append(head.subarray(at, to));
    if (!isLastPiece && scan.buffer.length < scan.bytesWanted) continue;
    scan.advance(Number.POSITIVE_INFINITY, isWhole && isLastPiece);
    scan.take(scan.buffer.window(isWhole && isLastPiece));
  }
  return scan;
}

/** Whether a rejected record is JSON all the same. `reason`: an index into REASONS. */
export function isJsonRecord(reason: number): boolean {
  return reason !== JSON_DECODE_ERROR && reason !== RECORD_TOO_LONG;
}

/** Notes whether there are records in strings. */
class RecordsInStrings implements Taker {
  any = false;

  take({ rejected }: RecordScanner, { bytes, base }: Window): void {
    for (let row = 0; row < rejected.count; row++)
      if (bytes[rejected.byteOffset[row] - base] === QUOTE) this.any = true;
  }
}

/** Collects the places of records that are JSON. */
class JsonRecords implements Taker {
  readonly from: number[] = [];
  readonly to: number[] = [];
  endOffset = 0;
  private readonly decoded = new TextBuffer();
  private readonly appended = new TextBuffer();

  /** `texts`: takes the texts of the records, whose places are then those in it. */
  constructor(private readonly texts: TextBuffer | undefined) {}

  get areEnough(): boolean {
    return this.from.length === MOST_RECORDS;
  }

  take({ rejected }: RecordScanner, { bytes, base }: Window): void {
    for (let row = 0; row < rejected.count && !this.areEnough; row++) {
      if (!isJsonRecord(rejected.reason[row])) continue;
      const from = rejected.byteOffset[row];
      const to = from + rejected.byteLength[row];
      this.endOffset = to;
      if (this.texts === undefined) this.add(from, to);
      else this.copy(this.texts, bytes, from - base, to - base, rejected.members.get(row));
    }
  }

  private copy(
    texts: TextBuffer,
    bytes: Uint8Array,
    from: number,
    to: number,
    members: Uint8Array | undefined,
  ): void {
    const start = texts.length;
    const { decoded, appended } = this;
    let text = { bytes, from, to };
    if (bytes[from] === QUOTE && textOfString(bytes, from, to, decoded))
      text = { bytes: decoded.bytes, from: 0, to: decoded.length };
    if (members !== undefined && appendMembers(text.bytes, text.from, text.to, members, appended))
      text = { bytes: appended.bytes, from: 0, to: appended.length };
    texts.append(text.bytes, text.from, text.to);
    this.add(start, texts.length);
    texts.appendByte(LINE_FEED);
  }

  private add(from: number, to: number): void {
    this.from.push(from);
    this.to.push(to);
  }
}
