import { FollowedFile } from '../input/follow/followed-file.ts';
import type { FollowedPipe } from '../input/follow/followed-pipe.ts';
import type { Source } from '../input/source.ts';
import type { FileTable } from '../pipeline/store/file-table.ts';
import type { ReadBytes } from '../pipeline/text/byte-reads.ts';
import { type Feed, filesFeed, followFeed, followFilesFeed, sourceFeed } from './feeds.ts';
import { FileReads } from './files/file-reads.ts';
import type { FileOpening, FilesInput } from './files/files-input.ts';
import { HeldTexts } from './files/held-texts.ts';
import type { Following } from './follow/follow-control.ts';
import type { FollowedFiles } from './follow/follow-files.ts';
import { KeptInput, MOST_KEPT_BYTES } from './kept-input.ts';
import { blockReader, recordReader } from './record-reader.ts';

/** An input that one thread reads, and then reads records of again. */
export interface SerialInput {
  readonly feed: Feed;
  /** Whether some of the bytes can only be read once. */
  readonly isReadOnce: boolean;
  /** Returns what reads records again, blocking the thread, once all steps are done; undefined if they are not kept. */
  readBytes(files: FileTable): ReadBytes | undefined;
}

/** In a larger file, the thousand duplicates that are compared are mostly in blocks of their own. */
const MOST_BLOCK_READ_BYTES = 24 * 1024 * 1024;

/** The bytes of a source. `wantsRecords`: whether records are sure to be read again. */
export function serialSource(source: Source, wantsRecords: boolean): SerialInput {
  if (source.sizeBytes !== undefined) {
    const { sizeBytes } = source;
    const reader = sizeBytes <= MOST_BLOCK_READ_BYTES ? blockReader : recordReader;
    const readBytes = reader(source.describe());
    return { feed: sourceFeed(source), isReadOnce: false, readBytes: () => readBytes };
  }
  const kept = new KeptInput(wantsRecords);
  return {
    feed: sourceFeed(source, (chunk) => kept.add(chunk)),
    isReadOnce: true,
    readBytes: () => kept.readBytes,
  };
}

/** Several files, one after another. `wantsRecords`: whether records are sure to be read again. */
export function serialFiles(input: FilesInput, opening: FileOpening, wantsRecords: boolean): SerialInput {
  const held = wantsRecords ? new HeldTexts(MOST_KEPT_BYTES) : undefined;
  return {
    feed: filesFeed(input, held?.over(opening, input) ?? opening),
    // Large archives, and those that need a thread, can only be read in order.
    isReadOnce: true,
    readBytes(files) {
      if (held?.isFull) return undefined;
      const reads = new FileReads(input, opening, held);
      return (byteOffset, byteLength) => reads.read(files, byteOffset, byteLength);
    },
  };
}

/** An input that grows, until following ends. */
export function serialFollowed(input: FollowedFile | FollowedPipe, following: Following): SerialInput {
  if (input instanceof FollowedFile) {
    return {
      feed: followFeed(input, following, true),
      isReadOnce: true,
      readBytes: (files) => (byteOffset, byteLength) => input.reads.read(files, byteOffset, byteLength),
    };
  }
  const kept = new KeptInput();
  return {
    feed: followFeed(input, following, true, (chunk) => kept.add(chunk)),
    isReadOnce: true,
    readBytes: () => kept.readBytes,
  };
}

/** Several files that grow, until following ends. */
export function serialFollowedFiles(followed: FollowedFiles, following: Following): SerialInput {
  const { growing } = followed;
  return {
    feed: followFilesFeed(followed, following),
    isReadOnce: true,
    readBytes: (files) => (byteOffset, byteLength) => growing.read(files, byteOffset, byteLength),
  };
}
