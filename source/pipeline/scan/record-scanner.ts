import type { FastPath } from '../kernel/fast-path.ts';
import type { EventBatch } from '../store/event-batch.ts';
import type { RejectionBatch } from '../store/rejection-batch.ts';
import type { ScanCounters } from '../store/scan-counters.ts';
import type { StrayBatch } from '../store/stray-batch.ts';
import type { ShapeScan } from './shape/shape-scan.ts';
import type { Stop } from './stop.ts';
import type { Window } from './window-buffer.ts';

/** The paths of a scan; without the fast one it is the slow twin that tests compare with. */
export type ReadPaths = 'both' | 'slow';

/** The number and the line of a record too long to be held. */
export interface TooLongBeginning {
  readonly recordNumber: number;
  readonly line: number;
  readonly lineStartOffset: number;
}

/**
 * Turns windows of bytes into rows, rejections and stray runs, which wait in `rows`, `rejected` and `strays` until the owner
 * takes them. There is one for each record format.
 */
export interface RecordScanner {
  readonly counters: ScanCounters;
  readonly rows: EventBatch;
  readonly rejected: RejectionBatch;
  readonly strays: StrayBatch;
  /** After `scan`: why it stopped. */
  readonly stop: Stop;
  /** The fast path whose memory holds the window, if it can make rows of rejections. */
  readonly fastPath: FastPath | undefined;
  /** Whether the scan is within a record too long to be held. */
  readonly isWithinRecord: boolean;
  /** Finds records that are not simply side by side; undefined for the plain case, and for tables. */
  readonly shape: ShapeScan | undefined;
  /** How many bytes before its own a chunk needs to find where a record begins. */
  readonly bytesBefore: number;
  /** Empties rows and rejections in the middle of a damaged record; undefined while the results may be dropped. */
  flush: (() => void) | undefined;
  /** Memory for the window. */
  readonly reserve: (byteLength: number) => Uint8Array;
  /** Drops the results, and counts lines and offsets of later ones from here. */
  clear(byteBase: number, lineBase: number): void;
  /**
   * Reads on from `from`, a place between records or within one too long to be held, and returns where it stopped. It
   * reads the records that begin before `limit`, an index like `from`; the last of them may end after it.
   */
  scan(window: Window, from: number, limit: number): number;
  /**
   * Begins a file at a byte offset, on a line, both counted as windows are: nothing of the one before is open. Counts go on
   * through all files.
   */
  beginFile(byteOffset: number, line: number): void;
  /** Skips a byte-order mark at the beginning of a file; returns where reading continues. */
  passByteOrderMark(bytes: Uint8Array, from: number): number;
  /** After TOO_LONG at `from`: skips the record there, however long it is. */
  beginTooLong(window: Window, from: number): TooLongBeginning;
  /** The input has ended at byte `stopOffset`: so does a record that is being skipped. */
  end(stopOffset: number): void;
  /** How many bytes to have before a record cut off at `at` is read again. */
  bytesWanted(window: Window, at: number): number;
  /** Returns a place of the window where a record seems to begin, looking no further than `until`; -1 without one. */
  seemingStart(window: Window, until: number): number;
  /**
   * Counts what lies between two places where records begin, `bytes[from..to)`, and returns true; or counts nothing and
   * returns false: a record may begin there. `base`: the byte offset of `bytes[0]`.
   */
  passBetween(
    counters: ScanCounters,
    strays: StrayBatch,
    bytes: Uint8Array,
    from: number,
    to: number,
    base: number,
  ): boolean;
}
