import { FileReads } from '../engine/files/file-reads.ts';
import type { FileOpening, FilesInput } from '../engine/files/files-input.ts';
import type { FollowControl } from '../engine/follow/follow-control.ts';
import type { FollowedFiles, FollowedOf } from '../engine/follow/follow-files.ts';
import { GrowingFiles } from '../engine/follow/growing-files.ts';
import { MemoryHolder } from '../input/held-archive.ts';
import type { ListedFile } from '../input/listed-file.ts';
import { headNow } from '../input/read-descriptor.ts';
import type { FileIdentity } from '../input/source.ts';
import { HEAD_BYTES } from '../pipeline/plan/sample.ts';
import type { ContainerChoice } from './containers.ts';
import { LOOK_MILLISECONDS } from './follow-input.ts';
import { type ArchiveOptions, MOST_HELD_BYTES } from './list-archive.ts';
import { withMembers } from './list-archives.ts';
import { isEnough } from './plan-input.ts';
import { type ListedInput, listInput } from './resolve-input.ts';
import { RestingFiles } from './resting-files.ts';

/** The paths of several followed files, and how they are listed. */
export interface FollowedPaths {
  readonly paths: readonly string[];
  readonly isOutput: (file: FileIdentity) => boolean;
  readonly archives: ArchiveOptions;
}

/** Returns what the engine needs to follow listed files and those that join them, which are added to `files`. */
export function followedFiles(
  input: FilesInput,
  files: ListedFile[],
  opening: FileOpening,
  { paths, isOutput, archives }: FollowedPaths,
): FollowedFiles {
  const members = new ArchiveMembers(archives, new RestingFiles(opening));
  return {
    input: { ...input, files: [...files] },
    opening,
    growing: new GrowingFiles(new FileReads({ ...input, files }, opening), opening),
    listAgain: (isKnown, isLast) => members.inPlaceOf(listInput(paths, isOutput), isKnown, isLast),
    onListed: (file, number) => {
      files[number] = file;
    },
  };
}

/** Does the same for a thread that loads for the screen. */
export function followedForScreen(choice: ContainerChoice, niceness: number): FollowedOf {
  return (input, opening, onListed) => {
    const holder = new MemoryHolder(MOST_HELD_BYTES);
    const archives = { choice, holder, niceness };
    const files = [...input.files];
    const paths = { paths: input.paths ?? [], isOutput: () => false, archives };
    const followed = followedFiles(input, files, opening, paths);
    return {
      ...followed,
      onListed(file, number) {
        followed.onListed(file, number);
        onListed(file, number);
      },
    };
  };
}

/** Lists the members of each archive once: archives do not grow. */
class ArchiveMembers {
  private readonly members = new Map<string, readonly ListedFile[]>();

  constructor(
    private readonly archives: ArchiveOptions,
    private readonly resting: RestingFiles,
  ) {}

  /**
   * Returns listed files with members in the place of archives. `isKnown`: whether a file is known to be no archive.
   * `isLast`: what is still being written is listed too.
   */
  async inPlaceOf(
    listed: ListedInput,
    isKnown: (file: ListedFile) => boolean,
    isLast: boolean,
  ): Promise<readonly ListedFile[]> {
    const files: ListedFile[] = [];
    for (const file of listed.files) {
      if (isKnown(file)) files.push(file);
      else if (isLast || this.resting.hasRested(file)) files.push(...(await this.of(file, listed)));
    }
    return files;
  }

  private async of(file: ListedFile, listed: ListedInput): Promise<readonly ListedFile[]> {
    const key = `${file.device}:${file.inode}:${file.sizeBytes}`;
    const before = this.members.get(key);
    if (before !== undefined) return before;
    const { files } = await withMembers({ ...listed, files: [file] }, this.archives);
    if (files[0] !== file) this.members.set(key, files);
    return files;
  }
}

/** Waits until one of the files has a record to plan by, or until following ends; returns the files that there are then. */
export async function awaitFiles(
  { paths, isOutput, archives }: FollowedPaths,
  opening: FileOpening,
  control: FollowControl,
): Promise<ListedInput> {
  for (;;) {
    const listed = listInput(paths, isOutput);
    if (listed.files.some((file) => isPlannable(file, opening)) || control.endedFor > 0) {
      return withMembers(listed, archives);
    }
    await control.wait(LOOK_MILLISECONDS);
  }
}

/** Whether a file has a record to plan by, or is one that does not grow. */
export function isPlannable({ path, sizeBytes, fault, member }: ListedFile, opening: FileOpening): boolean {
  if (fault !== undefined || sizeBytes === 0) return false;
  if (member !== undefined) return true;
  try {
    const bytes = headNow(path, new Uint8Array(HEAD_BYTES));
    return bytes.length === HEAD_BYTES || !opening.isPlain(bytes) || isEnough(bytes);
  } catch {
    return false;
  }
}
