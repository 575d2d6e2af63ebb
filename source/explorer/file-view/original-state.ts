import type { ByteRange, ByteWindow } from './byte-window.ts';
import type { RecordMarks } from './record-marks.ts';
import type { ScreenPart, ScrollTarget } from './scrolling.ts';

/** What is known of the file; it grows while the file is loaded or arrives through a pipe. */
export interface FileKnown {
  readonly sizeBytes: number;
  /** Lines are known up to here. */
  readonly indexedBytes: number;
  readonly marks: RecordMarks;
}

/** The move to make when the bytes for it arrive: to a place, then on by rows. */
export interface PendingMove {
  readonly place: ScrollTarget | undefined;
  readonly rows: number;
  /** Whether the screen scrolls by the rows; else the cursor moves alone. */
  readonly scrolls: boolean;
}

/** A search of the file. */
export interface SearchState {
  readonly text: string;
  /** As requested; N runs the current search in reverse. */
  readonly direction: 1 | -1;
  readonly running: { readonly direction: 1 | -1; readonly fromByteOffset: number } | undefined;
  /** Where it began. */
  readonly begunByteOffset: number;
  /** It continued at the other end of the file, and goes no further than where it began. */
  readonly wrapped: boolean;
  /** Where it was last found. */
  readonly foundByteOffset: number | undefined;
  /** Whether the file has no match. */
  readonly nowhere: boolean;
}

/** The state of Original. A place is a byte offset: rows are not counted, so they have no numbers. */
export interface OriginalState extends ScreenPart {
  /** Cells for text. `width` is the same, or WHOLE_LINES if long lines are chopped instead of wrapped. */
  readonly columns: number;
  /** How many cells of chopped lines are to the left of the screen. */
  readonly left: number;
  /** The bytes that were read; undefined before the first read. */
  readonly window: ByteWindow | undefined;
  /** The bytes that are being read. */
  readonly requestedRange: ByteRange | undefined;
  readonly pending: PendingMove;
  /** The line whose offset is being looked for. */
  readonly requestedLine: number | undefined;
  readonly search: SearchState | undefined;
  /** Where the file really ended, if it has become shorter than its size. */
  readonly endFound: number | undefined;
}

/** What must be read from the file. Each kind replaces an earlier request of its kind. */
export type FileRequest =
  | ({ readonly kind: 'readWindow' } & ByteRange)
  /** The start of `line`, by counting line feeds from `fromByteOffset`, which is on line `fromLine`. */
  | {
      readonly kind: 'findLine';
      readonly line: number;
      readonly fromByteOffset: number;
      readonly fromLine: number;
    }
  | {
      readonly kind: 'searchFile';
      readonly text: string;
      readonly fromByteOffset: number;
      readonly direction: 1 | -1;
      /** Where to stop. Undefined: at the end of the file. */
      readonly untilByteOffset: number | undefined;
    };

/** The next state, and what must be read for it. */
export type FileTransition = [state: OriginalState, request: FileRequest | undefined];

/** No move is pending. */
export const NOTHING_PENDING: PendingMove = { place: undefined, rows: 0, scrolls: false };

/** A file before any byte was read. `width` and `height`: cells for text, at least 1. */
export function newOriginal(width: number, height: number): OriginalState {
  return {
    topByteOffset: 0,
    cursorByteOffset: 0,
    width: Math.max(1, width),
    columns: Math.max(1, width),
    left: 0,
    height: Math.max(1, height),
    window: undefined,
    requestedRange: undefined,
    pending: NOTHING_PENDING,
    requestedLine: undefined,
    search: undefined,
    endFound: undefined,
  };
}
