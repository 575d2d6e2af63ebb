import type { FinishedRun } from '../engine/finished-run.ts';
import type { RunListener } from '../engine/run-listener.ts';
import type { FileIdentity } from '../input/source.ts';
import type { Result } from '../pipeline/result/result.ts';
import type { RunSettings } from '../pipeline/settings.ts';
import type { ChangedFile } from './changed-input.ts';
import type { CommandError } from './errors.ts';
import type { PlannedInput } from './plan-input.ts';
import type { ListedInput } from './resolve-input.ts';

/** An input that was found, and not looked at yet: its outputs are opened first. */
export interface FoundInput {
  /** Whether a file is the input, or one of its files that was named. */
  isInput(file: FileIdentity): boolean;
  /** Decides what its bytes are. Throws CommandError for what holds no text. */
  open(): Promise<BatchInput>;
  close(): Promise<void>;
}

/** An input of the command without a screen: a file, a pipe, or several files. */
export interface BatchInput {
  readonly name: string;
  /** When it was last changed, in ISO 8601 to the second; undefined for a pipe and for several files. */
  readonly modified: string | undefined;
  /** The list of several files. */
  readonly listed: ListedInput | undefined;
  /** What a user should know about it, one sentence each. */
  readonly notes: readonly string[];
  /** The same, once it has been read. `foreign`: the records that hold bytes which are not UTF-8. */
  notesAfter(foreign: FinishedRun['foreign']): readonly string[];
  /** Returns the share of it that `bytesRead` bytes are, from 0 to 1; undefined where that is not known. */
  shareRead(bytesRead: number): number | undefined;
  /** Starts what reads it, while its plan is made. */
  prepare(): void;
  plan(): Promise<PlannedInput>;
  read(planned: PlannedInput, settings: RunSettings, listener: RunListener): Promise<FinishedRun>;
  /** Returns the files that changed while they were read. */
  changes(result: Result): Promise<readonly ChangedFile[]>;
  /** Returns the error of an input that could not be read to its end; undefined for one that could. */
  failureOf(result: Result): CommandError | undefined;
  /** Returns the error for it where it holds something and no record; undefined if it is only empty. */
  noRecordError(result: Pick<Result, 'strayBytes' | 'fileTally'>): CommandError | undefined;
  /** Throws, for a plan without any record in it, what reading the input would. */
  checkRecordless(planned: PlannedInput): Promise<void>;
  /** What a user should know about an input that was read. */
  warnings(result: Result): readonly string[];
}

/** Puts the name of an input before notes about it. */
export function named(name: string, notes: readonly string[]): readonly string[] {
  return notes.map((note) => `${name}: ${note}`);
}
