import { FollowedFile } from '../input/follow/followed-file.ts';
import type { FollowedPipe } from '../input/follow/followed-pipe.ts';
import type { Source } from '../input/source.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { Result } from '../pipeline/result/result.ts';
import type { ReadFailure } from '../pipeline/scan/read-failure.ts';
import type { ReadBytes } from '../pipeline/text/byte-reads.ts';
import { chunksOf } from './chunks.ts';
import { feedFiles } from './files/feed-files.ts';
import { FileReads } from './files/file-reads.ts';
import type { FileOpening, FilesInput } from './files/files-input.ts';
import { HeldTexts } from './files/held-texts.ts';
import type { Following } from './follow/follow-control.ts';
import { type FollowedFiles, followFiles } from './follow/follow-files.ts';
import { followSteps } from './follow/follow-steps.ts';
import { KeptInput, MOST_KEPT_BYTES } from './kept-input.ts';
import { recordReader } from './record-reader.ts';

/** Called with how many bytes were read. */
type OnProgress = ((bytesRead: number) => void) | undefined;

/** How bytes come to a pipeline on this thread. */
export interface Feed {
  /** The names of several files. */
  readonly fileNames?: readonly string[];
  /** Whether some of the bytes can only be read once. */
  readonly isReadOnce: boolean;
  /** Adds all bytes; yields when nothing is being added. */
  steps(pipeline: Pipeline, onProgress: OnProgress): AsyncIterable<void>;
  /** Why the bytes ended early, if they did; set after all steps. */
  readonly failure?: ReadFailure | undefined;
  /** Returns what reads records of the result again. */
  readBytes(result: Result): ReadBytes | undefined;
}

/** Feeds the bytes of a source. `wantsRecords`: whether records are sure to be read again. */
export function sourceFeed(source: Source, wantsRecords: boolean): Feed {
  const kept = source.sizeBytes === undefined ? new KeptInput(wantsRecords) : undefined;
  let failure: ReadFailure | undefined;
  return {
    isReadOnce: kept !== undefined,
    async *steps(pipeline, onProgress) {
      const onFailure = (found: ReadFailure): void => {
        failure = found;
      };
      let bytesRead = 0;
      for await (const chunk of chunksOf(source, onFailure)) {
        kept?.add(chunk);
        pipeline.push(chunk);
        bytesRead += chunk.length;
        onProgress?.(bytesRead);
        yield;
      }
    },
    get failure() {
      return failure;
    },
    readBytes: () => (kept === undefined ? recordReader(source.describe()) : kept.readBytes),
  };
}

/** Feeds several files, one after another. `wantsRecords`: whether records are sure to be read again. */
export function filesFeed(input: FilesInput, opening: FileOpening, wantsRecords: boolean): Feed {
  const held = wantsRecords ? new HeldTexts(MOST_KEPT_BYTES) : undefined;
  const reading = held?.over(opening, input) ?? opening;
  return {
    fileNames: input.files.map(({ path }) => path),
    // Large archives, and those that need a thread, can only be read in order.
    isReadOnce: true,
    steps: (pipeline, onProgress) =>
      feedFiles(input, reading, pipeline, { ...(onProgress && { onProgress }) }),
    readBytes: ({ files }) => {
      if (held?.isFull) return undefined;
      const reads = new FileReads(input, opening, held);
      return (byteOffset, byteLength) => reads.read(files, byteOffset, byteLength);
    },
  };
}

/** Feeds several files that grow, until following ends. */
export function followFilesFeed(followed: FollowedFiles, following: Following): Feed {
  return {
    fileNames: followed.input.files.map(({ path }) => path),
    isReadOnce: true,
    steps: (pipeline) => followFiles(pipeline, followed, following),
    readBytes:
      ({ files }) =>
      (byteOffset, byteLength) =>
        followed.growing.read(files, byteOffset, byteLength),
  };
}

/** Feeds an input that grows, until following ends. */
export function followFeed(input: FollowedFile | FollowedPipe, { control, onBegun }: Following): Feed {
  const kept = input instanceof FollowedFile ? undefined : new KeptInput();
  let failure: ReadFailure | undefined;
  return {
    isReadOnce: true,
    steps: (pipeline) =>
      followSteps(pipeline, input, control, true, {
        onBytes: (chunk) => kept?.add(chunk),
        onBegun,
        onFailure: (found) => {
          failure = found;
        },
      }),
    get failure() {
      return failure;
    },
    readBytes: ({ files }) =>
      input instanceof FollowedFile
        ? (byteOffset, byteLength) => input.reads.read(files, byteOffset, byteLength)
        : kept?.readBytes,
  };
}
