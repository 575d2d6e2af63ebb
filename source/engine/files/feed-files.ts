import { sourceOf } from '../../input/described-source.ts';
import type { ListedFile } from '../../input/listed-file.ts';
import type { SourceDescription } from '../../input/source.ts';
import type { Pipeline } from '../../pipeline/pipeline.ts';
import { FilePlans } from '../../pipeline/plan/file-plans.ts';
import { type ReadFailure, readFailureOf } from '../../pipeline/scan/read-failure.ts';
import { NO_BYTES } from '../../pipeline/text/bytes.ts';
import { chunksOf } from '../chunks.ts';
import type { FileOpening, FilesInput, OpenedFileText } from './files-input.ts';
import { MOST_WHOLE_BYTES, WholeFileReader } from './whole-file.ts';
import { isLeftOut, notRead, OWN_TABLE, recordless, wholeText } from './whole-text.ts';

/** After so many bytes of small files other work of the thread has its turn. */
const STEP_BYTES = 1024 * 1024;
const STEP_FILES = 64;

/** Receives what is noticed about files. */
export interface FeedListener {
  /** After a step: how much of the files was read, as they are on the disk. */
  readonly onProgress?: (bytesRead: number) => void;
  /** What a person should know about a file. */
  readonly onNote?: (text: string) => void;
}

/**
 * Feeds files to a pipeline, one after another, and yields often enough to do other things on the thread. Whatever it adds
 * to the pipeline it adds before `next()` returns its promise, and never while that is awaited: the events may be grouped
 * then.
 */
export async function* feedFiles(
  { files, spools, search }: FilesInput,
  opening: FileOpening,
  pipeline: Pipeline,
  { onProgress, onNote }: FeedListener = {},
): AsyncGenerator<void> {
  const feeder = new FileFeeder(opening, new FilePlans(pipeline.settings, search), pipeline, onNote);
  let bytesRead = 0;
  let [stepBytes, stepFiles] = [0, 0];
  for (const [number, file] of files.entries()) {
    const { sizeBytes } = file;
    stepBytes += sizeBytes;
    stepFiles++;
    if (!feeder.feedAtOnce(file, number)) {
      for await (const bytes of feeder.feedChunks(file, number, spools?.get(number))) {
        onProgress?.(bytesRead + Math.min(sizeBytes, bytes));
        yield;
      }
      // The chunks were awaited: what comes next must wait for the next step.
      yield;
    }
    bytesRead += sizeBytes;
    if (stepBytes < STEP_BYTES && stepFiles < STEP_FILES) continue;
    [stepBytes, stepFiles] = [0, 0];
    onProgress?.(bytesRead);
    yield;
  }
  onProgress?.(bytesRead);
}

/**
 * Feeds files to a pipeline. One that cannot be read is counted as failed, and the others are read; one without records is
 * left out, and so is a table that this program wrote, unless it was named.
 */
export class FileFeeder {
  private readonly whole = new WholeFileReader();

  constructor(
    private readonly opening: FileOpening,
    private readonly plans: FilePlans,
    private readonly pipeline: Pipeline,
    private readonly onNote?: FeedListener['onNote'],
  ) {}

  /** Feeds a file: a small one at once, others a chunk at a time. Yields as `feedChunks` does. */
  async *feed(file: ListedFile, number: number): AsyncGenerator<number> {
    if (!this.feedAtOnce(file, number)) yield* this.feedChunks(file, number);
  }

  /** Feeds a small file at once; returns false if it is large, or if it takes more than its bytes. */
  feedAtOnce(file: ListedFile, number: number): boolean {
    if (file.sizeBytes > MOST_WHOLE_BYTES) return false;
    const { opening, plans, pipeline } = this;
    const found = wholeText(file, number, this.whole, opening);
    if (found.kind === 'large') return false;
    if (found.kind === 'left') {
      pipeline.leaveOut(found.tally);
      return true;
    }
    pipeline.beginFile(number, plans.ownOf(found.text, true));
    pipeline.push(found.text);
    this.end(file, number, undefined, () => opening.whyNoRecord(found.text));
    return true;
  }

  /**
   * Feeds a file a chunk at a time; yields how much was read of it, before each chunk is added and when nothing is being
   * added. `spool`: the copy of its text, if it is a member of an archive that has one.
   */
  async *feedChunks(file: ListedFile, number: number, spool?: SourceDescription): AsyncGenerator<number> {
    const { opening, plans, pipeline } = this;
    const opened = await this.open(file, spool);
    if ('failure' in opened) {
      pipeline.leaveOut(notRead(file, number, opened.failure));
      return;
    }
    const { source, notes, whyNoRecord } = opened;
    let failure: ReadFailure | undefined;
    let bytesRead = 0;
    let hasBegun = false;
    try {
      const onFailure = (found: ReadFailure): void => {
        failure = found;
      };
      for await (const chunk of chunksOf(source, onFailure)) {
        if (bytesRead === 0 && isLeftOut(file, chunk, opening)) {
          pipeline.leaveOut(OWN_TABLE);
          return;
        }
        // Before the next chunk overwrites this one.
        const own = hasBegun ? undefined : plans.ownOf(chunk, false);
        yield bytesRead;
        if (!hasBegun) pipeline.beginFile(number, own);
        hasBegun = true;
        pipeline.push(chunk);
        bytesRead += chunk.length;
      }
      for (const note of notes) this.onNote?.(note);
      yield bytesRead;
      if (!hasBegun) pipeline.beginFile(number);
      this.end(file, number, failure, whyNoRecord);
    } finally {
      await source.close();
    }
  }

  /** Opens a file, or the copy of its text. Only what this throws is the file's fault: the rest of `feedChunks` is ours. */
  private async open(
    file: ListedFile,
    spool: SourceDescription | undefined,
  ): Promise<OpenedFileText | { readonly failure: ReadFailure }> {
    const { opening } = this;
    if (spool !== undefined) return ofSpool(spool, opening);
    try {
      return await opening.open(file);
    } catch (error) {
      return { failure: readFailureOf(error, 0) };
    }
  }

  private end(
    file: ListedFile,
    number: number,
    failure: ReadFailure | undefined,
    whyNoRecord: () => string,
  ): void {
    const { records, strayBytes } = this.pipeline.endFile(failure);
    if (records === 0 && failure === undefined) {
      this.pipeline.leaveOut(recordless(file, number, strayBytes, whyNoRecord));
    }
  }
}

/** Returns the copy of an archive's text that another thread makes. */
function ofSpool(spool: SourceDescription, opening: FileOpening): OpenedFileText {
  return { source: sourceOf(spool), notes: [], whyNoRecord: () => opening.whyNoRecord(NO_BYTES) };
}
