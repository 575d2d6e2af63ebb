import type { InputDescription } from '../../engine/files/files-input.ts';
import type { FollowControl } from '../../engine/follow/follow-control.ts';
import type { FileState } from '../../explorer/model/model.ts';
import type { Begun } from '../../input/follow/followed-input.ts';
import type { ListedFile } from '../../input/listed-file.ts';
import type { ForeignCount } from '../../input/look/foreign-records.ts';
import type { Change, FileIdentity } from '../../input/source.ts';
import type { ReadRecord } from '../../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import type { PlannedInput, PlanOptions } from '../plan-input.ts';
import type { FileNews } from './file-news.ts';

/** How inputs are opened for the screen: it appears soon, whatever a pipe does, and the thread that draws goes first. */
export const SCREEN_OPENING = { firstByteMilliseconds: 500, niceness: 15 };

/** An input that the explorer shows: a file, a pipe, or several files. */
export interface ExploredInput {
  readonly state: FileState;
  /** What another thread needs to read it. */
  readonly description: InputDescription;
  readonly news: FileNews;
  /** When it was last changed, in ISO 8601 to the second; undefined for a pipe and for several files. */
  readonly modified: string | undefined;
  /** Returns how much of it was read with so many bytes, from 0 to 1; undefined where that is not known. */
  shareRead(bytesRead: number): number | undefined;
  /** What a user should know about it once it has been read. `foreign`: the records that hold bytes which are not UTF-8. */
  notesAfter(foreign: ForeignCount | undefined): readonly string[];
  /** Finds what it is read as. */
  plan(options: PlanOptions): Promise<PlannedInput>;
  /** Reads bytes of it, from `byteOffset` on as far as there are any; returns how many. */
  readAt(into: Uint8Array, byteOffset: number): Promise<number>;
  /** Does the same for Original: bytes that are gone, with others after them that are not, are read as blanks. */
  readShown?(into: Uint8Array, byteOffset: number): Promise<number>;
  /** Returns what reads records of a dataset again, blocking the thread. */
  recordReader(dataset: Dataset): ReadRecord;
  /** Takes what is known of it by now: where each of several files begins. */
  know(dataset: Dataset): void;
  /** Waits until a file has a record to plan by, or `control` ends that. */
  awaitRecord(control: FollowControl): Promise<void>;
  /** Call it when the load begins to read the input from its beginning, to go on as it grows. */
  beginFollowing(): void;
  /** Call it when the load no longer waits for more. */
  endFollowing(): void;
  /** Call it when the load begins to read the file that took the place of the one that it followed. */
  onBegun(begun: Begun): void;
  /** Call it when one of several followed files is new, or was renamed. */
  onListed(file: ListedFile, number: number): void;
  isInput(file: FileIdentity): boolean;
  change(): Promise<Change>;
  close(): Promise<void>;
}
