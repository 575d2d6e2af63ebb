import type { FollowedInput } from '../input/follow/followed-input.ts';
import type { Source } from '../input/source.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { ReadFailure } from '../pipeline/scan/read-failure.ts';
import { chunksOf } from './chunks.ts';
import { feedFiles } from './files/feed-files.ts';
import type { FileOpening, FilesInput } from './files/files-input.ts';
import type { Following } from './follow/follow-control.ts';
import { type FollowedFiles, followFiles } from './follow/follow-files.ts';
import { followSteps } from './follow/follow-steps.ts';

/** How bytes come to a pipeline on this thread. */
export interface Feed {
  /** The names of several files. */
  readonly fileNames?: readonly string[];
  /**
   * Adds all bytes. Yields before and after it adds any, so that it adds nothing while a step is awaited. Calls `onProgress`
   * with how many bytes were read, as they are on the disk.
   */
  steps(pipeline: Pipeline, onProgress?: (bytesRead: number) => void): AsyncGenerator<void>;
  /** After all steps: why the bytes ended early, if they did. */
  readonly failure?: ReadFailure | undefined;
}

/** Receives each chunk before it is added. */
type OnBytes = (chunk: Uint8Array) => void;

/** Feeds the bytes of a source. */
export function sourceFeed(source: Source, onBytes?: OnBytes): Feed {
  let failure: ReadFailure | undefined;
  const onFailure = (found: ReadFailure): void => {
    failure = found;
  };
  return {
    async *steps(pipeline, onProgress) {
      let bytesRead = 0;
      for await (const chunk of chunksOf(source, onFailure)) {
        yield;
        onBytes?.(chunk);
        pipeline.push(chunk);
        bytesRead += chunk.length;
        onProgress?.(bytesRead);
        yield;
      }
    },
    get failure() {
      return failure;
    },
  };
}

/** Feeds several files, one after another. */
export function filesFeed(input: FilesInput, opening: FileOpening): Feed {
  return {
    fileNames: input.files.map(({ path }) => path),
    steps: (pipeline, onProgress) =>
      feedFiles(input, opening, pipeline, { ...(onProgress && { onProgress }) }),
  };
}

/** Feeds an input that grows, until following ends. `yieldsIdle`: whether a look that finds nothing is a step too. */
export function followFeed(
  input: FollowedInput,
  { control, onBegun }: Following,
  yieldsIdle: boolean,
  onBytes?: OnBytes,
): Feed {
  let failure: ReadFailure | undefined;
  const onFailure = (found: ReadFailure): void => {
    failure = found;
  };
  return {
    steps: (pipeline) =>
      followSteps(pipeline, input, control, yieldsIdle, { ...(onBytes && { onBytes }), onBegun, onFailure }),
    get failure() {
      return failure;
    },
  };
}

/** Feeds several files that grow, and those that join them, until following ends. */
export function followFilesFeed(followed: FollowedFiles, following: Following): Feed {
  return {
    fileNames: followed.input.files.map(({ path }) => path),
    steps: (pipeline) => followFiles(pipeline, followed, following),
  };
}
