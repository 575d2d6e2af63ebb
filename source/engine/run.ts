import type { FollowedFile } from '../input/follow/followed-file.ts';
import type { FollowedPipe } from '../input/follow/followed-pipe.ts';
import type { Source } from '../input/source.ts';
import type { RowEncoder } from '../output/row-encoder.ts';
import { completeSettings, type RunSettings } from '../pipeline/settings.ts';
import { readsInAnyOrder } from '../pipeline/validate/outer-keys.ts';
import { closedStrayTexts } from './files/closed-stray-texts.ts';
import { FileReads } from './files/file-reads.ts';
import type { FileOpening, FilesInput, TextAnswer } from './files/files-input.ts';
import { HeldTexts } from './files/held-texts.ts';
import { largeFilesArePlain } from './files/large-files.ts';
import { openWhole } from './files/open-whole.ts';
import type { FinishedRun } from './finished-run.ts';
import type { Following } from './follow/follow-control.ts';
import type { FollowedFiles } from './follow/follow-files.ts';
import { MOST_KEPT_BYTES } from './kept-input.ts';
import { endThreads, type PoolChoice, poolFor, weightOf } from './pool/pool-options.ts';
import { runInPool } from './pool-run.ts';
import { recordReader } from './record-reader.ts';
import type { RunListener } from './run-listener.ts';
import { serialFiles, serialFollowed, serialFollowedFiles, serialSource } from './serial-inputs.ts';
import { runSerially } from './serial-run.ts';

/**
 * Runs the pipeline over a source, on as many threads as its size is worth; the result does not depend on their number.
 * Rejects when something other than the input fails; an input that cannot be read to its end gives the result up to
 * there.
 */
export async function run(
  source: Source,
  settings: Partial<RunSettings>,
  choice: PoolChoice,
  encoder: RowEncoder,
  listener: RunListener = {},
): Promise<FinishedRun> {
  const complete = completeSettings(settings);
  const pool = readsInAnyOrder(complete) ? poolFor(source.sizeBytes, choice) : undefined;
  if (pool === undefined) await endThreads(choice);
  return pool === undefined
    ? runSerially(serialSource(source, listener.wantsRecords === true), complete, encoder, listener)
    : runInPool(source.describe(), complete, { ...pool, niceness: 0 }, encoder, listener, {
        readBytesOf: () => recordReader(source.describe()),
        damage: source.damage?.().catch((error: Error) => error),
      });
}

/**
 * Runs the pipeline over an input that grows, until `following.control` ends it or its pipe ends, on this thread.
 */
export function runFollowed(
  input: FollowedFile | FollowedPipe,
  following: Following,
  settings: Partial<RunSettings>,
  encoder: RowEncoder,
  listener: RunListener = {},
): Promise<FinishedRun> {
  return runSerially(serialFollowed(input, following), completeSettings(settings), encoder, listener);
}

/** Does the same with several files that grow, and those that join them. */
export function runFollowedFiles(
  followed: FollowedFiles,
  following: Following,
  settings: Partial<RunSettings>,
  encoder: RowEncoder,
  listener: RunListener = {},
): Promise<FinishedRun> {
  return runSerially(serialFollowedFiles(followed, following), completeSettings(settings), encoder, listener);
}

/** Runs the pipeline over several files, as `run` does over one source. */
export async function runFiles(
  input: FilesInput,
  opening: FileOpening,
  settings: Partial<RunSettings>,
  choice: PoolChoice,
  encoder: RowEncoder,
  listener: RunListener = {},
): Promise<FinishedRun> {
  const complete = completeSettings(settings);
  const pool = readsInAnyOrder(complete) ? poolFor(weightOf(input.files), choice) : undefined;
  if (pool === undefined || !largeFilesArePlain(input, opening, complete)) {
    await endThreads(choice);
    const serial = serialFiles(input, opening, listener.wantsRecords === true);
    return runSerially(serial, complete, encoder, listener);
  }
  const held = listener.wantsRecords === true ? new HeldTexts(MOST_KEPT_BYTES) : undefined;
  const reads = new FileReads(input, opening, held);
  const openText = async (file: number): Promise<TextAnswer> => {
    const answer = await openWhole(input, file, opening);
    held?.add(file, answer.text);
    return answer;
  };
  return runInPool(input, complete, { ...pool, niceness: 0 }, encoder, listener, {
    openText,
    strayTextsOf: (result) => closedStrayTexts(result, reads, openText),
    readBytesOf: ({ files }) =>
      held?.isFull ? undefined : (byteOffset, byteLength) => reads.read(files, byteOffset, byteLength),
  });
}
