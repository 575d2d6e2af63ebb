import type { Result } from '../pipeline/result/result.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import type { FileTable } from '../pipeline/store/file-table.ts';
import type { OnSessionRows } from './pool/parallel-grouping.ts';

/** Called during a run. */
export interface RunListener {
  /**
   * Receives encoded rows of the rejections, in file order; the run waits for the promise. Without it no text of
   * rejections is made.
   */
  readonly onRejectionRows?: (rows: Uint8Array) => Promise<void> | void;
  /** Does the same, blocking the thread, with rows that would take too much memory until the next `onRejectionRows`. */
  readonly onManyRejectionRows?: (rows: Uint8Array) => void;
  /** Receives rows of the sessions, when the input has been read. */
  readonly onSessionRows?: OnSessionRows;
  /** Whether `rawOfStray` will be called. */
  readonly wantsStrayTexts?: boolean;
  /** Whether records are sure to be read again, for which more is kept of an input that comes only once. */
  readonly wantsRecords?: boolean;
  /** Once, when the input has been read, with its events and files, before events are grouped. */
  readonly onAllRead?: (store: EventStore, files: FileTable) => void;
  /** After each chunk. */
  readonly onProgress?: (bytesRead: number) => void;
  readonly interim?: Interim | undefined;
}

/** Receives the result of what was read so far, again and again. */
export interface Interim {
  readonly everySeconds: number;
  take(result: Result): Promise<void>;
}
