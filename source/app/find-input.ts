import type { Following } from '../engine/follow/follow-control.ts';
import { MemoryHolder } from '../input/held-archive.ts';
import type { ListedFile } from '../input/listed-file.ts';
import { openFile, openStdin } from '../input/open-source.ts';
import { type FileIdentity, isSameFile } from '../input/source.ts';
import type { FoundInput } from './batch-input.ts';
import { usageError, withErrorContext } from './errors.ts';
import { fileOpening } from './file-opening.ts';
import { filesInput, followedInput } from './files-input.ts';
import type { CommandOptions } from './flags.ts';
import { refuseArchive } from './follow-input.ts';
import { awaitFiles } from './followed-listing.ts';
import { type ArchiveOptions, listArchive, MOST_HELD_BYTES } from './list-archive.ts';
import { onlyMember, withMembers } from './list-archives.ts';
import { openText, openTextOrArchive } from './open-input.ts';
import { filesPool } from './pool-workers.ts';
import { listInput, resolveInput } from './resolve-input.ts';
import { textInput } from './text-input.ts';

/** How much is held in memory of an archive from a pipe, which comes only once. */
const MOST_PIPE_BYTES = 1024 * 1024 * 1024;

/**
 * Finds the input that the arguments name. `outputs`: the files that this run replaces. `following`: how it is followed,
 * if it is.
 */
export async function findInput(
  options: CommandOptions,
  outputs: readonly FileIdentity[],
  following: Following | undefined,
): Promise<FoundInput> {
  const target = await resolveInput(options.inputs);
  // The sample is only for the screen.
  if (target === 'sample') throw usageError('nothing to read: name a FILE, or pipe one in');
  if (target !== 'stdin' && 'paths' in target) {
    return severalFiles(target.paths, options, outputs, following);
  }
  return singleInput(target, options, following);
}

async function singleInput(
  target: 'stdin' | { readonly path: string },
  options: CommandOptions,
  following: Following | undefined,
): Promise<FoundInput> {
  const name = target === 'stdin' ? 'stdin' : target.path;
  const input = await withErrorContext('cannot read', name, () =>
    target === 'stdin' ? openStdin() : openFile(target.path),
  );
  return {
    isInput: (file) => isSameFile(file, input.identity),
    close: () => input.close(),
    async open() {
      const opened = await openTextOrArchive(input, options.container);
      if (!('archive' in opened)) return textInput(input, opened, options, following);
      if (following !== undefined) refuseArchive(input);
      const path = target === 'stdin' ? undefined : target.path;
      const archives = archiveOptions(options, path === undefined);
      const listed = { ...(await listArchive(opened, path, archives)), name: input.name, outputs: 0 };
      const member = onlyMember(listed);
      if (member === undefined) return filesInput(listed, options, filesPool(options));
      // One member is read as simply as a file.
      const text = await openText(await member.open(options.container, 0), options.container);
      const notes = [...listed.doubts, ...text.notes];
      return textInput(input, { ...text, notes }, options, undefined);
    },
  };
}

/** How archives that can only be read in order are read. More of a pipe is held, since its bytes come only once. */
function archiveOptions({ container }: CommandOptions, isPipe: boolean): ArchiveOptions {
  const holder = new MemoryHolder(isPipe ? MOST_PIPE_BYTES : MOST_HELD_BYTES);
  return { choice: container, holder, niceness: 0 };
}

function severalFiles(
  paths: readonly string[],
  options: CommandOptions,
  outputs: readonly FileIdentity[],
  following: Following | undefined,
): FoundInput {
  const isOutput = (file: FileIdentity): boolean => outputs.some((output) => isSameFile(file, output));
  const pool = filesPool(options);
  // The threads start while the list is made, not only when the outputs are open: that takes 30 ms of ten thousand files.
  const onFile = options.plan || following !== undefined ? undefined : (file: ListedFile) => pool.add(file);
  const listed = listInput(paths, isOutput, onFile);
  const namedFiles = listed.files.filter(({ isNamed }) => isNamed);
  const archives = archiveOptions(options, false);
  return {
    isInput: (file) => namedFiles.some((one) => isSameFile(file, one)),
    close: async () => undefined,
    async open() {
      if (following === undefined) return filesInput(await withMembers(listed, archives), options, pool);
      const followed = { paths, isOutput, archives };
      const there = await awaitFiles(followed, fileOpening(options.container), following.control);
      return followedInput(there, options, followed, following);
    },
  };
}
