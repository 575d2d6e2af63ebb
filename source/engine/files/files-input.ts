import type { ListedFile } from '../../input/listed-file.ts';
import type { Source, SourceDescription } from '../../input/source.ts';
import type { PlanSearch } from '../../pipeline/plan/file-plans.ts';
import type { ReadFailure } from '../../pipeline/scan/read-failure.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';

/** Several files that are read as one input. Plain data: it crosses threads. */
export interface FilesInput {
  /** What it is called in messages. */
  readonly name: string;
  readonly files: readonly ListedFile[];
  /** The arguments that they were found by, to find those that join them while they are followed. */
  readonly paths?: readonly string[];
  /** Copies of the texts of large archives, if they are kept, by the number of the file. */
  readonly spools?: ReadonlyMap<number, SourceDescription>;
  /** What a file that the plan of all does not fit is looked at with; undefined: nothing is to be found. */
  readonly search?: PlanSearch | undefined;
  /** What flags say about containers, for `FileOpening` on another thread. */
  readonly container: object;
}

/** What an ingest reads: one file, or several. Plain data: it crosses threads. */
export type InputDescription = SourceDescription | FilesInput;

/** Whether an input is several files. */
export function areFiles(input: InputDescription): input is FilesInput {
  return 'files' in input;
}

/** The text of a whole file that another thread has opened. */
export interface TextAnswer {
  readonly text: Uint8Array;
  /** Why it has no more text than this; undefined if it has not. */
  readonly failure: ReadFailure | undefined;
}

/** A file as the text that it holds. */
export interface OpenedFileText {
  readonly source: Source;
  /** What a person should know about it, one sentence each. */
  readonly notes: readonly string[];
  /** Says why there is no record in it, in words that follow "cannot read FILE: ". */
  readonly whyNoRecord: () => string;
}

/** Makes of `container`, that of a FilesInput, what a thread needs to read small files. */
export type TextsOf = (container: object) => FileTexts;

/** The same with what opens all files, for a thread that handles events. */
export type OpeningOf = (container: object) => FileOpening;

/** Says with which settings a file is read that the plan of all does not fit: `FilePlans`. */
export interface PlanChooser {
  ownOf(head: Uint8Array, isWhole: boolean): PipelineSettings | undefined;
  /** Whether `ownOf` is undefined for a file that begins so if there are only events in it. */
  isOfKind(head: Uint8Array): boolean;
}

/** How bytes of small files become text: given to the engine, which knows no containers and no tables. */
export interface FileTexts {
  /**
   * Returns the text in the bytes of a whole file where that takes no thread: plain text and small archives; undefined for
   * others. Throws an error with the words for what holds no text.
   */
  textOf(bytes: Uint8Array): Uint8Array | undefined;
  /** Whether a file that begins so is read as it is, without anything being made of it. */
  isPlain(head: Uint8Array): boolean;
  /** Says why there is no record in a text. */
  whyNoRecord(text: Uint8Array): string;
  /** Whether a text is a table that this program wrote, known by how it begins. */
  isOwnTable(head: Uint8Array): boolean;
  /** `settings`: those of the plan of all. The code that finds plans is large: a pool that reads one file is without it. */
  planChooser(settings: PipelineSettings, search: PlanSearch | undefined): PlanChooser;
}

/** How any file becomes text, those too that take a thread to decompress. */
export interface FileOpening extends FileTexts {
  /** Throws what `textOf` throws, and system errors. */
  open(file: ListedFile): Promise<OpenedFileText>;
}

/** The code of the error for a file that holds no text. It is no code of the system. */
export const NO_TEXT = 'ENOTEXT';

/** The size of all files, as they are on the disk. */
export function sizeOfFiles({ files }: Pick<FilesInput, 'files'>): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
